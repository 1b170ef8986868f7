"""The roles that an organizer gives in a co-lab, in the record of who did what (R-AUDIT)."""

from events.messages import notifications
from events.models import CoLab
from events.registration import role_entries
from participants import audit

RELATIONS = {"co_organizes": "co_organizer", "facilitates": "facilitator", "harvests": "harvester"}


def given(colab):
    """Return {role: primary key of who has it, or None}, of the roles beside the organizer's."""
    return {role: getattr(colab, f"{role}_id") for role in CoLab.ROLES if role != "organizer"}


def record(colab, by, before=None):
    """Record which roles were taken and given since `before`, as `given` returned it."""
    before = before or {}
    for role, now in given(colab).items():
        was = before.get(role)
        if was != now:
            record_one(by, "role-taken", colab, role, was)
            record_one(by, "role-given", colab, role, now)


def give_back(person, colabs):
    """Take the roles beside the organizer's that somebody has in these co-labs, and tell who runs them."""
    given_up = []
    for relation, role in RELATIONS.items():
        mine = [colab for colab in colabs if getattr(colab, f"{role}_id") == person.pk]
        getattr(person, relation).remove(*mine)
        for colab in mine:
            setattr(colab, f"{role}_id", None)
            record_one(None, "role-taken", colab, role, person.pk)
            given_up.append((colab, role))
    for colab in colabs:
        role_entries.settle(colab)
    for colab, role in given_up:
        notifications.left_open(colab, role, person)


def record_one(by, verb, colab, role, participant):
    if participant is not None:
        audit.record(by, verb, colab, {"role": role, "participant": participant})
