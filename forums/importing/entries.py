"""A line of the import, a post in the format of Discourse's posts API, parsed and validated."""

import json
import re
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from core.text import lines, markup
from forums.importing import discourse, emojis, publicity, references
from forums.models import Forum, Topic
from forums.models.tag import LONGEST, name_of

MAX_LENGTH = 200_000  # characters of a post; PostgreSQL indexes no text of more than a megabyte
_MAX_TITLE = Topic._meta.get_field("title").max_length
_MAX_INTEGER = 2**31 - 1
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")  # PostgreSQL stores neither


class InvalidLine(Exception):
    """The reason why a line cannot be imported."""


class NotPublic(Exception):
    """A line that is left out: `reason` is one of `publicity.REASONS`, `post_key` may be empty."""

    def __init__(self, reason, post_key):
        super().__init__(reason)
        self.reason, self.post_key = reason, post_key


@dataclass(frozen=True)
class Entry:
    post: int
    topic: int
    title: str
    slug: str
    number: int
    username: str
    written_at: datetime  # UTC
    cooked: str  # its HTML
    category: str
    tags: tuple
    draft: str = ""  # our Markdown, with places for its references
    references: tuple = ()
    text: str = ""  # our Markdown; its references are words
    html: str = ""  # what `markup.render` makes of it

    @property
    def post_key(self):
        return _post_key(self.post)

    @property
    def topic_key(self):
        return f"discourse:{self.topic}"


def parse(content, closed=publicity.NOTHING):
    """Parse a line (bytes) to an Entry without text; see `convert`. Raise InvalidLine or NotPublic.

    `closed` has the topics that were not public. `like_count` and whatever else ranks people is ignored
    (R-NO-RANKS); so is `raw`: `cooked` is what people saw (R-IMPORT-SHOWN).
    """
    data = _json(content)
    if reason := closed.reason(data):
        raise NotPublic(reason, _post_key(data.get("id")))
    title = lines.clean(emojis.in_text(_text(data, "topic_title", ""))) or _title_of_slug(data)
    return Entry(
        post=_positive_integer(data, "id"),
        topic=_positive_integer(data, "topic_id"),
        title=lines.cut(title, _MAX_TITLE),
        slug=Topic.slug_of(title),
        number=_positive_integer(data, "post_number", maximum=_MAX_INTEGER),
        username=_username(data),
        written_at=_written_at(data),
        cooked=_text(data, "cooked"),
        category=_category(data),
        tags=_tags(data),
    )


def convert(entry, address=""):
    """Return the entry with its text and HTML. Slow. Raise InvalidLine, or NotPublic where nothing is seen.

    `address` is that of the old forum, for links that are relative to it.
    """
    try:
        draft, found = discourse.to_markdown(entry.cooked, address)
        text = references.fill(draft, found)
        html = markup.render(text)
        is_seen = markup.shows(text)
    except RecursionError as problem:
        raise InvalidLine(_("its HTML is nested too deeply")) from problem
    except markup.TooLarge as problem:
        raise InvalidLine(_("it becomes too large as a page")) from problem
    if len(text) > MAX_LENGTH:
        raise InvalidLine(_("longer than %d characters") % MAX_LENGTH)
    if not is_seen:
        raise NotPublic("empty", entry.post_key)
    return replace(entry, draft=draft, references=found, text=text, html=html)


def _post_key(number):
    return f"discourse:{number}"


def _json(content):
    try:
        data = json.loads(content)
    except (ValueError, RecursionError) as problem:
        raise InvalidLine(_("not JSON: %s") % problem) from problem
    if not isinstance(data, dict):
        raise InvalidLine(_("not a JSON object"))
    return data


def _text(data, name, default=None):
    value = data.get(name)
    if value is None:
        value = default
    if not isinstance(value, str):
        raise InvalidLine(_("%s is missing or no text") % name)
    return _UNSTORABLE.sub("", value)


def _positive_integer(data, name, maximum=2**63 - 1):
    value = data.get(name)
    if type(value) is not int or not 0 < value <= maximum:
        raise InvalidLine(_("%s is missing or no positive whole number") % name)
    return value


def _username(data):
    name = lines.clean(_text(data, "username"))
    if not 0 < len(name) <= 100:
        raise InvalidLine(_("username is empty or too long"))
    return name


def _written_at(data):
    """Return the time of writing, at most now: a later one would stay on top of every list."""
    try:
        instant = datetime.fromisoformat(_text(data, "created_at"))
        instant = instant.replace(tzinfo=instant.tzinfo or UTC).astimezone(UTC)
    except (ValueError, OverflowError) as problem:
        raise InvalidLine(_("created_at is no time: %s") % problem) from problem
    return min(instant, timezone.now())


def _tags(data):
    """Return the names of tags; newer versions of Discourse have objects with a name."""
    tags = data.get("tags") or []
    names = (
        [tag.get("name") if isinstance(tag, dict) else tag for tag in tags] if isinstance(tags, list) else []
    )
    names = [lines.cut(name_of(name), LONGEST, "") for name in names if isinstance(name, str)]
    return tuple(filter(None, dict.fromkeys(names)))


def _category(data):
    """Return the slug of a forum, "" where there is none."""
    slug = slugify(_text(data, "category_slug", ""))
    return slug and Forum.slug_of(slug)


def _title_of_slug(data):
    words = lines.clean(_text(data, "topic_slug", "").replace("-", " "))
    return words.capitalize() or _("Topic %s") % data.get("topic_id")
