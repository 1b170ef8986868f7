"""How often one person, or the visitors of one network, may do something (R-LIMITS)."""

from datetime import timedelta

import pytest
import time_machine
from django.conf import settings
from django.db import transaction
from django.utils import timezone

from followups.notes import insights
from forums.candidates import nominations
from forums.models import Nomination
from forums.topics import posts, topics
from moderation import reports
from participants import limits
from participants.models import LimitCount
from participants.privacy import erasure
from testing import make
from testing.queries import recorded

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)
DEFAULTS = {
    "topic": (5, 3),
    "reply": (30, 10),
    "nomination": (30, 10),
    "report": (10, 5),
    "mention": (40, 10),
    "tag": (20, 5),
}


def newcomer(**fields):
    return make.participant(date_joined=timezone.now(), **fields)


def how_often(person, verb, most=200):
    """Return how often a person may do something now."""
    for number in range(most):
        try:
            limits.spend(person, verb)
        except limits.Refused:
            return number
    return most


@pytest.mark.parametrize(("verb", "numbers"), DEFAULTS.items())
def test_a_person_may_do_so_much_in_a_day_and_less_in_the_first(verb, numbers):
    """Check R-LIMITS."""
    assert (how_often(make.participant(), verb), how_often(newcomer(), verb)) == numbers


def test_an_organizer_may_do_five_times_as_much():
    new, known = newcomer(is_organizer=True), make.organizer()

    assert (how_often(known, "topic"), how_often(new, "topic")) == (25, 15)


def test_the_limits_can_be_set(settings):
    settings.COLAB = settings.COLAB | {"limits": settings.COLAB["limits"] | {"topic": (2, 1)}}

    assert (how_often(make.participant(), "topic"), how_often(newcomer(), "topic")) == (2, 1)


def test_one_persons_count_is_not_anothers_nor_that_of_another_verb():
    ana, bo = make.participant(), make.participant()
    how_often(ana, "topic")

    assert (how_often(bo, "topic"), how_often(ana, "report")) == (5, 10)


def test_a_day_after_the_first_one_can_go_on():
    ana = make.participant()
    with time_machine.travel("2026-11-03 12:00Z", tick=False) as clock:
        how_often(ana, "topic")
        clock.shift(DAY - timedelta(seconds=90))
        with pytest.raises(limits.Refused) as refusal:
            limits.spend(ana, "topic")
        assert refusal.value.retry_after == 90
        assert refusal.value.until == timezone.now() + timedelta(seconds=90)
        clock.shift(90)
        assert how_often(ana, "topic") == 5


def test_a_newcomer_can_go_on_when_the_first_day_is_over():
    with time_machine.travel("2026-11-03 12:00Z", tick=False) as clock:
        ana = newcomer()
        clock.shift(timedelta(hours=20))
        how_often(ana, "topic")
        with pytest.raises(limits.Refused, match="In the first 24 hours") as refusal:
            limits.spend(ana, "topic")
        assert refusal.value.retry_after == timedelta(hours=4).total_seconds()
        clock.shift(timedelta(hours=4))
        assert how_often(ana, "topic") == 2


def test_the_moment_is_said_on_the_readers_clock_and_never_too_early():
    with time_machine.travel("2026-11-03 12:00:30Z", tick=False), timezone.override("America/Vancouver"):
        ana = make.participant()
        how_often(ana, "topic")
        with pytest.raises(limits.Refused) as refusal:
            limits.spend(ana, "topic")

    assert "Wednesday, November 4, 2026, 5:01\u202fa.m., Vancouver (UTC−7)" in str(refusal.value)


def test_it_is_one_query():
    ana = make.participant()
    with recorded() as queries:
        limits.spend(ana, "topic")
        limits.spend(ana, "topic")

    assert len(queries) == 2


# --- What counts


def counted(person, verb):
    return sum(
        LimitCount.objects.filter(who=f"participant {person.pk}", verb=verb).values_list("number", flat=True)
    )


def test_the_same_again_counts_once():
    ana, topic, held = make.participant(), make.topic(), make.held_colab()
    make.seated(held, ana, attendance="came")
    for _again in range(3):
        topics.post(ana, topic.forum, "Evening hours", "How?", ["new tag"])
        topics.reply(topic, ana, "Like this.")
        nominations.nominate(topic, ana, reason="It matters.")
        reports.report(topic.posts.get(number=1), ana, "Odd")
        insight = insights.write(held, ana, "One form.")
        insights.comment(insight, ana, "Indeed.")

    once = ["topic", "tag", "reply", "nomination", "report", "insight", "answer"]
    assert [counted(ana, verb) for verb in once] == [1] * len(once)


def test_what_is_refused_for_another_reason_does_not_count():
    ana, topic = make.participant(), make.topic(closed_at=timezone.now())
    for verb in (topics.reply, nominations.nominate):
        with pytest.raises((topics.Refused, nominations.Refused)):
            verb(topic, ana) if verb is nominations.nominate else verb(topic, ana, "Late.")

    assert not LimitCount.objects.exists()


def test_what_is_rolled_back_does_not_count():
    ana = make.participant()
    with transaction.atomic():
        limits.spend(ana, "topic")
        transaction.set_rollback(True)

    assert how_often(ana, "topic") == 5


def test_an_edit_counts_when_it_changes_something():
    ana = make.participant()
    topic = make.topic(author=ana, title="Forms", tags=["a"], text="One")
    post = topic.posts.get()
    posts.edit(post, ana, "One")
    topics.edit(topic, "Forms", ["a"])
    assert counted(ana, "edit") == 0

    posts.edit(post, ana, "Two")
    assert counted(ana, "edit") == 1


def test_leaving_taking_back_and_erasing_never_ask():
    ana, topic = make.participant(), make.topic()
    colab = make.colab()
    make.seated(colab, ana)
    make.nomination(topic, ana)
    for verb in settings.COLAB["limits"]:
        LimitCount.objects.create(who=f"participant {ana.pk}", verb=verb, number=9999, since=timezone.now())

    nominations.withdraw(topic, ana)
    erasure.erase(ana)

    assert not Nomination.objects.exists()
    assert not colab.registrations.seated().exists()


def test_the_counts_go_with_the_person():
    ana, bo = make.participant(), make.participant()
    limits.spend(ana, "topic")
    limits.spend(bo, "topic")

    erasure.erase(ana)

    assert LimitCount.objects.get().who == f"participant {bo.pk}"


def test_old_counts_are_pruned():
    with time_machine.travel("2026-11-03 12:00Z", tick=False) as clock:
        ana = make.participant()
        limits.spend(ana, "topic")
        clock.shift(DAY - timedelta(seconds=1))
        assert limits.prune() == 0
        clock.shift(1)
        assert limits.prune() == 1
