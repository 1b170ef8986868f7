"""Whose role in a co-lab counts today (R-ROLES-TODAY), as conditions on co-labs."""

from django.db.models import Q

from forums.models import may_read

ROLES = ("organizer", "facilitator", "harvester")  # without a seat


def counts(role):
    """Return the condition that somebody has this role and may have it: nobody else's counts."""
    held = Q(**{f"{role}__isnull": False})
    if role == "organizer":
        held = Q(organizer__is_organizer=True, organizer__is_active=True)
    return held & may_read(role, "topic__forum")


def held_by(person, *roles):
    """Return the condition that this person's role counts, or one of these `roles`."""
    held = Q(pk=None)
    for role in roles or ROLES:
        held |= Q(**{role: person.pk}) & counts(role)
    return held if person.is_authenticated else Q(pk=None)


def written_for(people):
    """Return the condition that one of these people (or keys) has a role, whether it counts or not."""
    written = Q(pk=None)
    for role in ROLES:
        written |= Q(**{f"{role}__in": people})
    return written
