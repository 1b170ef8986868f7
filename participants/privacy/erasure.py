"""Erasing an account: each part erases what it holds of the person, then the account is anonymized.

Each part declares its own tables. What people wrote for others remains, by a former participant; what only
they could read is deleted, and so is text that identifies them. Where others mention or quote them, the name
goes (R-NAMES-GO).
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.db import transaction

from core.registry import Registry
from core.web import refusals
from core.web.refusals import refused_when_busy
from participants import audit
from participants.accounts import anonymization
from participants.profiles import names

obstacles = Registry("obstacles to erasing an account")
steps = Registry("steps of erasing an account")


class Refused(refusals.Refused):
    """Why an account cannot be erased yet."""


@dataclass(frozen=True)
class Step:
    """`run(person)` takes care of these relations, named as in `export.Section`."""

    run: Callable
    relations: tuple[str, ...]


def obstacle(name):
    """Declare a function of a person that returns why they cannot be erased yet, or ""."""
    return lambda why: obstacles.add(name, why)


def step(name, *relations):
    def declare(run):
        steps.add(name, Step(run, relations))
        return run

    return declare


def delete(relation):
    steps.add(f"{relation} go", Step(lambda person: getattr(person, relation).all().delete(), (relation,)))


def blank(relation, field):
    """Declare that a person's rows of this reverse relation remain, with this field emptied."""
    steps.add(
        f"{relation} lose {field}",
        Step(lambda person: getattr(person, relation).update(**{field: ""}), (relation,)),
    )


def keep(*relations):
    """Declare that these rows remain unchanged: acts of office, and what was written for others."""
    for relation in relations:
        steps.add(f"{relation} stay", Step(lambda person: None, (relation,)))


@refused_when_busy()
@transaction.atomic
def erase(person, by=None):
    """Run every step, the last declared first, then anonymize the account. Raise Refused.

    `by` is who does it, if not the person.
    """
    for why in obstacles.values():
        if text := why(person):
            raise Refused(text)
    names.write_anew(anonymization.former(person), before=person)  # first, by R-LOCK-ORDER
    for declared in reversed(steps.values()):
        declared.run(person)
    anonymization.anonymize(person)
    audit.record(by or person, "erased", person)
