"""Principles by consent: what is adopted, what stops it, what lapses, and who agrees by a seat."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from events.registration import seats
from forums.models import Principles
from forums.spaces import memberships
from forums.spaces.principles import principles
from mailing import outbox
from participants.privacy import export
from testing import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def forum():
    return make.forum(name="Night shift")


def members(forum, number):
    return [make.membership(forum, make.participant()).participant for _ in range(number)]


def proposed(forum, by, text="Listen first."):
    return principles.propose(forum, by, text)


def in_days(time_machine, days):
    time_machine.move_to(timezone.now() + timedelta(days=days, minutes=1), tick=False)
    principles.settle_due()


def test_what_nobody_has_a_concern_about_holds_after_two_weeks(forum, time_machine):
    by, second, third, _fourth = members(forum, 4)
    proposal = proposed(forum, by)
    for person in (second, third):
        principles.say(proposal, person, agrees=True)

    in_days(time_machine, 13)
    assert principles.in_force(forum) is None
    in_days(time_machine, 1)
    assert principles.in_force(forum).text == "Listen first."
    assert principles.in_force(forum).number == 1


def test_two_who_agree_are_too_few_where_there_are_more(forum, time_machine):
    by, second, _third = members(forum, 3)
    principles.say(proposed(forum, by), second, agrees=True)

    in_days(time_machine, 15)

    assert principles.in_force(forum) is None


@pytest.mark.parametrize("number", [1, 2])
def test_under_three_members_all_have_to_agree(forum, time_machine, number):
    people = members(forum, number)
    proposal = proposed(forum, people[0])
    in_days(time_machine, 15)
    assert (principles.in_force(forum) is not None) == (number == 1)

    for person in people[1:]:
        principles.say(proposal, person, agrees=True)
        in_days(time_machine, 1)
    assert principles.in_force(forum) is not None


@pytest.mark.parametrize("ends", ["agrees", "unsaid", "leaves", "another text"])
def test_a_concern_stops_it_until_it_is_taken_back_or_the_text_changes(forum, time_machine, ends):
    """Check R-CONCERN-STOPS."""
    by, second, third, fourth = members(forum, 4)
    proposal = proposed(forum, by)
    for person in (second, third):
        principles.say(proposal, person, agrees=True)
    principles.say(proposal, fourth, agrees=False, concern="And who speaks first?")
    in_days(time_machine, 15)
    assert principles.in_force(forum) is None

    match ends:
        case "agrees":
            principles.say(proposal, fourth, agrees=True)
        case "unsaid":
            principles.unsay(proposal, fourth)
        case "leaves":
            memberships.leave(forum, fourth)
        case "another text":
            changed = proposed(forum, by, "Listen first. The newest speaks first.")
            for person in (second, third):
                principles.say(changed, person, agrees=True)
            in_days(time_machine, 15)
    in_days(time_machine, 0)

    held = principles.in_force(forum)
    assert held.text.endswith("speaks first.") == (ends == "another text")
    assert held.number == 1


def test_a_space_has_one_proposal_at_a_time(forum):
    """Check R-ONE-PROPOSAL."""
    by, other = members(forum, 2)
    first = proposed(forum, by)

    assert proposed(forum, by) == first
    with pytest.raises(principles.Refused, match="one at a time"):
        proposed(forum, other, "Talk first.")
    with pytest.raises(IntegrityError), transaction.atomic():
        make.principles(forum, "Another.", number=None)

    second = proposed(forum, by, "Talk first.")
    assert forum.principles.standing().get() == second
    principles.withdraw(second, by)
    principles.withdraw(second, by)
    assert proposed(forum, other, "Talk first.").stands


def test_what_nobody_answers_lapses_after_four_weeks(forum, time_machine):
    by, second, _third = members(forum, 3)
    proposal = proposed(forum, by)
    in_days(time_machine, 27)
    assert forum.principles.standing().exists()
    principles.say(proposal, second, agrees=True)
    in_days(time_machine, 2)
    assert forum.principles.standing().exists()

    in_days(time_machine, 28)
    assert not forum.principles.standing().exists()
    assert principles.in_force(forum) is None

    in_days(time_machine, 366)
    principles.prune()
    assert Principles.objects.count() == 0


def test_only_members_propose_and_have_a_say(forum):
    by, stranger = members(forum, 1)[0], make.participant()
    with pytest.raises(principles.Refused, match="Join this space first"):
        proposed(forum, stranger)
    proposal = proposed(forum, by)
    with pytest.raises(principles.Refused, match="Join this space first"):
        principles.say(proposal, stranger, agrees=True)
    with pytest.raises(principles.Refused, match="Only whoever proposed it"):
        principles.withdraw(proposal, stranger)


def test_a_steward_takes_a_proposal_back(forum):
    by, steward = members(forum, 1)[0], make.participant()
    make.membership(forum, steward, moderates=True)
    proposal = proposed(forum, by)

    principles.withdraw(proposal, steward)

    assert not forum.principles.standing().exists()
    with pytest.raises(principles.Refused, match="does not stand any more"):
        principles.say(proposal, by, agrees=True)


def test_the_same_text_again_is_refused(forum):
    make.principles(forum, "Listen first.")
    with pytest.raises(principles.Refused, match="holds already"):
        proposed(forum, members(forum, 1)[0])


def test_a_steward_takes_it_back_before_proposing_another_text(forum):
    """Check R-ONE-PROPOSAL: nobody puts a text in the place of another's."""
    by, steward = members(forum, 1)[0], make.participant()
    make.membership(forum, steward, moderates=True)
    first = proposed(forum, by)

    with pytest.raises(principles.Refused, match="one at a time"):
        proposed(forum, steward, "Talk first.")
    principles.withdraw(first, steward)
    assert proposed(forum, steward, "Talk first.").stands


def test_members_are_told_and_whoever_proposed_is_not(forum, mailoutbox):
    by, other = members(forum, 2)
    make.participant()
    principles.propose(forum, by, "Listen first.", "It was too loud.")
    outbox.send_due()

    assert [mail.to for mail in mailoutbox] == [[other.email]]
    assert "Listen first." in mailoutbox[0].body
    assert "It was too loud." in mailoutbox[0].body


def test_who_takes_a_seat_agrees_to_what_holds_once(forum, time_machine):
    """Check R-SEAT-AGREES."""
    held, person = make.principles(forum), make.participant()
    colab = make.colab(topic=make.topic(forum=forum))
    seats.join(colab, person)
    said_at = held.voices.get(participant=person).said_at

    time_machine.move_to(timezone.now() + timedelta(minutes=1), tick=False)
    seats.leave(colab, person)
    seats.join(colab, person)

    assert [(voice.agrees, voice.said_at) for voice in held.voices.all()] == [(True, said_at)]


def test_where_nothing_is_written_down_a_seat_agrees_to_nothing(forum):
    seats.join(make.colab(topic=make.topic(forum=forum)), person := make.participant())

    assert not person.voices.exists()


def test_the_form_of_a_seat_says_to_which_version(client, forum, ana):
    """Check R-SEAT-AGREES."""
    make.principles(forum, "One.", number=1)
    make.principles(forum, "Two.", number=2)
    page = client.get(make.colab(topic=make.topic(forum=forum)).get_absolute_url()).text

    assert "you agree to how we treat one another (version 2)" in page
    assert reverse("forums:principles", args=[forum.slug]) in page


def test_who_had_a_concern_agrees_by_a_seat(forum):
    """Check R-SEAT-AGREES."""
    held, person = make.principles(forum), make.participant()
    held.voices.create(participant=person, agrees=False, concern="And who speaks first?")

    seats.join(make.colab(topic=make.topic(forum=forum)), person)

    assert [(voice.agrees, voice.concern) for voice in held.voices.all()] == [(True, "")]


def test_who_has_left_counts_neither_on_the_page_nor_for_adoption(forum):
    by, second = members(forum, 2)
    principles.say(proposed(forum, by), second, agrees=True)
    assert principles.standing(forum).agreed == 2

    memberships.leave(forum, second)
    assert principles.standing(forum).agreed == 1


def test_what_somebody_said_in_a_space_that_they_left_goes_without_its_words():
    """Check R-WORDS-STAY: the export of a former member names the version by its number alone."""
    forum = make.forum(kind="healing")
    by, other = members(forum, 2)
    principles.say(proposed(forum, by, "What we said that night."), other, agrees=True)
    assert "that night" in str(export.of(other))

    memberships.leave(forum, other)
    assert "that night" not in str(export.of(other))


def test_what_is_adopted_has_a_number():
    """Check R-VERSIONS-READABLE: also by hand, in the database."""
    with pytest.raises(IntegrityError), transaction.atomic():
        Principles.objects.create(forum=make.forum(), text="Listen.", adopted_at=timezone.now())
