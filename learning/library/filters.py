"""What of the library somebody asks for: read from an address, and written to one."""

from dataclasses import dataclass, field, replace
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.text import languages, lines, questions
from followups.models import Insight
from forums import kinds
from forums.models import Forum, Topic
from forums.models.tag import key_of, name_of

NOTES, HARVESTS, QUESTIONS = "notes", "harvests", "questions"
SHELVES = {
    "": pgettext_lazy("shelf of the library", "All"),
    NOTES: _("Notes"),
    HARVESTS: _("Harvests"),
    QUESTIONS: _("Open questions"),
}
ASKS = ("shelf", "q", "tag", "space", "topic", "language", "kind")  # names in an address
MAX_LENGTH = 200


@dataclass(frozen=True)
class Filters:
    """`asked` is what was written in the address; a value that is not there `finds_nothing`."""

    asked: dict = field(default_factory=dict)
    shelf: str = ""
    words: str = ""
    tag: str = ""  # its key
    space: Forum | None = None
    topic: Topic | None = None
    language: str = ""
    kind: str = ""
    finds_nothing: bool = False

    @property
    def narrow(self):
        """Whether anything but a shelf was chosen."""
        return any(name != "shelf" for name in self.asked)

    def address(self, name="learning:library", **changed):
        """Return an address with these filters; `changed` replaces some of what was asked."""
        asked = {name: value for name, value in (self.asked | changed).items() if value}
        return reverse(name) + (f"?{urlencode(asked)}" if asked else "")

    def of_shelf(self, shelf):
        """Return the address of another shelf: kinds of notes are chosen on shelves that hold several."""
        kept = {} if shelf in {"", NOTES} else {"kind": ""}
        return self.address(shelf=shelf, **kept)

    def tabs(self):
        """Return (name, text, address) of each shelf."""
        return [(name, text, self.of_shelf(name)) for name, text in SHELVES.items()]


def spaces(person):
    """Return the spaces of which something may stand in the library, for this person."""
    found = Forum.objects.visible_to(person).filter(kind__in=kinds.where(in_library=True))
    return list(found.only("pk", "slug", "name", "language", "kind", "is_public"))


def read(query, person, known):
    """Return the Filters of a QueryDict; `known` are the `spaces` of this person."""
    asked = {name: lines.cut(lines.clean(query.get(name, "")), MAX_LENGTH, "") for name in ASKS}
    asked = {name: value for name, value in asked.items() if value}
    found = Filters(
        asked=asked,
        shelf=asked.get("shelf", ""),
        words=asked.get("q", ""),
        tag=key_of(name_of(asked.get("tag", ""))),
        space=next((space for space in known if space.slug == asked.get("space")), None),
        topic=_topic(asked.get("topic", ""), person),
        language=asked.get("language", ""),
        kind=asked.get("kind", ""),
    )
    return replace(found, finds_nothing=not _is_possible(found))


def _topic(text, person):
    if not (text.isdecimal() and len(text) < 10):
        return None
    topics = Topic.objects.visible_to(person).filter(hidden_at=None)
    return topics.select_related("forum").filter(pk=int(text)).first()


def _is_possible(filters):
    """Return whether each value that was asked for can be."""
    can_be = {
        "shelf": filters.shelf in SHELVES,
        "q": questions.asks(filters.words),
        "tag": filters.tag,
        "space": filters.space,
        "topic": filters.topic,
        "language": filters.language in dict(languages.CHOICES),
        "kind": filters.kind in Insight.Kind.values and filters.shelf in {"", NOTES},
    }
    return all(can_be[name] for name in filters.asked)
