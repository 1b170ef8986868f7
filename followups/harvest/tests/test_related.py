"""What other hours left on the same matter: on a topic, below a harvest, and on the page of a tag."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.urls import reverse
from django.utils import timezone

from followups.harvest import related
from followups.models import Insight
from forums.models import Topic
from testing import make
from testing.queries import recorded

pytestmark = pytest.mark.django_db


def found(topic, person=None):
    topic = Topic.objects.with_tags().get(pk=topic.pk)
    return [(row.kind, row.key) for row in related.to_topic(topic, person or AnonymousUser())]


@pytest.fixture
def topic():
    return make.topic(title="Waiting at the counter", tags=["queues", "letters"])


def test_those_with_more_tags_come_first_then_those_with_words(topic):
    """Check R-LINKS-BACK."""
    colab = make.held_colab()
    one = make.note(colab, tags=["queues"])
    words = make.note(colab, text="There is a counter where nobody is waiting.")
    both = make.harvest(colab, tags=["queues", "letters"])
    make.note(colab, text="A counter alone says little.")

    assert found(topic) == [("harvest", both.pk), ("note", one.pk), ("note", words.pk)]


def test_at_most_five_in_one_query(topic):
    for _ in range(7):
        make.note(make.held_colab(), tags=["queues"])
    topic = Topic.objects.with_tags().get(pk=topic.pk)

    with recorded() as queries:
        rows = related.to_topic(topic, AnonymousUser())

    assert (len(rows), len(queries)) == (5, 1)


def test_what_stands_on_the_hours_of_a_topic_itself_is_not_repeated(client, topic):
    own, other = make.held_colab(topic=topic, title="One"), make.held_colab(title="Two")
    for colab in (own, other):
        make.harvest(colab, tags=["queues"])

    page = client.get(reverse("followups:after", args=[own.pk]))

    assert found(topic) == [("harvest", other.harvest.pk)]
    assert [row.colab for row in page.context["related"]] == [other.pk]


@pytest.mark.parametrize("hidden", ["private space", "only me", "the ten", "hidden", "draft", "healing"])
def test_only_what_the_reader_may_read(topic, hidden):
    """Check R-QUERY-PERMISSION."""
    kind = {"kind": "healing"} if hidden == "healing" else {"is_public": hidden != "private space"}
    space = make.forum(**kind)
    colab = make.held_colab(topic=make.topic(forum=space))
    audience = {"only me": "me", "the ten": "ten"}.get(hidden, "readers")
    note = make.note(colab, tags=["queues"], audience=audience)
    if hidden == "hidden":
        Insight.objects.filter(pk=note.pk).update(hidden_at=timezone.now())
    if hidden in {"draft", "private space", "healing"}:
        make.harvest(colab, tags=["queues"], recorded_at=None if hidden == "draft" else colab.ends_at)
    shown = [("note", note.pk)] if hidden == "draft" else []

    assert found(topic) == found(topic, make.participant()) == shown


def test_members_find_what_their_space_has_but_a_community_of_healing_keeps_it(topic):
    """Check R-WORDS-STAY."""
    member, rows = make.participant(), []
    for kind in ("practice", "healing"):
        space = make.forum(kind=kind, is_public=False)
        make.membership(space, member)
        rows.append(make.note(make.held_colab(topic=make.topic(forum=space)), tags=["queues"]))

    assert found(topic, member) == [("note", rows[0].pk)]


def test_they_stand_on_the_page_in_words_that_are_rendered_from_them(client, topic):
    """Check R-WORDS-LINKED."""
    note = make.note(make.held_colab(), text="Less **forms** & <i>fewer</i>", tags=["queues"], kind="idea")

    page = client.get(topic.get_absolute_url()).text

    assert f'href="{note.get_absolute_url()}"' in page
    assert "Less forms &amp; &lt;i&gt;fewer&lt;/i&gt;" in page


def test_a_tag_has_what_hours_left_the_latest_first(client, topic):
    colab = make.held_colab()
    note = make.note(colab, tags=["queues"], text="Ask less.")
    make.harvest(colab, "We asked less.", tags=["queues"], recorded_at=timezone.now() - timedelta(days=1))
    make.note(colab, tags=["queues"], text="Psst.", audience="me")

    page = client.get("/tags/queues/").text

    assert page.index("Ask less.") < page.index("We asked less.")
    assert (f'href="{note.get_absolute_url()}"' in page, "Psst." in page) == (True, False)


@pytest.mark.parametrize(
    ("title", "question"),
    [
        ("How long is waiting at the counter?", "counter waiting or counter long or waiting long"),
        ("Letters", "letters"),
        ("Go on", ""),
    ],
)
def test_words_are_asked_for_in_pairs_of_the_longest(title, question):
    assert related.pairs_of(title) == question
