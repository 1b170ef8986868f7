"""Roles are marked beside the names of those who speak (R-NAMES); without names, there are no marks."""

import pytest
from bs4 import BeautifulSoup

from followups.notes import insights
from testing import make

pytestmark = pytest.mark.django_db


def marks(page):
    return [tag.get_text() for tag in BeautifulSoup(page.text, "html.parser").select("article.post .tag")]


@pytest.mark.parametrize(
    ("author", "marked"),
    [
        (make.participant, []),
        (make.organizer, ["Organizer"]),
        (make.moderator, ["Moderator"]),
        (make.staff, ["Staff"]),
        (lambda: make.moderator(is_organizer=True), ["Moderator"]),
        (lambda: make.moderator(is_active=False), []),
    ],
)
def test_a_post_marks_the_role_of_its_author(client, author, marked):
    """Check R-NAMES."""
    assert marks(client.get(make.topic(author=author()).get_absolute_url())) == marked


def test_who_moderates_a_space_is_marked_there_alone(client):
    mo = make.participant("Mo")
    here, elsewhere = make.topic(author=mo), make.topic(author=mo)
    make.membership(here.forum, mo, moderates=True)

    assert marks(client.get(here.get_absolute_url())) == ["Moderator"]
    assert marks(client.get(elsewhere.get_absolute_url())) == []


def test_in_a_community_of_healing_nothing_tells_who_wrote(client, ana):
    space = make.forum(kind="healing")
    make.membership(space, ana)
    topic = make.topic(forum=space, author=make.moderator())

    assert marks(client.get(topic.get_absolute_url())) == []


def test_insights_and_answers_mark_it_too(client, ana):
    organizer, moderator = make.organizer(), make.moderator()
    colab = make.held_colab(people=[ana, organizer])
    insights.comment(insights.write(colab, organizer, "Ask less."), moderator, "We do, too.")

    assert marks(client.get(f"/co-labs/{colab.pk}/after/")) == ["Organizer", "Moderator"]
