"""The rhythm of a space, and who hears when it lapses (R-RHYTHM)."""

from datetime import timedelta

import pytest
from django.utils import timezone

from events.pages import rhythm
from testing import make

pytestmark = pytest.mark.django_db
NOW = timezone.now


@pytest.fixture
def steward():
    return make.participant()


def space(steward, *, weeks=4, **fields):
    """A space that was opened half a year ago."""
    forum = make.forum(rhythm_weeks=weeks, opened_at=NOW() - timedelta(weeks=26), **fields)
    make.membership(forum, steward, moderates=True)
    return forum


def held(forum, weeks):
    topic = make.topic(forum=forum)
    return make.held_colab(topic=topic, starts_at=NOW() - timedelta(weeks=weeks, hours=2))


def test_a_space_whose_rhythm_lapsed_is_in_the_note_of_its_stewards(steward):
    """Check R-RHYTHM."""
    forum = space(steward, name="Night shift")
    held(forum, weeks=5)
    for wanted, title in enumerate(["Fourth", "Third", "Second", "First"]):
        make.topic(forum=forum, title=title, wanted=wanted)

    [end] = rhythm.ends_of(steward)

    assert end.subject == "Night shift"
    assert end.text.endswith("Most wanted: First · Second · Third")
    assert end.due == (NOW() - timedelta(weeks=1, hours=1)).date()
    assert list(rhythm.keepers()) == [steward.pk]


@pytest.mark.parametrize("reason", ["no rhythm", "one ahead", "one lately", "just opened", "not a steward"])
def test_it_is_quiet_otherwise(steward, reason):
    """Check R-RHYTHM."""
    forum = space(steward, weeks=None if reason == "no rhythm" else 4)
    if reason == "just opened":
        forum.opened_at = NOW()
        forum.save()
    else:
        held(forum, weeks=3 if reason == "one lately" else 5)
    if reason == "one ahead":
        make.colab(topic=make.topic(forum=forum))
    if reason == "not a steward":
        forum.memberships.update(moderates=False)

    assert rhythm.ends_of(steward) == []
    assert list(rhythm.keepers()) == []


def test_a_draft_or_one_that_was_called_off_is_not_ahead(steward):
    forum = space(steward)
    for state in ("draft", "called_off"):
        make.colab(topic=make.topic(forum=forum), state=state)

    assert len(rhythm.ends_of(steward)) == 1


def test_no_word_of_a_closed_circle_is_in_it(steward):
    """Check R-WORDS-STAY."""
    forum = space(steward, kind="healing", name="After the flood")
    make.topic(forum=forum, title="The night itself", wanted=1)

    [end] = rhythm.ends_of(steward)

    assert end.subject == ""
    assert "night" not in end.text
