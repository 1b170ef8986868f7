"""How long a concern stops a proposal, and what the page says that a proposal waits for."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from forums.spaces.principles import principles
from testing import make

pytestmark = pytest.mark.django_db
CONCERN = "And who speaks first?"


@pytest.fixture
def forum():
    return make.forum(name="Night shift")


@pytest.fixture
def people(forum):
    return [make.membership(forum, make.participant()).participant for _ in range(4)]


@pytest.fixture
def proposal(forum, people):
    """One that enough members agree to, and the last has a concern about."""
    made = principles.propose(forum, people[0], "Listen first.")
    for person in people[1:3]:
        principles.say(made, person, agrees=True)
    principles.say(made, people[3], agrees=False, concern=CONCERN)
    return made


@pytest.fixture
def pass_days(time_machine):
    def move(days):
        time_machine.move_to(timezone.now() + timedelta(days=days, minutes=1), tick=False)
        principles.settle_due()

    return move


def page(client, forum, person):
    client.force_login(person)
    return " ".join(client.get(reverse("forums:principles", args=[forum.slug])).text.split())


def holds(forum):
    return principles.in_force(forum) is not None


def test_a_concern_that_nobody_says_again_stops_for_four_weeks(forum, proposal, pass_days):
    """Check R-CONCERN-STOPS."""
    pass_days(27)
    assert not holds(forum)
    pass_days(1)
    assert holds(forum)


def test_a_concern_that_is_said_again_counts_four_weeks_more(forum, people, proposal, pass_days):
    """Check R-CONCERN-STOPS."""
    pass_days(20)
    principles.say(proposal, people[3], agrees=False, concern=CONCERN)
    pass_days(27)
    assert not holds(forum)
    pass_days(1)
    assert holds(forum)


def test_a_second_press_is_no_new_word(people, proposal):
    said_at = proposal.voices.get(participant=people[3]).said_at
    principles.say(proposal, people[3], agrees=False, concern=CONCERN)

    assert proposal.voices.get(participant=people[3]).said_at == said_at


@pytest.mark.parametrize("how", ["the same", "other words", "taken back in between"])
def test_one_member_holds_a_text_up_for_eight_weeks_at_most(forum, people, proposal, pass_days, how):
    """Check R-CONCERN-STOPS."""
    for turn in range(5):
        pass_days(11)
        if how == "taken back in between":
            principles.unsay(proposal, people[3])
        words = CONCERN if how == "the same" else f"{CONCERN} {turn}"
        principles.say(proposal, people[3], agrees=False, concern=words)
    assert not holds(forum)

    pass_days(1)
    assert holds(forum)


def test_a_concern_after_eight_weeks_is_said_to_stop_nothing(client, forum, people, proposal, pass_days):
    """Check R-CONCERN-STOPS."""
    proposal.voices.filter(participant=people[1]).delete()
    proposal.voices.filter(participant=people[3]).delete()
    for _turn in range(3):
        pass_days(20)
        for agrees in (False, True):
            principles.say(proposal, people[2], agrees=agrees, concern="Wait.")
    client.force_login(people[3])
    answer = client.post(
        reverse("forums:concern", args=[forum.slug, proposal.pk]), {"concern": CONCERN}, follow=True
    )

    assert "It stops nothing: the text was proposed eight weeks ago." in answer.text
    assert "stops nothing any more" in answer.text


def test_whoever_was_taken_out_or_switched_off_stops_nothing(forum, people, proposal, pass_days):
    """Check R-CONCERN-STOPS: in a public space, too."""
    people[3].is_active = False
    people[3].save(update_fields=["is_active"])
    principles.say(proposal, people[0], agrees=False, concern="Too short.")
    forum.memberships.filter(participant=people[0]).delete()
    assert principles.needed(forum) == 2

    pass_days(15)
    assert holds(forum)


def test_whoever_is_switched_off_is_not_among_those_who_agree(forum, people):
    held = make.principles(forum)
    for person in people:
        held.voices.create(participant=person, agrees=True)
    people[0].is_active = False
    people[0].save(update_fields=["is_active"])

    assert forum.principles.in_force().with_voices().get().agreed == 3


# --- What it waits for


def test_the_card_says_what_is_waited_for(client, forum, people, proposal, time_machine):
    assert "It stands until" in page(client, forum, people[0])

    time_machine.move_to(timezone.now() + timedelta(days=15), tick=False)
    waiting = page(client, forum, people[0])
    assert "It stands until" not in waiting
    assert "a concern stands" in waiting

    principles.unsay(proposal, people[3])
    assert "It is adopted within the hour." in page(client, forum, people[0])

    principles.unsay(proposal, people[2])
    waiting = page(client, forum, people[0])
    assert "as soon as enough members agree" in waiting
    assert "it lapses on" in waiting

    time_machine.move_to(timezone.now() + timedelta(days=28), tick=False)
    assert "It lapses within the hour." in page(client, forum, people[0])


# --- Hidden


def test_a_concern_that_moderators_hide_stops_nothing(client, forum, people, proposal, pass_days):
    """Check R-CONCERN-STOPS."""
    voice = proposal.voices.get(participant=people[3])
    steward = make.membership(forum, make.participant(), moderates=True).participant
    assert reverse("forums:report_concern", args=[voice.pk]) in page(client, forum, people[1])
    client.post(reverse("forums:report_concern", args=[voice.pk]), {"reason": "It names a client."})
    client.force_login(steward)
    assert CONCERN in client.get(reverse("moderation:queue")).text
    client.post(reverse("forums:hide_concern", args=[voice.pk]), {"reason": "A client."})

    seen = page(client, forum, people[1])
    assert CONCERN not in seen
    assert "A moderator has hidden this concern: A client." in seen
    assert CONCERN not in client.get(reverse("moderation:queue"), follow=True).text
    with pytest.raises(principles.Refused, match="Say it in other words"):
        principles.say(proposal, people[3], agrees=False, concern=CONCERN)
    pass_days(15)
    assert holds(forum)


def test_other_words_than_those_that_are_hidden_stand(people, proposal):
    proposal.voices.filter(participant=people[3]).update(hidden_at=timezone.now(), hidden_reason="A client.")
    said = principles.say(proposal, people[3], agrees=False, concern="Who speaks first?")

    assert not said.is_hidden
    assert list(proposal.voices.stopping()) == [said]


def test_a_hidden_proposal_is_neither_answered_nor_adopted(client, forum, people, proposal, pass_days):
    """Check R-HIDDEN-DOES-NOT-HOLD."""
    principles.unsay(proposal, people[3])
    steward = make.membership(forum, make.participant(), moderates=True).participant
    client.force_login(steward)
    client.post(reverse("forums:hide_principles", args=[proposal.pk]), {"reason": "Rude."})

    seen = page(client, forum, people[1])
    assert "Listen first." not in seen
    assert "A moderator has hidden this proposal: Rude." in seen
    with pytest.raises(principles.Refused, match="hidden this proposal"):
        principles.say(proposal, people[3], agrees=True)
    pass_days(15)
    assert not holds(forum)

    client.force_login(steward)
    client.post(reverse("forums:unhide_principles", args=[proposal.pk]))
    pass_days(0)
    assert holds(forum)


def test_a_version_is_taken_out_and_the_one_before_holds_again(client, forum, people):
    """Check R-HIDDEN-DOES-NOT-HOLD."""
    first, second, third = (
        make.principles(forum, text, number=number)
        for number, text in enumerate(["Listen first.", "Talk louder.", "Listen and ask."], start=1)
    )
    steward = make.membership(forum, make.participant(), moderates=True).participant
    client.force_login(steward)
    assert "It does not hold any more." in client.get(_hide(third)).text
    for version in (third, second):
        client.post(_hide(version), {"reason": "Rude."})

    assert principles.in_force(forum) == first
    seen = page(client, forum, people[1])
    assert "Listen first." in seen
    assert "this version was taken out" in seen
    where = reverse("forums:version_of_principles", args=[forum.slug, 2])
    taken_out = client.get(where).text
    assert "A version was taken out" in taken_out
    assert "Rude." in taken_out
    assert "Talk louder." not in taken_out

    client.force_login(steward)
    client.post(reverse("forums:unhide_principles", args=[third.pk]))
    assert principles.in_force(forum) == third
    shown = client.get(reverse("forums:version_of_principles", args=[forum.slug, 3])).text
    assert "louder" not in shown  # it is compared with what can be read


def _hide(version):
    return reverse("forums:hide_principles", args=[version.pk])
