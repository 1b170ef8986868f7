"""Monthly readings of the network: how many people and connections, and across what (R-MONTHLY-READING).

What is counted is what the map shows: people who show themselves, and connections that neither hides.
"""

from collections import defaultdict

from django.utils import timezone

from core.database.rows import one_by_one
from forums import kinds
from forums.models import Forum
from network.map import groups
from network.models import NetworkReading

FEW = 4  # no reading of fewer people is shown
SHOWN = 12  # months


def take_due():
    """Take the reading of this month where there is none, of the site and of each space. Return a Tally."""
    month = timezone.localdate().replace(day=1)
    taken = NetworkReading.objects.filter(month=month)
    missing = Forum.objects.filter(kind__in=kinds.where(names_authors=True)).exclude(
        pk__in=taken.exclude(forum=None).values("forum")
    )
    spaces = [] if taken.filter(forum=None).exists() else [None]
    return one_by_one("readings of the network", [*spaces, *missing], lambda forum: _take(month, forum))


def _take(month, forum):
    _reading, is_new = NetworkReading.objects.get_or_create(month=month, forum=forum, defaults=read(forum))
    return int(is_new)


def read(forum=None, before=None):
    """Return the numbers of today, or of those who were there `before` a day, as fields of a reading.

    Two queries.
    """
    people, links = groups.shown(), groups.connections()
    if before is not None:
        people, links = people.filter(date_joined__date__lt=before), links.filter(since__date__lt=before)
    if forum is not None:
        members = forum.memberships.values("participant")
        people = people.filter(pk__in=members)
        links = links.filter(first__in=members, second__in=members)
    rows = people.values_list("pk", "district", "organization")
    places = {pk: (district, organization) for pk, district, organization in rows}
    pairs = [pair for pair in links.values_list("first", "second") if places.keys() >= set(pair)]
    connected = {pk for pair in pairs for pk in pair}
    return {
        "people": len(places),
        "connections": len(pairs),
        "across_districts": _across(pairs, places, 0),
        "across_organizations": _across(pairs, places, 1),
        "islands": _islands(pairs),
        "alone": len(places.keys() - connected),
    }


def _across(pairs, places, which):
    """Return how many connections lead from one district or organization to another; unnamed ones to none."""
    both = [(places[one][which], places[other][which]) for one, other in pairs]
    return sum(bool(one and other) and one != other for one, other in both)


def _islands(pairs):
    """Return into how many groups the connected people fall."""
    near = defaultdict(set)
    for one, other in pairs:
        near[one].add(other)
        near[other].add(one)
    found, seen = 0, set()
    for start in near:
        if start in seen:
            continue
        found += 1
        ahead = [start]
        while ahead:
            person = ahead.pop()
            if person not in seen:
                seen.add(person)
                ahead += near[person] - seen
    return found


def latest():
    """Return the readings of the site that the page of the map shows, the latest first."""
    of_site = NetworkReading.objects.filter(forum=None, people__gte=FEW)
    return list(of_site.order_by("-month")[:SHOWN])
