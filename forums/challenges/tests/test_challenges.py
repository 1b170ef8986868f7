"""A topic that is a challenge, and what its statement says (R-CHALLENGE-IS-A-TOPIC)."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from forums.challenges import challenges
from forums.models import Statement, Topic
from forums.spaces import memberships
from forums.topics import topics
from moderation.registry import kinds
from participants import limits
from participants.models import Participant
from participants.privacy import erasure, export
from testing import make

pytestmark = pytest.mark.django_db
WHOM = "People who work in the day"


@pytest.fixture
def topic():
    """A challenge whose statement has one version."""
    return make.challenge()


@pytest.fixture
def steward(topic):
    return make.membership(topic.forum, make.participant(), moderates=True).participant


def versions(topic):
    return list(topic.statements.taken_over().order_by("number").values_list("number", "text"))


# --- A topic becomes one


def test_a_topic_becomes_a_challenge_and_none_any_more_and_one_again():
    """Check R-CHALLENGE-IS-A-TOPIC."""
    topic = make.topic()

    challenges.begin(topic, topic.author, "How might we open late?", WHOM)
    challenges.begin(topic, topic.author, "How might we open late?", WHOM)
    challenges.end(topic, topic.author)
    challenges.end(topic, topic.author)
    assert versions(topic) == [(1, "How might we open late?")]
    assert not Topic.objects.get().is_challenge

    challenges.begin(topic, topic.author, "How might we open late?", WHOM)
    assert Topic.objects.get().is_challenge
    assert len(versions(topic)) == 1


def test_with_other_words_it_is_another_version(topic):
    challenges.end(topic, topic.author)

    challenges.begin(topic, topic.author, "How might we hear all?", why="We listen first.")

    assert [number for number, _text in versions(topic)] == [1, 2]


def test_what_is_a_challenge_already_is_not_begun_with_other_words(topic):
    with pytest.raises(challenges.Refused, match="already"):
        challenges.begin(topic, topic.author, "How might we open late?")


@pytest.mark.parametrize("verb", [challenges.begin, challenges.end])
def test_only_its_author_and_stewards_say_whether_it_is_one(topic, steward, verb):
    words = ["How might we reach everybody?"] if verb is challenges.begin else []
    verb(topic, steward, *words)

    with pytest.raises(challenges.Refused, match="Only the author"):
        verb(topic, make.participant(), *words)


@pytest.mark.parametrize("change", [topics.close, lambda topic: topics.hide(topic, None, "Spam")])
def test_what_is_closed_or_hidden_is_not_made_one(change):
    topic = make.topic()
    change(topic)

    with pytest.raises(challenges.Refused, match="cannot be made"):
        challenges.begin(topic, topic.author, "How might we open late?")


def test_in_a_community_of_healing_nothing_is_a_challenge(client):
    """Check R-NO-CHALLENGE-IN-HEALING."""
    topic = make.challenge(forum=make.forum(kind="healing"))
    make.membership(topic.forum, topic.author, moderates=True)
    client.force_login(topic.author)

    with pytest.raises(challenges.Refused):
        challenges.begin(make.topic(forum=topic.forum, author=topic.author), topic.author, "How might we?")
    for name in ("statement", "propose_statement", "begin_challenge", "end_challenge"):
        assert client.post(reverse(f"forums:{name}", args=[topic.pk])).status_code in {404, 405}
        assert client.get(reverse(f"forums:{name}", args=[topic.pk])).status_code in {404, 405}
    pages = [topic.get_absolute_url(), reverse("forums:new_topic", args=[topic.forum.slug])]
    for page in [*pages, topic.forum.get_absolute_url()]:
        assert "hallenge" not in client.get(page).text
    assert not Statement.objects.visible_to(topic.author)


# --- Words


def test_a_proposal_has_no_number_until_it_is_taken_over(topic, steward):
    """Check R-STATEMENT-VERSIONS."""
    first, second, third = (make.participant() for _ in range(3))
    refused = challenges.propose(topic, first, "How might we call everybody?")
    kept = challenges.propose(topic, second, "How might we hear all?", WHOM, "All are meant.")
    back = challenges.propose(topic, third, "How might we write to all?")
    assert {refused.number, kept.number, back.number} == {None}

    for _ in range(2):
        challenges.decline(refused, topic.author)
        challenges.take_back(back, third)
        challenges.take_over(kept, steward)

    assert versions(topic) == [(1, "How might we reach everybody?"), (2, "How might we hear all?")]
    assert challenges.in_force(topic) == kept
    assert not topic.statements.open()


def test_what_its_author_writes_holds_at_once(topic):
    """Check R-STATEMENT-TAKEN-OVER."""
    for _ in range(2):
        challenges.propose(topic, topic.author, "How might we hear all?")

    assert [number for number, _text in versions(topic)] == [1, 2]


def test_only_the_author_and_stewards_answer_a_proposal(topic):
    """Check R-STATEMENT-TAKEN-OVER."""
    by = make.participant()
    made = challenges.propose(topic, by, "How might we hear all?")

    for verb in (challenges.take_over, challenges.decline):
        with pytest.raises(challenges.Refused, match="Only the author"):
            verb(made, by)


def test_what_was_answered_is_not_answered_again(topic):
    by = make.participant()
    made = challenges.propose(topic, by, "How might we hear all?")
    challenges.decline(made, topic.author)

    for verb, person in ((challenges.take_over, topic.author), (challenges.take_back, by)):
        with pytest.raises(challenges.Refused, match="does not stand"):
            verb(made, person)


def test_one_proposal_each_and_five_at_most(topic):
    """Check R-STATEMENT-TAKEN-OVER."""
    people = [make.participant() for _ in range(challenges.MOST)]
    made = [challenges.propose(topic, person, f"How might {person.pk}?") for person in people]
    assert challenges.propose(topic, people[0], made[0].text) == made[0]

    with pytest.raises(challenges.Refused, match="Take it back"):
        challenges.propose(topic, people[0], "How might we hear all?")
    with pytest.raises(challenges.Refused, match="Five"):
        challenges.propose(topic, make.participant(), "How might we hear all?")

    challenges.take_back(made[0], people[0])
    challenges.propose(topic, people[0], "How might we hear all?")


def test_what_holds_already_is_no_proposal(topic):
    with pytest.raises(challenges.Refused, match="holds already"):
        challenges.propose(topic, make.participant(), "How might we reach everybody?")


@pytest.mark.parametrize(
    "change",
    [
        topics.close,
        lambda topic: topics.hide(topic, None, "Spam"),
        lambda topic: challenges.end(topic, topic.author),
    ],
)
def test_a_topic_that_is_closed_hidden_or_no_challenge_takes_no_proposals(topic, change):
    change(topic)

    with pytest.raises(challenges.Refused, match="takes no proposals"):
        challenges.propose(topic, make.participant(), "How might we hear all?")


def test_a_version_that_is_hidden_does_not_hold_and_the_one_before_does(topic, steward):
    """Check R-STATEMENT-VERSIONS."""
    second = make.statement(topic, "How might we shout?", number=2)

    kinds["statement"].hide(second, steward, "Rude")

    assert challenges.in_force(topic).number == 1
    challenges.propose(topic, topic.author, "How might we hear all?")
    assert challenges.in_force(topic).number == 3


def test_a_proposal_that_is_hidden_is_not_taken_over(topic, steward):
    made = challenges.propose(topic, make.participant(), "How might we shout?")
    kinds["statement"].hide(made, steward, "Rude")

    with pytest.raises(challenges.Refused, match="hidden"):
        challenges.take_over(made, steward)


def test_there_is_a_limit(topic, settings):
    person = make.participant()
    for number in range(limits.allowed(person, "statement")):
        made = challenges.propose(topic, person, f"How might we {number}?")
        challenges.take_back(made, person)

    with pytest.raises(limits.Refused):
        challenges.propose(topic, person, "How might we hear all?")


@pytest.mark.parametrize(
    "fields",
    [
        {"number": 1},
        {"number": 2, "taken_over_at": None},
        {"number": None, "taken_over_at": "2026-01-01T00:00Z"},
    ],
)
def test_the_database_refuses_what_must_not_be(topic, fields):
    with pytest.raises(IntegrityError), transaction.atomic():
        make.statement(topic, "How might we?", **fields)


# --- Whoever leaves, and what time brings


def test_whoever_leaves_takes_along_what_nobody_took_over(topic):
    by = make.participant("Ana Torres")
    kept = challenges.propose(topic, by, "How might we hear all?")
    challenges.take_over(kept, topic.author)
    refused = challenges.propose(topic, by, "How might we call everybody?")
    challenges.decline(refused, topic.author)
    challenges.propose(topic, by, "How might we write to all?")
    assert len(export.of(by)["statements"]) == 3

    erasure.erase(by)

    assert list(topic.statements.order_by("number").values_list("number", flat=True)) == [1, 2]
    assert "Torres" not in str(Participant.objects.get(pk=by.pk))


def test_what_nobody_took_over_goes_after_a_year(topic, time_machine):
    by = make.participant()
    challenges.decline(challenges.propose(topic, by, "How might we call everybody?"), topic.author)
    challenges.take_back(challenges.propose(topic, by, "How might we hear all?"), by)
    challenges.propose(topic, by, "How might we write to all?")
    assert challenges.prune() == 0

    time_machine.move_to(timezone.now() + challenges.KEPT + timedelta(minutes=1))

    assert challenges.prune() == 2
    assert topic.statements.count() == 2


def test_who_cannot_read_the_space_reads_no_statement(topic):
    topic.forum.is_public = False
    topic.forum.save(update_fields=["is_public"])
    member = make.membership(topic.forum, make.participant()).participant

    assert Statement.objects.visible_to(member).exists()
    memberships.leave(topic.forum, member)
    assert not Statement.objects.visible_to(member)
