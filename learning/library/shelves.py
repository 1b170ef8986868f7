"""What stands in the library for whom: notes, harvests, open questions, the newest first.

Nothing is ordered by how much anybody did (R-NOBODY-RANKED), and what is not for every reader of a space is
not here, whoever looks (R-PRIVATE-MEANS-PRIVATE).
"""

from datetime import datetime

from django.db.models import CharField, Exists, F, OuterRef, Q, Value
from django.utils import timezone

from core.text import fulltext
from core.web import keyset
from events.models import CoLab
from followups.models import Comment, Harvest, Insight, Origin
from forums import kinds
from forums.models import Forum
from learning.library import rows
from learning.library.filters import HARVESTS, NOTES, QUESTIONS

SIZE = 20
_AT = {"note": "created_at", "harvest": "recorded_at"}


def _of_hours_for(person, **answers):
    """Return conditions: of an hour with a page afterwards that everyone reads who may read its space.

    Of the spaces that this person may read, those that are in the library, and give these `answers`.
    """
    spaces = Forum.objects.visible_to(person).filter(kind__in=kinds.where(in_library=True, **answers))
    return {
        "colab__state": CoLab.State.ANNOUNCED,
        "colab__starts_at__lte": timezone.now(),
        "colab__topic__hidden_at": None,
        "colab__topic__forum__in": spaces.values("pk"),
    }


def notes(person):
    """Filter the notes that everyone reads who may read their co-lab, of those this person may read."""
    return Insight.objects.shared().by_people_who_stay().filter(**_of_hours_for(person))


def harvests(person):
    """Filter the recorded harvests that say something, and that everyone reads who may read their co-lab."""
    hours = _of_hours_for(person, harvest_for=kinds.READERS)
    return Harvest.objects.recorded().filter(nothing_to_record=False, **hours)


def open_questions(person):
    """Filter the notes that ask something, without an answer and without a topic from them."""
    answers = Comment.objects.filter(insight=OuterRef("pk"), hidden_at=None)
    grown = Origin.objects.filter(insight=OuterRef("pk"))
    asked = notes(person).filter(kind=Insight.Kind.QUESTION)
    return asked.filter(~Exists(answers), ~Exists(grown))


def page(person, filters, after="", size=SIZE):
    """Return (Rows, key of the next page), the newest first, in at most three queries."""
    keys = _keys(person, filters, keyset.read(after, datetime, str, int), size + 1)
    more, keys = len(keys) > size, keys[:size]
    last = keys[-1] if more else None
    next_key = keyset.write(last[2], last[0], last[1]) if last else ""
    return rows.fetch([(kind, key) for kind, key, _at in keys], filters.words), next_key


def _keys(person, filters, beyond, limit):
    """Return [(kind, primary key, UTC instant)]."""
    if filters.finds_nothing:
        return []
    arms = [
        _arm(kind, _narrowed(found, filters), beyond)[:limit] for kind, found in _shelves(person, filters)
    ]
    if len(arms) > 1:
        arms = [arms[0].union(*arms[1:], all=True).order_by("-at", "kind_of_row", "-key")[:limit]]
    return list(arms[0])


def _shelves(person, filters):
    if filters.shelf == QUESTIONS:
        return [("note", open_questions(person))]
    if filters.shelf == HARVESTS:
        return [("harvest", harvests(person))]
    if filters.shelf == NOTES or filters.kind:
        return [("note", notes(person))]
    return [("harvest", harvests(person)), ("note", notes(person))]


def _narrowed(found, filters):
    if filters.words:
        found = found.filter(fulltext.matches(filters.words))
    wanted = {
        "tags__key": filters.tag,
        "colab__topic__forum": filters.space,
        "colab__topic": filters.topic,
        "language": filters.language,
        "kind": filters.kind,
    }
    return found.filter(**{name: value for name, value in wanted.items() if value})


def _arm(kind, found, beyond):
    """Return the keys of one shelf, the newest first; `beyond` is what the last page ended with."""
    field = _AT[kind]
    if beyond:
        at, last_kind, key = beyond
        same = Q(pk__lt=key) if kind == last_kind else Q() if kind > last_kind else Q(pk=None)
        # The first condition follows from the second; it is what the index is searched with.
        found = found.filter(Q(**{f"{field}__lt": at}) | Q(**{field: at}) & same, **{f"{field}__lte": at})
    named = found.annotate(kind_of_row=Value(kind, CharField()), key=F("pk"), at=F(field))
    return named.order_by(f"-{field}", "-pk").values_list("kind_of_row", "key", "at")
