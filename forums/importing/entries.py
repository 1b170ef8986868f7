"""A line of the import, a post in the format of Discourse's posts API, parsed and validated."""

import json
import re
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from core.text import markup
from forums.importing import markdown
from forums.models import Topic

LONGEST = 200_000  # characters of a post; PostgreSQL indexes no text of more than a megabyte
_TITLE = Topic._meta.get_field("title").max_length
_BIGGEST = 2**31 - 1
_UNWRITABLE = re.compile("[\x00\ud800-\udfff]")  # PostgreSQL takes neither
# What Markdown does not know: quotes and other blocks in brackets, addresses inside the forum's own store
_OWN_SYNTAX = re.compile(r"^\[(quote|details|poll|spoiler)\b|\]\(upload://", re.MULTILINE | re.IGNORECASE)


class Wrong(Exception):
    """The reason why a line cannot be imported."""


@dataclass(frozen=True)
class Entry:
    post: int
    topic: int
    title: str
    slug: str
    number: int
    username: str
    written_at: datetime  # UTC
    raw: str  # the Markdown of Discourse; may be empty
    cooked: str  # its HTML
    category: str
    tags: tuple
    text: str = ""  # our Markdown
    html: str = ""  # what `writing.render` makes of it

    @property
    def post_key(self):
        return f"discourse:{self.post}"

    @property
    def topic_key(self):
        return f"discourse:{self.topic}"


def read(content):
    """Parse a line (bytes) to an Entry without text; see `converted`. Raise Wrong.

    `like_count` and whatever else ranks people is ignored (R-NO-RANKS).
    """
    given = _parsed(content)
    title = " ".join(_text(given, "topic_title", "").split()) or _untitled(given)
    return Entry(
        post=_whole(given, "id"),
        topic=_whole(given, "topic_id"),
        title=title if len(title) <= _TITLE else title[: _TITLE - 1] + "…",
        slug=slugify(title)[:_TITLE].strip("-") or "topic",
        number=_whole(given, "post_number", most=_BIGGEST),
        username=_username(given),
        written_at=_instant(given),
        raw=_text(given, "raw", "").strip(),
        cooked=_text(given, "cooked"),
        category=slugify(_text(given, "category_slug", ""))[:60].strip("-"),
        tags=_tags(given),
    )


def converted(entry):
    """Return the entry with its text and HTML. Slow. Raise Wrong.

    `raw` is used where it is plain Markdown, else Markdown is made from the HTML.
    """
    try:
        plain = entry.raw and not _OWN_SYNTAX.search(entry.raw)
        text = entry.raw if plain else markdown.from_html(entry.cooked)
        html = markup.render(text)
    except RecursionError as problem:
        raise Wrong(_("its HTML is nested too deeply")) from problem
    if len(text) > LONGEST:
        raise Wrong(_("longer than %d characters") % LONGEST)
    return replace(entry, text=text, html=html)


def _parsed(content):
    try:
        given = json.loads(content)
    except (ValueError, RecursionError) as problem:
        raise Wrong(_("not JSON: %s") % problem) from problem
    if not isinstance(given, dict):
        raise Wrong(_("not a JSON object"))
    return given


def _text(given, name, missing=None):
    value = given.get(name)
    if value is None:
        value = missing
    if not isinstance(value, str):
        raise Wrong(_("%s is missing or no text") % name)
    return _UNWRITABLE.sub("", value)


def _whole(given, name, most=2**63 - 1):
    value = given.get(name)
    if type(value) is not int or not 0 < value <= most:
        raise Wrong(_("%s is missing or no positive whole number") % name)
    return value


def _username(given):
    name = _text(given, "username").strip()
    if not 0 < len(name) <= 100:
        raise Wrong(_("username is empty or too long"))
    return name


def _instant(given):
    """Return the time of writing, at most now: a later one would stay on top of every list."""
    try:
        instant = datetime.fromisoformat(_text(given, "created_at"))
        instant = instant.replace(tzinfo=instant.tzinfo or UTC).astimezone(UTC)
    except (ValueError, OverflowError) as problem:
        raise Wrong(_("created_at is no time: %s") % problem) from problem
    return min(instant, timezone.now())


def _tags(given):
    """Return the names of tags; newer versions of Discourse have objects with a name."""
    tags = given.get("tags") or []
    names = (
        [tag.get("name") if isinstance(tag, dict) else tag for tag in tags] if isinstance(tags, list) else []
    )
    names = [_UNWRITABLE.sub("", name).strip()[:50] for name in names if isinstance(name, str)]
    return tuple(name for name in dict.fromkeys(names) if slugify(name, allow_unicode=True))


def _untitled(given):
    words = _text(given, "topic_slug", "").replace("-", " ").strip()
    return words.capitalize() or _("Topic %s") % given.get("topic_id")
