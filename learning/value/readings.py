"""Monthly readings of what came of the hours, each of the twelve months before (R-VALUE-IS-COUNTED)."""

from django.db.models import Max

from core.database.rows import one_by_one
from learning.models import ValueReading
from learning.models.readings import FEWEST
from learning.months import this, up_to
from learning.value import counting

MONTHS = 12


def take_due():
    """Read the current month anew, and whatever is missing of the twelve before. Return a Tally."""
    return one_by_one("readings of value", _due(), take, key=str)


def _due():
    """Return the months from the last reading on, which was taken before its month had ended."""
    last = ValueReading.objects.aggregate(last=Max("month"))["last"]
    return [month for month in up_to(this(), MONTHS) if last is None or month >= last]


def take(month):
    """Put the numbers of a month in place of those from before. Return how many there are."""
    found = counting.numbers(counting.time_of(up_to(month, MONTHS)))
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
        if one.amount and one.people >= FEWEST
    ]
    return len(ValueReading.objects.bulk_create(rows))


def months(forum=None):
    """Return the months of which there is a reading, the latest first."""
    found = ValueReading.objects.filter(forum=forum).order_by("-month")
    return list(found.values_list("month", flat=True).distinct())


def of_month(month, forum=None):
    """Return {(what, part): amount}."""
    found = ValueReading.objects.filter(forum=forum, month=month)
    return {(what, part): amount for what, part, amount in found.values_list("what", "part", "amount")}
