import pytest
from django.urls import reverse

from followups.models import Insight
from followups.notes import insights
from followups.requests import requests
from forums.models import Topic
from network.models import Pick
from network.picks import picks
from testing import make

pytestmark = pytest.mark.django_db
NOTE = {"kind": "idea", "audience": "readers"}


def after(colab):
    return reverse("followups:after", args=[colab.pk])


@pytest.fixture
def person(client):
    made = make.participant("Ana")
    client.force_login(made)
    return made


def test_anyone_may_read_what_a_public_colab_left(client):
    colab = make.held_colab()
    insights.write(colab, colab.organizer, "One form for all.")

    page = client.get(after(colab))

    assert page.status_code == 200
    assert "One form for all." in page.text


def test_nothing_is_there_before_the_hour(client):
    assert client.get(after(make.colab())).status_code == 404


def test_a_community_of_healing_is_not_public_and_names_nobody(client):
    """Check R-UNATTRIBUTED."""
    forum = make.forum(kind="healing")
    organizer = make.organizer("Olive Bark")
    colab = make.held_colab(topic=make.topic(forum=forum), organizer=organizer)
    make.membership(forum, organizer)
    insights.write(colab, organizer, "It grew lighter.")

    assert client.get(after(colab)).status_code == 404
    member = make.participant()
    make.membership(forum, member)
    client.force_login(member)
    page = client.get(after(colab)).text
    assert "It grew lighter." in page
    assert "Olive Bark" not in page


def test_a_community_of_healing_names_nobody_to_those_who_were_there(client, person):
    """Check R-UNATTRIBUTED: the page names those whom the seats name, and no others."""
    forum = make.forum(kind="healing")
    other = make.participant("Cedar Moss")
    make.membership(forum, person)
    colab = make.held_colab(topic=make.topic(forum=forum), people=[person, other])

    assert "Cedar Moss" not in client.get(after(colab)).text


def test_writing_an_insight(client, person):
    colab = make.held_colab(people=[person])

    client.post(
        reverse("followups:write_insight", args=[colab.pk]),
        NOTE | {"text": "One form for all."},
    )

    assert colab.insights.get().author == person


def test_a_refused_insight_keeps_what_was_typed(client, person):
    colab = make.held_colab()

    page = client.post(
        reverse("followups:write_insight", args=[colab.pk]),
        NOTE | {"text": "I was not there."},
    )

    assert page.status_code == 422
    assert "I was not there." in page.text
    assert Insight.objects.count() == 0


def test_only_its_author_edits_and_deletes_an_insight(client, person):
    """Check R-STORIES-OWNED."""
    colab = make.held_colab()
    theirs = insights.write(colab, colab.organizer, "Mine.")

    for name in ("edit_insight", "delete_insight"):
        assert client.post(reverse(f"followups:{name}", args=[theirs.pk])).status_code == 404

    assert Insight.objects.count() == 1


def test_deleting_asks_first(client, person):
    colab = make.held_colab(people=[person])
    mine = insights.write(colab, person, "Mine.")
    address = reverse("followups:delete_insight", args=[mine.pk])

    assert "cannot be undone" in client.get(address).text
    assert Insight.objects.count() == 1
    client.post(address)
    assert Insight.objects.count() == 0


def test_a_pick_is_seen_by_nobody_else(client, person):
    ben = make.participant("Ben")
    colab = make.held_colab(people=[person, ben])
    picks.pick(colab, ben, person, note="About bees.")

    page = client.get(after(colab)).text

    assert "About bees." not in page
    assert "Chosen" not in page


def test_picking_and_taking_it_back(client, person):
    ben = make.participant("Ben")
    colab = make.held_colab(people=[person, ben])
    client.post(reverse("network:pick", args=[colab.pk, ben.pk]), {"reason": "other", "note": "Bees"})
    assert Pick.objects.get().note == "Bees"

    client.post(reverse("network:unpick", args=[colab.pk, ben.pk]))

    assert Pick.objects.count() == 0


def test_asking_for_a_follow_up_is_shown_with_its_reason(client, person):
    colab = make.held_colab()

    client.post(reverse("followups:ask", args=[colab.pk]), {"reason": "What of the islands?"})

    assert "What of the islands?" in client.get(after(colab)).text


def test_the_harvest_wants_a_summary_or_the_word_that_there_is_none(client, person):
    colab = make.held_colab(harvester=person)
    address = reverse("followups:harvest", args=[colab.pk])

    refused = client.post(address, {"themes": "bees"})
    assert "bees" in refused.text
    colab.refresh_from_db()
    assert not colab.is_closed

    client.post(address, {"nothing_to_record": "on"})
    colab.refresh_from_db()
    assert colab.is_closed


def test_an_insight_becomes_a_topic_that_shows_its_origin(client, person):
    colab = make.held_colab(people=[person])
    insight = insights.write(colab, person, "One form for all.")
    form = {
        "forum": colab.topic.forum_id,
        "title": "One form",
        "text": "Who?",
        "tags": "a, b",
        "language": "en",
    }

    client.post(reverse("followups:post_as_topic", args=[insight.pk]), form)

    topic = Topic.objects.get(title="One form")
    assert topic.origin.insight == insight
    assert [tag.name for tag in topic.tags.all()] == ["a", "b"]


def test_an_insight_of_a_closed_forum_stays_in_it(client, person):
    forum = make.forum(is_public=False)
    make.membership(forum, person)
    colab = make.held_colab(topic=make.topic(forum=forum), people=[person])
    insight = insights.write(colab, person, "Between us.")
    elsewhere = make.forum()
    form = {"forum": elsewhere.pk, "title": "Told", "text": "Between us.", "language": "en"}

    page = client.post(reverse("followups:post_as_topic", args=[insight.pk]), form)

    assert page.status_code == 422
    assert not elsewhere.topics.exists()


@pytest.mark.parametrize("signed_in", [False, True])
def test_thirty_insights_cost_as_much_as_three(client, django_assert_num_queries, signed_in):
    reader = make.participant()
    if signed_in:
        client.force_login(reader)
    for rows in (3, 30):
        people = [make.participant() for _ in range(10)]
        colab = make.held_colab(people=people)
        for row in range(rows):
            insight = insights.write(colab, people[row % 10], f"Insight {row}.")
            insights.comment(insight, people[0], f"Answer {row}.")
            requests.ask(colab, make.participant(), f"Reason {row}")
        with django_assert_num_queries(13 if signed_in else 11):
            client.get(after(colab))
