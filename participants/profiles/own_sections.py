"""Declares what this part has of a person’s page: what they say of themselves, their clock and language."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.text import names
from participants.models import Participant
from participants.profiles.sections import Section, sections

WEEKEND = 5  # Saturday, as `weekday` counts


def is_their_day(person, now):
    """Return whether an instant is within the day of a person, on a working day."""
    local = now.astimezone(person.zone)
    return local.weekday() < WEEKEND and person.day_starts <= local.time() < person.day_ends


def _clock(person, reader):
    now = timezone.now()
    return {"now": now, "zone": person.zone, "is_day": is_their_day(person, now), "person": person}


def _about(person, reader):
    return person.about_html


def _about_with(words, reader):
    listed = Participant.objects.active().filter(listed=True)
    return listed.filter(names.holds(names.Folded("about"), words)).values("pk")


sections.add(
    "about",
    Section(
        heading=_("About"),
        place=10,
        template="participants/profiles/sections/about.html",
        rows=_about,
        found=_about_with,
    ),
)
sections.add(
    "clock",
    Section(
        heading=_("Clock and language"),
        place=80,
        template="participants/profiles/sections/clock.html",
        rows=_clock,
    ),
)
