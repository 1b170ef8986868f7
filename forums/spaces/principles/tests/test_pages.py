"""Pages about the principles of a space."""

import pytest
from django.urls import reverse

from core.few import FEWEST
from forums.spaces.principles import principles
from testing import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def forum():
    return make.forum(name="Night shift")


def address(forum, name="principles", **rest):
    return reverse(f"forums:{name}", kwargs={"slug": forum.slug} | rest)


def joined(client, forum, **fields):
    person = make.membership(forum, make.participant(), **fields).participant
    client.force_login(person)
    return person


def test_a_space_without_any_is_offered_eight_sentences(client, forum):
    joined(client, forum)

    assert "Nothing is written down yet" in client.get(address(forum)).text
    form = client.get(address(forum, "propose_principles")).context["form"]
    assert form["text"].value().count("\n- ") == 7


def test_a_change_is_proposed_with_its_reason_and_shows_what_it_changes(client, forum):
    make.principles(forum, "Listen first.")
    joined(client, forum)
    fields = {"text": "Listen first, then ask.", "language": "en"}
    refused = client.post(address(forum, "propose_principles"), fields)
    assert list(refused.context["form"].errors) == ["change_note"]

    client.post(address(forum, "propose_principles"), fields | {"change_note": "Nobody asked."})
    page = client.get(address(forum)).text

    assert "Nobody asked." in page
    assert "<ins>" in page


def test_every_version_can_be_read_with_what_it_changed(client, forum):
    """Check R-VERSIONS-READABLE."""
    make.principles(forum, "Listen first.", number=1)
    make.principles(forum, "Listen and ask.", number=2, change_note="Nobody asked.")

    index = client.get(address(forum)).text
    for number in (1, 2):
        assert address(forum, "version_of_principles", number=number) in index
    second = client.get(address(forum, "version_of_principles", number=2)).text
    assert "Nobody asked." in second
    assert "<del>" in second
    assert client.get(address(forum, "version_of_principles", number=3)).status_code == 404


def test_one_says_what_one_thinks_and_takes_it_back(client, forum):
    by = make.membership(forum, make.participant()).participant
    proposal = principles.propose(forum, by, "Listen first.")
    person = joined(client, forum)
    said = proposal.voices.filter(participant=person)

    client.post(address(forum, "agree", pk=proposal.pk))
    assert said.get().agrees
    client.post(address(forum, "concern", pk=proposal.pk), {"concern": "And who speaks first?"})
    assert said.get().concern == "And who speaks first?"
    assert "And who speaks first?" in client.get(address(forum)).text
    client.post(address(forum, "unsay", pk=proposal.pk))
    assert not said.exists()

    refused = client.post(address(forum, "concern", pk=proposal.pk), {"concern": " "})
    assert refused.status_code == 422


def test_no_number_is_shown_of_fewer_than_four(client, forum):
    held = make.principles(forum)
    for number in range(FEWEST):
        assert ("Few have agreed so far." in client.get(address(forum)).text) == (number < FEWEST)
        held.voices.create(participant=make.participant(), agrees=True)

    assert "4 people agree." in client.get(address(forum)).text


def test_a_visitor_reads_what_holds_and_no_proposal(client, forum):
    make.principles(forum, "Listen first.")
    make.principles(forum, "Talk first.", number=None)
    page = client.get(address(forum)).text

    assert "Listen first." in page
    assert "Talk first." not in page


def test_in_a_community_of_healing_nobody_is_named(client):
    """Check R-UNATTRIBUTED."""
    forum = make.forum(kind="healing")
    by = make.membership(forum, make.participant("Bo Proposer")).participant
    other = make.membership(forum, make.participant("Cy Concerned")).participant
    proposal = principles.propose(forum, by, "Listen first.")
    principles.say(proposal, other, agrees=False, concern="And who speaks first?")
    joined(client, forum)
    page = client.get(address(forum)).text

    assert "And who speaks first?" in page
    assert "Bo Proposer" not in page
    assert "Cy Concerned" not in page


def test_whoever_may_take_it_back_is_asked_first(client, forum):
    steward = joined(client, forum, moderates=True)
    proposal = principles.propose(forum, steward, "Listen first.")
    where = address(forum, "withdraw_principles", pk=proposal.pk)

    assert "Take this proposal back?" in client.get(where).text
    assert client.post(where).url == address(forum)
    assert not forum.principles.standing().exists()


def test_who_is_no_member_is_told_what_to_do_first(client, forum, ana):
    assert "Join this space first." in client.get(address(forum, "propose_principles")).text
    refused = client.post(address(forum, "propose_principles"), {"text": "Listen first.", "language": "en"})
    assert "Join this space first." in refused.text
