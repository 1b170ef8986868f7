"""Whose role in a co-lab counts today (R-ROLES-TODAY), as conditions on co-labs."""

from django.db.models import F, Q

from forums.models import may_read

ROLES = ("organizer", "co_organizer", "facilitator", "harvester")  # without a seat
RUNNING = ("organizer", "co_organizer")  # they may do with the co-lab what its organizer may (R-HANDED-OVER)
LEADING = (*RUNNING, "facilitator")  # they lead the hour


def counts(role):
    """Return the condition that somebody has this role and may have it: nobody else's counts."""
    held = Q(**{f"{role}__isnull": False})
    if role == "organizer":
        held = Q(organizer__is_organizer=True, organizer__is_active=True)
    if role == "co_organizer":
        trusted = Q(co_organizer__is_organizer=True) | Q(co_organizer=F("facilitator"))
        held = Q(co_organizer__is_active=True) & trusted
    return held & may_read(role, "topic__forum")


def held_by(person, *roles):
    """Return the condition that this person's role counts, or one of these `roles`."""
    held = Q(pk=None)
    for role in roles or ROLES:
        held |= Q(**{role: person.pk}) & counts(role)
    return held if person.is_authenticated else Q(pk=None)


def held_by_reader(person):
    """Return the condition of `held_by`, where it is asked anyway whether the person may read the forum.

    It is asked every ten seconds of an open page of an hour, and so is as short as it can be.
    """
    held = Q(facilitator=person.pk) | Q(harvester=person.pk)
    if person.is_active and person.is_organizer:
        return held | Q(organizer=person.pk) | Q(co_organizer=person.pk)
    return held  # a co-organizer who is no organizer is the facilitator


def written_for(people):
    """Return the condition that one of these people (or keys) has a role, whether it counts or not."""
    written = Q(pk=None)
    for role in ROLES:
        written |= Q(**{f"{role}__in": people})
    return written
