"""Picks during the hour: private, and introduced when it is over (R-PICKS-FROM-THE-START)."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from events.models import Attendance
from mailing.models import Message
from network.models import Pick
from network.picks import openness, picks
from testing import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def colab():
    return make.colab(starts_at=timezone.now() - timedelta(minutes=12))


@pytest.fixture
def two(colab):
    people = [make.participant("Ana"), make.participant("Ben")]
    for person in people:
        make.seated(colab, person)
    return people


def came(colab, *people):
    for person in people:
        Attendance.objects.create(colab=colab, participant=person, mark="came", source="door")


def over(colab):
    colab.starts_at, colab.ends_at = (one - timedelta(hours=1) for one in (colab.starts_at, colab.ends_at))
    colab.save(update_fields=["starts_at", "ends_at"])


def introductions():
    return Message.objects.filter(kind="introduction").count()


def test_a_pick_can_be_made_from_the_start_and_leads_to_an_introduction_after_the_end(colab, two):
    """Check R-PICKS-FROM-THE-START."""
    ana, ben = two
    came(colab, ana, ben)
    picks.pick(colab, ana, ben)
    picks.pick(colab, ben, ana)
    picks.introduce_all_due()
    assert introductions() == 0

    over(colab)
    assert picks.introduce_all_due() == 1
    assert introductions() == 2
    assert picks.introduce_all_due() == 0
    assert introductions() == 2


def test_who_never_came_is_not_introduced(colab, two):
    """Check R-PICKS-FROM-THE-START."""
    ana, ben = two
    came(colab, ana)
    picks.pick(colab, ana, ben)
    picks.pick(colab, ben, ana)
    over(colab)

    picks.introduce_all_due()
    assert introductions() == 0

    came(colab, ben)
    picks.introduce_all_due()
    assert introductions() == 2


def test_in_what_became_a_space_that_asks_who_is_open_both_must_have_said_so(colab, two):
    """Check R-OPEN-TO-BE-ASKED."""
    ana, ben = two
    came(colab, ana, ben)
    picks.pick(colab, ana, ben)
    picks.pick(colab, ben, ana)
    over(colab)
    forum = make.healing(colab.topic.forum)
    for person in two:
        make.membership(forum, person)

    openness.say(colab, ana)
    assert picks.introduce_all_due() == 0

    openness.say(colab, ben)
    assert picks.introduce_all_due() == 1


def test_one_press_on_the_page_and_another_takes_it_back(client, colab, two):
    ana, ben = two
    client.force_login(ana)
    client.post(reverse("network:pick_in_hour", args=[colab.pk, ben.pk]))
    assert Pick.objects.get().chosen == ben
    assert 'aria-pressed="true"' in client.get(reverse("events:hour", args=[colab.pk])).text
    client.force_login(ben)
    assert 'aria-pressed="true"' not in client.get(reverse("events:hour", args=[colab.pk])).text

    client.force_login(ana)
    client.post(reverse("network:unpick_in_hour", args=[colab.pk, ben.pk]))
    assert not Pick.objects.exists()


def test_after_the_end_the_page_says_what_a_mutual_pick_means(client, two):
    """The page of the hour is open for a while after it."""
    colab = make.colab(starts_at=timezone.now() - timedelta(minutes=62))
    ana, ben = two
    for person in two:
        make.seated(colab, person, attendance="came")
    client.force_login(ana)
    address = reverse("network:pick_in_hour", args=[colab.pk, ben.pk])
    noted = client.post(address, follow=True).text
    assert ("is told only if they choose you too" in noted, "choose you too, after" in noted) == (True, False)
    picks.pick(colab, ben, ana)

    assert "We have written to you both." in client.post(address, follow=True).text
    shown = client.get(reverse("events:hour", args=[colab.pk])).text
    assert "You both want to talk more. See the mail" in shown
    assert reverse("network:unpick_in_hour", args=[colab.pk, ben.pk]) not in shown
    again = client.post(reverse("network:unpick_in_hour", args=[colab.pk, ben.pk]), follow=True)
    assert "introduced already" in again.text


def test_pressing_again_keeps_the_reason_and_the_words_of_a_pick(client, colab, two):
    ana, ben = two
    picks.pick(colab, ana, ben, Pick.Reason.OPPORTUNITY, "About bees.")
    client.force_login(ana)
    client.post(reverse("network:pick_in_hour", args=[colab.pk, ben.pk]))

    kept = Pick.objects.get()
    assert (kept.reason, kept.note) == ("opportunity", "About bees.")


def test_strangers_pick_nobody_and_are_not_picked(client, colab, two):
    stranger = make.participant()
    client.force_login(stranger)
    assert client.post(reverse("network:pick_in_hour", args=[colab.pk, two[0].pk])).status_code == 404
    client.force_login(two[0])
    assert client.post(reverse("network:pick_in_hour", args=[colab.pk, stranger.pk])).status_code == 404


def test_two_who_cannot_be_introduced_keep_nobody_else_from_it(colab, two, monkeypatch):
    """Check R-ONE-BAD-ROW."""
    others = [make.participant("Cy Cedar"), make.participant("Di Dogwood")]
    for person in others:
        make.seated(colab, person)
    came(colab, *two, *others)
    for one, other in (two, others):
        picks.pick(colab, one, other)
        picks.pick(colab, other, one)
    over(colab)
    introduce = picks._introduce

    def refuse(*both):
        if two[0] in {both[0].chooser, both[0].chosen}:
            raise ValueError
        introduce(*both)

    monkeypatch.setattr(picks, "_introduce", refuse)
    picks.introduce_all_due()
    assert set(Pick.objects.exclude(introduced_at=None).values_list("chooser", flat=True)) == {
        person.pk for person in others
    }

    monkeypatch.undo()
    picks.introduce_all_due()
    assert introductions() == 4
