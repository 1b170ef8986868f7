from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.urls import reverse
from django.utils import timezone

from events.hour import plan
from events.models import CoLab, Step
from followups.harvest import harvest
from followups.notes import insights
from followups.requests import requests
from followups.timeline import colabs_of, of_colab, of_topic
from forums.topics import topics
from testing import make

pytestmark = pytest.mark.django_db
VISITOR = AnonymousUser()


def states(steps):
    return [step.state for step in steps]


def told_of(topic, people=0):
    return of_topic(topic, people, colabs_of(topic, VISITOR))


def scheduled(colab):
    topics.schedule(colab.topic, colab.ends_at)
    colab.topic.refresh_from_db()
    return colab.topic


def test_a_topic_that_nobody_tagged_waits_for_it():
    steps = told_of(make.topic())

    assert states(steps) == ["done", "now", "next", "next", "next", "next"]
    assert steps[1].note == "nobody yet"


def test_a_topic_that_people_want_is_a_candidate():
    steps = told_of(make.topic(), people=3)

    assert states(steps) == ["done", "done", "now", "next", "next", "next"]
    assert steps[1].note == "3 people want it"


def test_a_colab_ahead_is_where_its_topic_is():
    colab = make.colab()

    steps = told_of(scheduled(colab))

    assert states(steps) == ["done", "done", "done", "now", "next", "next"]
    assert (steps[3].url, steps[3].when, steps[1].note) == (colab.get_absolute_url(), colab.starts_at, "")


def test_after_the_hour_insights_are_gathered_until_the_harvest():
    colab = make.held_colab(people=[make.participant()])
    insights.write(colab, colab.organizer, "One form for all.")
    requests.ask(colab, make.participant())
    topic = scheduled(colab)

    before = told_of(topic)
    harvest.record(colab, colab.organizer, summary="One form.")
    after = told_of(topic)

    assert states(before) == ["done", "done", "done", "done", "now", "next"]
    assert states(after) == ["done", "done", "done", "done", "done", "now"]
    assert [(step.note, step.url) for step in before[4:]] == [
        ("1 so far", f"/co-labs/{colab.pk}/after/#insights"),
        ("1 person asks for it", f"/co-labs/{colab.pk}/after/#follow-up"),
    ]


def test_a_follow_up_is_the_last_step_and_leads_there():
    first = make.held_colab(starts_at=timezone.now() - timedelta(days=30))
    follow_up = make.colab(topic=first.topic, follows=first, first=first)

    steps = told_of(scheduled(follow_up))

    assert states(steps) == ["done", "done", "done", "done", "done", "now"]
    assert [step.url for step in steps[3::2]] == [first.get_absolute_url(), follow_up.get_absolute_url()]


def test_only_what_the_reader_may_see_is_told():
    forum = make.forum(kind="healing")
    colab = make.colab(topic=make.topic(forum=forum))
    member = make.membership(forum, make.participant()).participant

    topic = scheduled(colab)

    assert colabs_of(topic, VISITOR) == []
    assert colabs_of(topic, member) == [colab]


def test_a_colab_that_was_called_off_says_so():
    steps = of_colab(make.colab(state="called_off"))

    assert (steps[3].state, steps[3].note) == ("now", "called off")


def test_a_follow_up_that_was_called_off_is_no_step(client):
    colab = make.held_colab()
    make.colab(topic=colab.topic, follows=colab, first=colab, state="called_off")

    contexts = client.get(colab.get_absolute_url()).context
    steps = next(one["steps"] for one in contexts if hasattr(next(iter(one.get("steps") or [0])), "state"))

    assert states(steps) == ["done", "done", "done", "done", "now", "next"]
    assert steps[5].url == f"/co-labs/{colab.pk}/after/#follow-up"


def test_a_colab_ahead_asks_nothing_of_the_database(django_assert_num_queries):
    colab = CoLab.objects.select_related("topic__forum").get(pk=make.colab().pk)

    with django_assert_num_queries(0):
        assert states(of_colab(colab)) == ["done", "done", "done", "now", "next", "next"]


@pytest.mark.parametrize("signed_in", [False, True])
def test_the_pages_of_a_topic_and_of_its_colabs_tell_it(client, signed_in):
    if signed_in:
        client.force_login(make.participant())
    colab = make.held_colab()
    topic, after = scheduled(colab), reverse("followups:after", args=[colab.pk])

    for address in (topic.get_absolute_url(), colab.get_absolute_url(), after):
        assert client.get(address).text.count('<ol class="timeline') == 1, address


def test_a_topic_with_more_colabs_than_steps_lists_them_all(client):
    topic = make.topic()
    for days in (30, 20, 10):
        make.held_colab(
            topic=topic, title=f"{days} days ago", starts_at=timezone.now() - timedelta(days=days)
        )
    topics.schedule(topic, timezone.now() - timedelta(days=10))

    page = client.get(topic.get_absolute_url()).text

    assert [page.count(f"{days} days ago") for days in (30, 20, 10)] == [1, 1, 1]


def test_suggesting_a_topic_moves_its_story_on_without_a_new_page(client):
    topic = make.topic()
    client.force_login(make.participant())

    piece = client.post(
        f"/topics/{topic.pk}/nominate/", {"intention": "listen"}, headers={"HX-Request": "true"}
    ).text

    assert "1 person wants it" in piece


def test_what_is_written_in_silence_counts_once_it_has_appeared():
    """Check R-WRITTEN-IN-SILENCE."""
    colab = make.colab(starts_at=timezone.now() - timedelta(minutes=6))  # in its silent step
    plan.fix(colab)
    note = insights.write(colab, colab.organizer, "Fewer forms.")
    before = of_colab(colab)[4].note

    Step.objects.filter(pk=note.step_id).update(shown_at=timezone.now())

    assert (before, of_colab(colab)[4].note) == ("0 so far", "1 so far")
