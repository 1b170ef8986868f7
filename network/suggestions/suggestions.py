"""Whom one may want to meet, and which two one could introduce: each with its reason, never a score.

Only people of the directory are suggested, by what the reader may read of them (R-SUGGESTED-BY-REASON).
Nothing that happened where nobody is named makes a suggestion (R-NAMELESS-SUGGESTS-NOTHING).
"""

from dataclasses import dataclass
from itertools import combinations

from django.db.models import Case, Count, IntegerField, Value, When
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _

from events.models import Attendance
from forums import kinds
from forums.models import Tag, Watch
from network.introductions.introductions import AGAIN
from network.models import Connection, Introduction, NotNow, Offer
from network.suggestions import lines, watched
from participants.models import Participant
from participants.profiles import sections

MOST, MOST_PAIRS = 5, 3
NEWEST = 30  # lines of others that meet mine, among which one is chosen
LOOKED_AT = 60  # of my people, the latest, for whom to introduce
COMMON = 2  # watched tags that two have in common
SAID = 3  # of them that the reason names
NAMED = kinds.where(names_authors=True)


@dataclass(frozen=True)
class Suggestion:
    """`person`, and why, as HTML; of two to introduce, also the `other` and the key of my `connection`."""

    person: Participant
    reason: str
    other: Participant | None = None
    connection: int | None = None


def people(person):
    """Return at most MOST Suggestions of people whom a person may want to meet."""
    if not person.listed:
        return []
    excluded = _not_for(person)
    found = _by_lines(person, excluded)
    if len(found) < MOST:
        found += _by_tags(person, excluded | {one.person.pk for one in found}, MOST - len(found))
    return found


def _not_for(person):
    """Return the keys of those who are not suggested: known, asked already, or not now, by either side."""
    since = timezone.now() - AGAIN
    met = Introduction.objects.filter(created_at__gt=since)
    standing = NotNow.objects.filter(until__gt=timezone.now(), third=None)
    keys = (
        Connection.objects.filter(first=person)
        .values_list("second")
        .union(
            Connection.objects.filter(second=person).values_list("first"),
            met.filter(first=person).values_list("second"),
            met.filter(second=person).values_list("first"),
            standing.filter(participant=person).values_list("other"),
            standing.filter(other=person).values_list("participant"),
        )
    )
    return {person.pk, *(key for (key,) in keys)}


def _nearby(person):
    """Return an expression to order by: people of other districts first."""
    if not person.district:
        return Value(0)
    return Case(When(participant__district=person.district, then=1), default=0, output_field=IntegerField())


# --- An offer and a need


def _by_lines(person, excluded):
    mine = lines.of(Offer.objects.of(person).open().filter(hidden_at=None))
    open_to_me = Offer.objects.in_directory(person).exclude(participant__in=excluded)
    met = {}
    for theirs in lines.of(lines.meeting(mine, open_to_me, NEWEST)) if mine else ():
        met.setdefault(theirs.person, theirs)
    order = sorted(met.values(), key=lambda one: (_are_near(one, person), one.name, one.person))[:MOST]
    rows = Participant.objects.in_bulk([line.person for line in order])
    return [Suggestion(rows[line.person], _reason_of(mine, line)) for line in order]


def _are_near(one, other):
    return bool(one.district) and one.district == other.district


def _reason_of(mine, theirs):
    line = next(line for line in mine if line.meets(theirs))
    words = {"mine": _quoted(line), "theirs": _quoted(theirs)}
    if line.is_need:
        return format_html(_("You look for “{mine}”, and they offer “{theirs}”."), **words)
    return format_html(_("They look for “{theirs}”, and you offer “{mine}”."), **words)


def _quoted(line):
    return format_html('<span lang="{}">{}</span>', line.language, line.text)


# --- Watched tags


def _by_tags(person, excluded, most):
    mine = Tag.objects.of_named_spaces().filter(watches__participant=person)
    tags = list(mine.values_list("pk", flat=True))
    hours = Attendance.objects.came().filter(participant=person, colab__topic__forum__kind__in=NAMED)
    met = Attendance.objects.came().filter(colab__in=hours.values("colab")).values("participant")
    shared = (
        Watch.objects.filter(tag__in=tags, participant__listed=True, participant__is_active=True)
        .exclude(participant__in=excluded)
        .exclude(participant__in=met)
        .exclude(participant__in=sections.closed_to(person, "tags"))
        .values("participant")
        .annotate(common=Count("tag"), near=_nearby(person))
        .filter(common__gte=COMMON)
        .order_by("near", "participant__name", "participant")
    )
    keys = [row["participant"] for row in shared[:most]] if len(tags) >= COMMON else []
    rows, names = Participant.objects.in_bulk(keys), watched.names(keys, tags)
    sentence = _("You both watch {tags}.")
    return [Suggestion(rows[pk], _common(sentence, names[pk])) for pk in keys]


def _common(sentence, names):
    return format_html(sentence, tags=", ".join(names[:SAID]))


# --- Two of my people


def pairs(person):
    """Return at most MOST_PAIRS Suggestions of two of a person’s people who could meet."""
    mine = Connection.objects.of_named_spaces().of(person).order_by("-since", "-pk")[:LOOKED_AT]
    known = {one.other_of(person).pk: one for one in mine}
    people = {pk: one.other_of(person) for pk, one in known.items() if one.other_of(person).listed}
    if len(people) < 2:
        return []
    found = _meeting(person, people, _apart(person, people))
    order = sorted(found, key=lambda pair: _order(*(people[pk] for pk in pair)))[:MOST_PAIRS]
    return [Suggestion(people[a], _why(people, found[a, b]), people[b], known[a].pk) for a, b in order]


def _order(one, other):
    return (_are_near(one, other), one.name, other.name, one.pk, other.pk)


def _apart(person, people):
    """Return the pairs, (lower key, higher key), of whom nothing says that they should not be introduced."""
    standing, since = NotNow.objects.filter(until__gt=timezone.now()), timezone.now() - AGAIN
    not_now = standing.filter(participant__in=people, other__in=people, third=None)
    gone = (
        Connection.objects.among(people)
        .values_list("first", "second")
        .union(
            Introduction.objects.filter(by=person, created_at__gt=since).values_list("first", "second"),
            standing.filter(participant=person).exclude(third=None).values_list("other", "third"),
            not_now.values_list("participant", "other"),
        )
    )
    return set(combinations(sorted(people), 2)) - {tuple(sorted(pair)) for pair in gone}


def _meeting(person, people, apart):
    """Return {pair: a need and an offer that meet, or names of the tags that both watch}."""
    found = {}
    shown = Offer.objects.in_directory(person).filter(participant__in=people)
    for need, offer in lines.pairs(lines.of(shown)):
        pair = tuple(sorted((need.person, offer.person)))
        if pair in apart:
            found.setdefault(pair, (need, offer))
    names = watched.names(watched.open_to(person, people), Tag.objects.of_named_spaces())
    theirs = {pk: set(watching) for pk, watching in names.items()}
    for one, other in apart - found.keys():
        common = theirs.get(one, set()) & theirs.get(other, set())
        if len(common) >= COMMON:
            found[one, other] = sorted(common)
    return found


def _why(people, found):
    if not isinstance(found, tuple):
        return _common(_("They both watch {tags}."), found)
    need, offer = found
    return format_html(
        _("{seeker} looks for “{need}”, and {giver} offers “{offer}”."),
        seeker=people[need.person],
        need=_quoted(need),
        giver=people[offer.person],
        offer=_quoted(offer),
    )
