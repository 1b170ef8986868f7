"""To erase an account: each part gives back what it holds of the person, then the account is emptied.

Each part declares its own tables here. What people wrote for others stays, by a former participant; what only
they could read goes, and so do words that say who it was.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.db import transaction

from core.registry import Registry
from core.web import refusals
from participants.accounts import anonymization

obstacles = Registry("obstacles to erasing an account")
steps = Registry("steps of erasing an account")


class Refused(refusals.Refused):
    """Why an account cannot be erased yet, in words for its owner."""


@dataclass(frozen=True)
class Step:
    """`run(person)` settles these tables, named as those of an export's Section."""

    run: Callable
    relations: tuple[str, ...]


def obstacle(name):
    """Declare a function of a person that returns why they cannot go yet, or ""."""
    return lambda why: obstacles.add(name, why)


def step(name, *relations):
    """Declare a function of a person that is run when they go."""

    def declare(run):
        steps.add(name, Step(run, relations))
        return run

    return declare


def delete(relation):
    """A person's rows of this reverse relation go with them."""
    steps.add(f"{relation} go", Step(lambda person: getattr(person, relation).all().delete(), (relation,)))


def blank(relation, field):
    """A person's rows of this reverse relation stay, without what they wrote in this field."""
    steps.add(
        f"{relation} lose {field}",
        Step(lambda person: getattr(person, relation).update(**{field: ""}), (relation,)),
    )


def keep(*relations):
    """These rows stay as they are: acts of office, and what was written for others to read."""
    for relation in relations:
        steps.add(f"{relation} stay", Step(lambda person: None, (relation,)))


@transaction.atomic
def erase(person):
    """Run every step, the last declared first, then empty the account. Raise Refused."""
    for why in obstacles.values():
        if text := why(person):
            raise Refused(text)
    for declared in reversed(steps.values()):
        declared.run(person)
    anonymization.anonymize(person)
