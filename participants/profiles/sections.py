"""Sections of a person's page: each part declares its own, each person says who reads which (R-SECTIONS)."""

from collections.abc import Callable
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Q

from core.registry import Registry
from participants import limits
from participants.models import Participant, SectionChoice

Audience = SectionChoice.Audience


@dataclass(frozen=True, kw_only=True)
class Section:
    """`rows(person, reader)` returns what this reader may read, falsy where that is nothing.

    `template` shows them as `rows`; sections stand in the order of `place`. `found(words, reader)` returns
    the keys of people in whose section this reader could read the words, for the directory.
    """

    heading: str
    place: int
    template: str
    rows: Callable
    found: Callable | None = None


sections = Registry("sections of a person's page")
my_people = Registry("who counts as one's people")  # functions of a person; each returns a queryset of keys


def in_order():
    """Return (name, Section) of all sections."""
    return sorted(sections.items(), key=lambda item: item[1].place)


def audiences(person):
    """Return {name of a section: Audience} of all sections."""
    chosen = dict(person.section_choices.values_list("section", "audience"))
    return {name: Audience(chosen.get(name, Audience.MEMBERS)) for name, _section in in_order()}


def shown(person, reader, seen_as=None):
    """Return (Section, rows) of each section of which this reader may read anything.

    `seen_as`: an Audience, where somebody looks at their own page as others see it.
    """
    chosen = audiences(person)
    if seen_as is None and Audience.PEOPLE in chosen.values() and _are_close(person, reader):
        seen_as = Audience.PEOPLE
    open_to = {Audience.MEMBERS, seen_as}
    read = [
        (section, section.rows(person, reader)) for name, section in in_order() if chosen[name] in open_to
    ]
    return [(section, rows) for section, rows in read if rows]


def _are_close(person, reader):
    me = Participant.objects.filter(pk=person.pk)
    return any(me.filter(pk__in=keys(reader)).exists() for keys in my_people.values())


def closed_to(reader, name):
    """Return the keys of those whose section of this name is not for this reader."""
    chosen = SectionChoice.objects.filter(section=name).exclude(participant=reader)
    close = Q()
    for keys in my_people.values():
        close |= Q(participant__in=keys(reader))
    return chosen.exclude(close, audience=Audience.PEOPLE).values("participant")


def found(words, reader):
    """Return querysets of keys: of those in one of whose sections this reader could read the words."""
    looked_at = [(name, section) for name, section in in_order() if section.found]
    return [
        Participant.objects.filter(pk__in=section.found(words, reader))
        .exclude(pk__in=closed_to(reader, name))
        .values("pk")
        for name, section in looked_at
    ]


@transaction.atomic
def choose(person, chosen):
    """Keep who reads which section: {name: Audience}. Idempotent. Raise limits.Refused."""
    if all(chosen[name] == audience for name, audience in audiences(person).items() if name in chosen):
        return
    limits.spend(person, "profile")
    person.section_choices.filter(section__in=chosen).delete()
    SectionChoice.objects.bulk_create(
        SectionChoice(participant=person, section=name, audience=audience)
        for name, audience in chosen.items()
        if audience != Audience.MEMBERS
    )
