"""What is deleted each day; one step that fails does not stop the rest."""

from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from core import pruning
from moderation import reports
from moderation.models import Report
from participants.accounts import activation
from participants.invitations import invitations
from participants.invitations.site import SITE
from participants.models import Invitation, Participant
from participants.tasks import prune
from testing import make

pytestmark = pytest.mark.django_db


def long_ago(days):
    return timezone.now() - timedelta(days=days)


def test_sessions_that_ended_are_deleted():
    for _ in range(2):
        Client().force_login(make.participant())
    Session.objects.filter(pk=Session.objects.first().pk).update(expire_date=long_ago(1))

    prune()

    assert Session.objects.count() == 1


def test_accounts_that_nobody_entered_are_deleted_after_a_month():
    left, new, confirmed, entered, writing = (make.participant() for _ in range(5))
    staff, organizer = make.staff(), make.organizer()
    activation.confirm(confirmed)
    Client().force_login(entered)
    make.topic(author=writing)
    Participant.objects.exclude(pk=new.pk).update(date_joined=long_ago(31))

    prune()

    assert not Participant.objects.filter(pk=left.pk).exists()
    kept = {person.pk for person in (new, confirmed, entered, writing, staff, organizer)}
    assert set(Participant.objects.filter(pk__in=kept).values_list("pk", flat=True)) == kept


def test_addresses_that_somebody_wanted_and_nobody_confirmed_are_deleted():
    person = make.participant()
    activation.confirm(person)
    EmailAddress.objects.create(user=person, email="wanted@example.org")

    prune()

    assert EmailAddress.objects.get().email == person.email


def test_invitations_are_deleted_ninety_days_after_they_ended():
    maker = make.organizer()
    for ended in (91, 89):
        made = invitations.make("site", SITE, maker, days=1, most=1)
        Invitation.objects.filter(pk=made.pk).update(made_at=long_ago(ended + 7), ends_at=long_ago(ended))
    made.uses.create(person=make.participant())

    prune()

    assert Invitation.objects.get() == made


def test_reports_are_deleted_a_year_after_they_were_settled():
    post, person = make.post(make.topic()), make.moderator()
    for _ in range(2):
        reports.report(post, person, "Odd")
        reports.settle(post, person)
    reports.report(post, person, "Odd")
    Report.objects.filter(pk=Report.objects.earliest("pk").pk).update(settled_at=long_ago(366))

    prune()

    assert Report.objects.count() == 2


def test_a_step_that_fails_does_not_stop_the_rest(monkeypatch, caplog):
    Client().force_login(make.participant())
    Session.objects.update(expire_date=long_ago(1))
    steps = {"broken": lambda: 1 / 0} | pruning.steps
    monkeypatch.setattr(pruning, "steps", steps)

    pruned = pruning.run()

    assert pruned["sessions that ended"] == 1
    assert "Pruning broken did not go well" in caplog.text
