"""The roles that an organizer gives in a co-lab, in the record of who did what (R-AUDIT)."""

from events.models import CoLab
from events.registration import role_entries
from participants import audit


def given(colab):
    """Return {role: primary key of who has it, or None}, of the roles beside the organizer's."""
    return {role: getattr(colab, f"{role}_id") for role in CoLab.ROLES if role != "organizer"}


def record(colab, by, before=None):
    """Record which roles were taken and given since `before`, as `given` returned it."""
    before = before or {}
    for role, now in given(colab).items():
        was = before.get(role)
        if was != now:
            _record(by, "role-taken", colab, role, was)
            _record(by, "role-given", colab, role, now)


def give_back(person, colabs):
    """Take the roles of facilitator and harvester that somebody has in these co-labs."""
    for relation, role in {"facilitates": "facilitator", "harvests": "harvester"}.items():
        mine = [colab for colab in colabs if getattr(colab, f"{role}_id") == person.pk]
        getattr(person, relation).remove(*mine)
        for colab in mine:
            setattr(colab, f"{role}_id", None)
            _record(None, "role-taken", colab, role, person.pk)
    for colab in colabs:
        role_entries.settle(colab)


def _record(by, verb, colab, role, participant):
    if participant is not None:
        audit.record(by, verb, colab, {"role": role, "participant": participant})
