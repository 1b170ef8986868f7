"""Who hears of a proposal, and of what became of it (R-STATEMENT-TAKEN-OVER)."""

import pytest

from forums.challenges import challenges
from forums.topics import topics
from mailing import outbox
from moderation.registry import kinds
from testing import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def topic():
    return make.challenge(title="Letters")


@pytest.fixture
def by():
    return make.participant()


@pytest.fixture
def proposal(topic, by):
    words = ("How might we hear all?", "Those who do not write", "All are meant.")
    return challenges.propose(topic, by, *words)


def sent(mailoutbox):
    mailoutbox.clear()
    outbox.send_due()
    return {address: mail for mail in mailoutbox for address in mail.to}


def test_the_author_hears_of_a_proposal_once(topic, by, proposal, mailoutbox):
    """Check R-STATEMENT-TAKEN-OVER."""
    challenges.propose(topic, by, proposal.text, proposal.better_for)

    mails = sent(mailoutbox)

    assert mails.keys() == {topic.author.email}
    mail = mails[topic.author.email]
    assert mail.subject == "Another wording of your challenge “Letters”"
    for words in ("How might we hear all?", "Those who do not write", "All are meant."):
        assert words in mail.body
    assert f"/topics/{topic.pk}/statement/#proposal-{proposal.pk}" in mail.body


@pytest.mark.parametrize(
    "change",
    [
        lambda made: challenges.take_over(made, made.topic.author),
        lambda made: challenges.decline(made, made.topic.author),
        lambda made: challenges.take_back(made, made.by),
        lambda made: kinds["statement"].hide(made, make.moderator(), "Rude"),
        lambda made: topics.hide(made.topic, None, "Spam"),
        lambda made: challenges.end(made.topic, made.topic.author),
    ],
)
def test_the_author_hears_nothing_of_what_does_not_stand_any_more(proposal, mailoutbox, change):
    change(proposal)

    assert proposal.topic.author.email not in sent(mailoutbox)


def test_whoever_proposed_it_hears_that_it_holds(topic, by, proposal, mailoutbox):
    """Check R-STATEMENT-TAKEN-OVER."""
    steward = make.membership(topic.forum, make.participant(), moderates=True).participant
    challenges.take_over(proposal, steward)

    mails = sent(mailoutbox)

    assert mails.keys() == {by.email}
    assert mails[by.email].subject == "Your wording holds now: “Letters”"
    assert "is version 2 of the statement" in mails[by.email].body


@pytest.mark.parametrize("verb", ["decline", "end"])
def test_of_a_no_hears_whoever_proposed_it_and_nobody_else(client, topic, by, proposal, mailoutbox, verb):
    """Check R-STATEMENT-TAKEN-OVER."""
    getattr(challenges, verb)(proposal if verb == "decline" else topic, topic.author)

    mails = sent(mailoutbox)

    assert mails.keys() == {by.email}
    assert "It was not taken over." in mails[by.email].body
    for reader in (topic.author, make.participant()):
        client.force_login(reader)
        for page in (topic.get_absolute_url(), f"/topics/{topic.pk}/statement/"):
            assert "hear all" not in client.get(page).text


def test_nothing_is_said_of_what_is_hidden(topic, by, proposal, mailoutbox):
    challenges.take_over(proposal, topic.author)
    kinds["statement"].hide(proposal, make.moderator(), "Rude")

    assert sent(mailoutbox) == {}


def test_a_steward_who_says_no_to_their_own_words_gets_no_mail(topic, mailoutbox):
    steward = make.membership(topic.forum, make.participant(), moderates=True).participant
    made = challenges.propose(topic, steward, "How might we hear all?")
    challenges.decline(made, steward)

    assert sent(mailoutbox) == {}
