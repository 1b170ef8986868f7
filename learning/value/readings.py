"""Monthly readings of what came of the hours, each of the twelve months before (R-VALUE-IS-COUNTED)."""

from collections import defaultdict

from django.db.models import Max

from core.database.rows import one_by_one
from core.few import FEWEST
from forums.models import Forum
from learning.models import ValueReading
from learning.months import this, up_to
from learning.value import counting

MONTHS = 12
What = ValueReading.What


def take_due():
    """Read the current month anew, and whatever is missing of the twelve before. Return a Tally."""
    return one_by_one("readings of value", _due(), take, key=str)


def _due():
    """Return the months from the last reading on, which was taken before its month had ended."""
    last = ValueReading.objects.aggregate(last=Max("month"))["last"]
    return [month for month in up_to(this(), MONTHS) if last is None or month >= last]


def take(month):
    """Put the numbers of a month in place of those from before. Return how many there are."""
    found = _to_keep(counting.numbers(counting.time_of(up_to(month, MONTHS))))
    ValueReading.objects.filter(month=month).delete()
    rows = [
        ValueReading(
            forum_id=one.forum,
            month=month,
            what=one.what,
            part=one.part,
            amount=one.amount,
            people=one.people,
        )
        for one in found
    ]
    return len(ValueReading.objects.bulk_create(rows))


def _to_keep(found):
    """Return the Numbers that tell of no few people, nor do what remains of all spaces without the others.

    Where a public space has few, the smallest of the public spaces that would be told is left out as well.
    """
    public = set(Forum.objects.filter(is_public=True).values_list("pk", flat=True))
    of_public, left_out = defaultdict(dict), set()
    for one in found:
        if one.amount and one.forum in public:
            of_public[_question(one)][one.forum] = one.people
    for question, people in of_public.items():
        told = [forum for forum in people if people[forum] >= FEWEST]
        if told and len(told) < len(people):
            left_out.add((question, min(told, key=lambda forum: (people[forum], forum))))
    return [
        one
        for one in found
        if one.amount and one.people >= FEWEST and (_question(one), one.forum) not in left_out
    ]


def _question(one):
    """Return what its parts have in common: all answers to one question are told of a space, or none."""
    if one.what == What.TOLD:
        return one.what, ""
    return one.what, one.part.partition(":")[0] if one.what == What.GOT else one.part


def months(forum=None):
    """Return the months of which there is a reading, the latest first."""
    found = ValueReading.objects.filter(forum=forum).order_by("-month")
    return list(found.values_list("month", flat=True).distinct())


def of_month(month, forum=None):
    """Return {(what, part): amount}."""
    found = ValueReading.objects.filter(forum=forum, month=month)
    return {(what, part): amount for what, part, amount in found.values_list("what", "part", "amount")}
