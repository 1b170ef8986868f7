"""Which tags people watch, as far as a reader may know it (R-SECTIONS)."""

from collections import defaultdict

from forums.models import Watch
from participants.models import Participant
from participants.profiles import sections


def names(keys, tags):
    """Return {key of a person: names of those of the tags that they watch}; one query."""
    found = defaultdict(list)
    rows = Watch.objects.filter(participant__in=keys, tag__in=tags).order_by("tag__name")
    for pk, name in rows.values_list("participant", "tag__name"):
        found[pk].append(name)
    return found


def open_to(person, people):
    """Return the keys of those whose watched tags a person may read."""
    closed = sections.closed_to(person, "tags")
    return Participant.objects.filter(pk__in=people).exclude(pk__in=closed).values("pk")
