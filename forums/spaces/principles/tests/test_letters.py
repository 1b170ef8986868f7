"""Who hears of a proposal, of its first concern, and of what became of it (R-PROPOSER-HEARS)."""

from datetime import timedelta

import pytest
from django.utils import timezone

from forums.spaces import memberships
from forums.spaces.principles import principles
from mailing import outbox
from mailing.models import Message
from testing import make

pytestmark = pytest.mark.django_db
CONCERN = "And who speaks first?"


@pytest.fixture
def forum():
    return make.forum(name="Night shift")


@pytest.fixture
def people(forum):
    """Whoever proposes, two who answer, and one who says nothing."""
    return [make.membership(forum, make.participant()).participant for _ in range(4)]


@pytest.fixture
def proposal(forum, people, mailoutbox):
    """One that a member agrees to and another has a concern about; whoever was to be told of that was."""
    made = principles.propose(forum, people[0], "Listen first.", "It was too loud.")
    principles.say(made, people[1], agrees=True)
    principles.say(made, people[2], agrees=False, concern=CONCERN)
    outbox.send_due()
    mailoutbox.clear()
    return made


@pytest.fixture
def pass_days(time_machine):
    def move(days):
        time_machine.move_to(timezone.now() + timedelta(days=days, minutes=1), tick=False)
        principles.settle_due()

    return move


def told(mailoutbox):
    outbox.send_due()
    return {address for mail in mailoutbox for address in mail.to}


def addresses(people):
    return {person.email for person in people}


def test_all_members_hear_of_what_is_adopted(forum, people, proposal, mailoutbox, pass_days):
    """Check R-PROPOSER-HEARS."""
    for person in people[1:]:
        principles.say(proposal, person, agrees=True)
    pass_days(15)
    principles.settle_due()

    assert told(mailoutbox) == addresses(people)
    assert len(mailoutbox) == 4
    assert {mail.subject for mail in mailoutbox} == {"How we treat one another in “Night shift” from now on"}
    assert "Listen first." in mailoutbox[0].body
    assert "as version 1" in mailoutbox[0].body


def test_of_what_was_taken_out_meanwhile_nobody_hears_that_it_holds(people, proposal, mailoutbox, pass_days):
    """Check R-STILL-TRUE."""
    for person in people[1:]:
        principles.say(proposal, person, agrees=True)
    pass_days(15)
    type(proposal).objects.filter(pk=proposal.pk).update(hidden_at=timezone.now())

    assert told(mailoutbox) == set()


def test_whoever_proposed_and_whoever_answered_hear_that_it_lapsed(people, proposal, mailoutbox, pass_days):
    """Check R-PROPOSER-HEARS."""
    pass_days(29)

    assert told(mailoutbox) == addresses(people[:3])
    bodies = {mail.to[0]: mail.body for mail in mailoutbox}
    assert "your proposal" in bodies[people[0].email]
    assert "your proposal" not in bodies[people[1].email]


def test_whoever_takes_it_back_hears_nothing_of_it(forum, people, proposal, mailoutbox):
    """Check R-PROPOSER-HEARS."""
    principles.withdraw(proposal, people[0])
    principles.withdraw(proposal, people[0])

    assert told(mailoutbox) == addresses(people[1:3])
    assert len(mailoutbox) == 2


def test_whose_proposal_a_steward_takes_back_hears_it(forum, people, proposal, mailoutbox):
    """Check R-PROPOSER-HEARS."""
    steward = make.membership(forum, make.participant(), moderates=True).participant
    principles.withdraw(proposal, steward)

    assert told(mailoutbox) == addresses(people[:3])
    [mine] = [mail for mail in mailoutbox if mail.to == [people[0].email]]
    assert "took your proposal back" in mine.body


def test_whoever_left_hears_nothing(forum, people, proposal, mailoutbox):
    memberships.leave(forum, people[1])
    principles.withdraw(proposal, people[0])
    memberships.leave(forum, people[2])

    assert told(mailoutbox) == set()


def test_whoever_proposed_hears_of_the_first_concern_once(forum, people, mailoutbox):
    """Check R-PROPOSER-HEARS."""
    made = principles.propose(forum, people[0], "Listen first.")
    Message.objects.all().delete()
    principles.say(made, people[0], agrees=False, concern="I am not so sure.")
    for person in people[1:3]:
        principles.say(made, person, agrees=False, concern=CONCERN)
        principles.say(made, person, agrees=False, concern=f"{CONCERN} Or last?")

    assert told(mailoutbox) == {people[0].email}
    assert len(mailoutbox) == 1
    assert mailoutbox[0].subject == "A concern about what you proposed in “Night shift”"
    assert CONCERN in mailoutbox[0].body


def test_a_concern_that_was_taken_back_meanwhile_is_not_told(forum, people, mailoutbox):
    """Check R-STILL-TRUE."""
    made = principles.propose(forum, people[0], "Listen first.")
    Message.objects.all().delete()
    principles.say(made, people[1], agrees=False, concern=CONCERN)
    principles.unsay(made, people[1])

    assert told(mailoutbox) == set()


def test_no_word_of_a_community_of_healing_is_in_any_of_them(forum, people, proposal, mailoutbox, pass_days):
    """Check R-WORDS-STAY."""
    make.healing(forum)
    principles.say(proposal, people[1], agrees=False, concern=CONCERN)
    again = principles.propose(forum, people[0], "Listen, then ask.", "Somebody cried.")
    principles.say(again, people[1], agrees=False, concern=CONCERN)
    outbox.send_due()
    pass_days(29)
    outbox.send_due()

    assert {mail.subject for mail in mailoutbox} == {
        "Another text for how we treat one another in a space you share",
        "A concern about what you proposed in a space you share",
        "What was proposed in a space you share was not adopted",
    }
    for mail in mailoutbox:
        written = mail.subject + mail.body + mail.alternatives[0][0]
        for word in ("Listen", "cried", "speaks first", "Night shift", people[1].name):
            assert word not in written


# --- Another text in its place


def test_another_text_is_told_to_those_who_answered_the_one_before(forum, people, proposal, mailoutbox):
    """Check R-PROPOSER-HEARS."""
    again = principles.propose(forum, people[0], "Listen first, then ask.", "Nobody asked.")

    assert told(mailoutbox) == addresses(people[1:3])
    assert len(mailoutbox) == 2
    assert "does not go over to this one" in mailoutbox[0].body
    assert [voice.participant for voice in again.voices.all()] == [people[0]]


def test_who_answered_the_first_text_hears_of_the_third_as_well(forum, people, proposal, mailoutbox):
    """Check R-PROPOSER-HEARS."""
    principles.propose(forum, people[0], "Listen first, then ask.")
    third = principles.propose(forum, people[0], "Ask, then listen.")

    assert told(mailoutbox) == addresses(people[1:3])
    assert len(mailoutbox) == 2
    assert third.text in mailoutbox[0].body


def test_who_was_not_yet_told_of_the_first_text_is_told_what_stands(forum, people, mailoutbox):
    """Check R-STILL-TRUE: everybody hears of a proposal, also when it was replaced before the mail left."""
    first = principles.propose(forum, people[0], "Listen first.")
    principles.say(first, people[1], agrees=True)
    principles.propose(forum, people[0], "Listen first, then ask.")

    assert told(mailoutbox) == addresses(people[1:])
    assert len(mailoutbox) == 3
    assert all("then ask" in mail.body for mail in mailoutbox)
