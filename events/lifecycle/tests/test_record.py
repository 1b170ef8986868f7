"""Roles in a co-lab are in the record of who did what (R-AUDIT), and organizers have limits (R-LIMITS)."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from core.timezones.wall_time import Start
from events.lifecycle import colabs, succession
from events.lifecycle.tests.plans import PLAN
from events.models import CoLab, Move
from participants import limits
from participants.accounts import activation
from participants.models import AuditEntry, LimitCount
from testing import make

pytestmark = pytest.mark.django_db

START = Start(datetime(2027, 1, 14, 19, tzinfo=UTC), ZoneInfo("America/Toronto"))


@pytest.fixture(autouse=True)
def _monday(time_machine):
    time_machine.move_to("2027-01-04 15:00Z", tick=False)


def entries():
    rows = AuditEntry.objects.order_by("pk").values_list("verb", "actor", "key", "changes")
    return [(verb, actor, key, *changes.values()) for verb, actor, key, changes in rows]


def counted(person):
    return dict(LimitCount.objects.filter(who=f"participant {person.pk}").values_list("verb", "number"))


def test_roles_that_are_given_and_taken_are_recorded():
    """Check R-AUDIT."""
    organizer, ana, bo = make.organizer(), make.participant(), make.participant()
    colab = colabs.declare(make.topic(), organizer, START, **PLAN, facilitator=ana)
    for _again in range(2):
        colabs.edit(colab, organizer, **PLAN, facilitator=bo)
    colabs.edit(colab, organizer, **PLAN, facilitator=None, harvester=bo)

    assert entries() == [
        ("role-given", organizer.pk, colab.pk, "facilitator", ana.pk),
        ("role-taken", organizer.pk, colab.pk, "facilitator", ana.pk),
        ("role-given", organizer.pk, colab.pk, "facilitator", bo.pk),
        ("role-taken", organizer.pk, colab.pk, "facilitator", bo.pk),
        ("role-given", organizer.pk, colab.pk, "harvester", bo.pk),
    ]


def test_roles_of_a_closed_account_are_recorded_as_taken():
    ana = make.participant()
    colab = make.colab(facilitator=ana, harvester=ana)

    activation.deactivate(ana)

    assert entries() == [
        ("role-taken", None, colab.pk, "facilitator", ana.pk),
        ("role-taken", None, colab.pk, "harvester", ana.pk),
    ]


def test_who_takes_over_a_co_lab_is_recorded():
    before, organizer = make.organizer(), make.organizer()
    colab = make.colab(organizer=before)
    type(before).objects.filter(pk=before.pk).update(is_organizer=False)

    succession.take_over(colab, organizer)

    assert entries() == [
        ("role-taken", organizer.pk, colab.pk, "organizer", before.pk),
        ("role-given", organizer.pk, colab.pk, "organizer", organizer.pk),
    ]


def test_declaring_changing_and_moving_count_and_repeating_does_not():
    organizer = make.organizer()
    colab = colabs.declare(make.topic(), organizer, START, announce=True, **PLAN)
    other = Start(START.instant + timedelta(days=1), START.zone)
    for _again in range(2):
        colabs.edit(colab, organizer, **PLAN | {"title": "Another title"})
        colabs.move(colab, organizer, other, "It is better.")

    assert counted(organizer) == {"declaration": 1, "plan": 1, "move": 1}


def test_beyond_the_limit_nothing_is_declared_or_moved():
    organizer = make.organizer()
    colab = colabs.declare(make.topic(), organizer, START, announce=True, **PLAN)
    for verb in ("declaration", "move"):
        how_often = {"number": limits.allowed(organizer, verb), "since": colab.announced_at}
        LimitCount.objects.update_or_create(who=f"participant {organizer.pk}", verb=verb, defaults=how_often)

    with pytest.raises(limits.Refused, match="declared as many co-labs"):
        colabs.declare(make.topic(), organizer, START, **PLAN)
    with pytest.raises(limits.Refused, match="moved co-labs as often"):
        colabs.move(colab, organizer, Start(START.instant + timedelta(days=1), START.zone), "It is better.")
    assert (CoLab.objects.count(), Move.objects.count()) == (1, 0)
    colabs.call_off(colab, organizer, "Nobody can come.")
    assert CoLab.objects.get().is_called_off
