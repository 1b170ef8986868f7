"""The zone and clock of the reader: a person's own, or those that a visitor has stored in cookies."""

from contextlib import contextmanager
from zoneinfo import ZoneInfo

from django.db.models import TextChoices
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core import cookies
from core.timezones import city_names, display

ZONE, CLOCK = "zone", "clock"  # cookies


class Clock(TextChoices):
    USUAL = "", _("As usual in my language")
    TWELVE = "12", _("12 hours, such as 2:30 p.m.")
    TWENTY_FOUR = "24", _("24 hours, such as 14:30")


@contextmanager
def of_person(person):
    with timezone.override(person.zone), display.clock(person.clock):
        yield


@contextmanager
def of_visitor(request):
    zone, clock = chosen(request)
    with timezone.override(zone or timezone.get_default_timezone()), display.clock(clock):
        yield


def chosen(request):
    """Return (ZoneInfo or None, "12", "24" or "") from a visitor's cookies; invalid values are ignored."""
    zone, clock = cookies.read(request, ZONE), cookies.read(request, CLOCK)
    known = ZoneInfo(city_names.by_city(zone)) if city_names.exists(zone) else None
    return known, clock if clock in Clock.values else ""


def keep(response, zone, clock):
    cookies.write(response, ZONE, str(zone))
    cookies.write(response, CLOCK, clock)
