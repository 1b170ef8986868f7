import pytest
from django.urls import reverse
from django.utils import timezone

from forums.models import Forum, Membership
from forums.spaces import memberships
from forums.topics import topics
from testing import make

pytestmark = pytest.mark.django_db


def text(response):
    return response.content.decode()


def test_the_index_shows_public_forums_and_their_latest_topics(client):
    """Check R-PUBLIC-READING."""
    topic = make.topic(title="Evening hours", forum=make.forum(name="Libraries"))
    make.topic(title="A story", forum=make.forum(kind=Forum.Kind.HEALING, name="After the flood"))

    page = text(client.get("/forums/"))

    assert topic.get_absolute_url() in page
    assert "Libraries" in page
    assert "After the flood" not in page
    assert "A story" not in page


def test_a_forum_shows_its_kind_purpose_and_principles(client):
    forum = make.forum(kind="lab", purpose="To try things.", principles_html="<p>Be <em>curious</em>.</p>")

    page = text(client.get(forum.get_absolute_url()))

    for shown in ("Social innovation lab", "To try things.", "<p>Be <em>curious</em>.</p>"):
        assert shown in page


def test_pinned_topics_stand_on_top_of_the_first_page_of_the_latest(client):
    forum = make.forum()
    make.topic(forum=forum, title="Newer")
    topics.pin(make.topic(forum=forum, title="Read this first", last_post_at=timezone.now()))

    latest = text(client.get(forum.get_absolute_url()))
    popular = text(client.get(forum.get_absolute_url() + "?order=popular"))

    assert latest.index("Read this first") < latest.index("Newer")
    assert "Read this first" not in popular


def test_joining_and_leaving_twice_change_nothing_the_second_time(client, ana):
    forum = make.forum()
    for _ in range(2):
        client.post(reverse("forums:join", args=[forum.slug]))
    assert Membership.objects.get().participant == ana

    for _ in range(2):
        assert client.post(reverse("forums:leave", args=[forum.slug])).status_code == 302
    assert Membership.objects.count() == 0


def test_a_forum_that_is_not_public_is_entered_by_invitation(client, ana):
    forum = make.forum(kind=Forum.Kind.HEALING)
    assert client.get(forum.get_absolute_url()).status_code == 404
    assert client.post(reverse("forums:join", args=[forum.slug])).status_code == 404
    address = reverse("forums:invitation", args=[memberships.invitation(forum)])

    assert "Nothing you write there carries your name" in text(client.get(address))
    assert Membership.objects.count() == 0
    client.post(address)

    assert client.get(forum.get_absolute_url()).status_code == 200
    assert client.get(reverse("forums:invitation", args=["made-up"])).status_code == 404


def test_an_invitation_is_shown_to_moderators_alone(client, ana):
    forum = make.forum(kind=Forum.Kind.HEALING)
    make.membership(forum, ana)
    assert "/invitations/" not in text(client.get(forum.get_absolute_url()))

    Membership.objects.update(moderates=True)
    assert "/invitations/" in text(client.get(forum.get_absolute_url()))
