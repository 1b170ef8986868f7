"""Who can be picked where a space shows no names (R-OPEN-TO-BE-ASKED)."""

import pytest
from django.urls import reverse

from events.registration import attendance
from mailing.models import Message
from network.models import Openness, Pick
from network.picks import openness, picks
from testing import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def ana(client):
    person = make.participant("Ana Ash")
    client.force_login(person)
    return person


@pytest.fixture
def ben():
    return make.participant("Ben Birch")


@pytest.fixture
def colab(ana, ben):
    """A held co-lab of a community of healing, where both were."""
    forum = make.forum(kind="healing")
    for person in (ana, ben):
        make.membership(forum, person)
    return make.held_colab(topic=make.topic(forum=forum), people=[ana, ben])


def page(client, colab):
    return client.get(reverse("followups:after", args=[colab.pk])).text


def press(client, colab, name, *arguments):
    return client.post(reverse(f"network:{name}", args=[colab.pk, *arguments]), {"reason": "information"})


def test_nobody_is_listed_before_both_have_said_so(client, ana, ben, colab):
    """Check R-OPEN-TO-BE-ASKED."""
    openness.say(colab, ben)
    assert "Ben Birch" not in page(client, colab)

    press(client, colab, "open_to_picks")

    assert "Ben Birch" in page(client, colab)


def test_the_page_says_who_sees_it_before_one_presses(client, colab):
    shown = page(client, colab)

    assert "Nobody else sees it, and you can take it back." in shown
    assert "I am open to be asked" in shown


def test_saying_it_twice_is_saying_it_once(colab, ana):
    openness.say(colab, ana)
    openness.say(colab, ana)

    assert Openness.objects.get().participant == ana


def test_it_can_be_taken_back_with_what_one_chose(client, colab, ana, ben):
    for person in (ana, ben):
        openness.say(colab, person)
    picks.pick(colab, ana, ben)

    press(client, colab, "not_open")
    press(client, colab, "not_open")

    assert list(Openness.objects.values_list("participant", flat=True)) == [ben.pk]
    assert not Pick.objects.exists()
    assert "Ben Birch" not in page(client, colab)


def test_an_introduction_is_not_taken_back(colab, ana, ben):
    for person in (ana, ben):
        openness.say(colab, person)
    picks.pick(colab, ana, ben)
    picks.pick(colab, ben, ana)

    openness.take_back(colab, ana)

    assert Pick.objects.count() == Message.objects.filter(kind="introduction").count() == 2


def test_whoever_has_not_said_so_cannot_pick_nor_be_picked(colab, ana, ben):
    openness.say(colab, ana)

    for chooser, chosen in [(ana, ben), (ben, ana)]:
        with pytest.raises(picks.Refused):
            picks.pick(colab, chooser, chosen)


def test_a_pick_tells_nobody_who_was_there(client, colab, ana, ben):
    """Whether somebody was there or is open, the answer is the same, also to those who are not open."""
    openness.say(colab, ben)

    stranger = make.participant()
    assert press(client, colab, "pick", ben.pk).status_code == 404
    assert press(client, colab, "pick", stranger.pk).status_code == 404


def test_only_those_who_were_there_say_it(client, colab):
    other = make.participant()
    make.membership(colab.topic.forum, other)
    client.force_login(other)

    press(client, colab, "open_to_picks")

    assert not Openness.objects.exists()
    with pytest.raises(openness.Refused):
        openness.say(colab, other)


def test_it_is_not_asked_before_the_end_nor_in_other_spaces(client, ana):
    forum = make.forum(kind="healing")
    make.membership(forum, ana)
    ahead = make.colab(topic=make.topic(forum=forum))
    with pytest.raises(openness.Refused):
        openness.say(ahead, ana)

    usual = make.held_colab(people=[ana])
    assert press(client, usual, "open_to_picks").status_code == 404
    assert "open to be asked" not in page(client, usual)


def test_somebody_who_is_said_not_to_have_come_is_no_longer_listed(client, colab, ana, ben):
    for person in (ana, ben):
        openness.say(colab, person)
    attendance.record(colab, colab.organizer, {ben.pk: "absent"})

    assert "Ben Birch" not in page(client, colab)
