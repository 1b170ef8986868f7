"""Months: in addresses, where they begin and end, those before one, and which can be written."""

from datetime import date, datetime, timedelta

from django.utils import timezone


class MonthConverter:
    """A month in an address, as 2026-11: its first day."""

    regex = "20[0-9]{2}-(?:0[1-9]|1[0-2])"

    def to_python(self, text):
        return date.fromisoformat(f"{text}-01")

    def to_url(self, month):
        return f"{month:%Y-%m}"


def this():
    """Return the first day of this month, where the site is."""
    return timezone.localdate(timezone=timezone.get_default_timezone()).replace(day=1)


def before(month):
    return (month - timedelta(days=1)).replace(day=1)


def span(month):
    """Return the instants at which a month begins and ends, where the site is."""
    beyond = (month + timedelta(days=32)).replace(day=1)
    return tuple(
        timezone.make_aware(datetime(day.year, day.month, 1), timezone.get_default_timezone())
        for day in (month, beyond)
    )


def to_write():
    """Return the months whose digest can be begun: this one, and the one before."""
    return [this(), before(this())]


def asked(text, *, is_sent=False):
    """Return the month of `to_write` that a parameter names, else this one.

    What is sent may be of the month before those, too: its page was opened in time.
    """
    known = to_write()
    known += [before(known[-1])] if is_sent else []
    return next((month for month in known if f"{month:%Y-%m}" == text), this())


def up_to(month, number):
    """Return the first days of so many months, the last of which is this one."""
    count = month.year * 12 + month.month - 1
    return [date(one // 12, one % 12 + 1, 1) for one in range(count - number + 1, count + 1)]
