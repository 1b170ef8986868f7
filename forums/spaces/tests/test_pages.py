import pytest
from django.urls import reverse
from django.utils import timezone

from forums.models import Forum, Membership
from forums.topics import topics
from participants.invitations import invitations
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


def test_a_forum_shows_its_kind_purpose_and_the_way_to_the_page_about_it(client):
    forum = make.forum(kind="lab", purpose="To try things.")

    page = text(client.get(forum.get_absolute_url()))

    for shown in ("Social innovation lab", "To try things.", f"/forums/{forum.slug}/about/"):
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


def test_leaving_a_space_that_needs_an_invitation_asks_first(client, ana):
    forum, public = make.forum(is_public=False), make.forum()
    for each in (forum, public):
        make.membership(each, ana)
    address = reverse("forums:leave", args=[forum.slug])

    asked = text(client.get(address))

    assert address in text(client.get(forum.get_absolute_url()))
    assert "You lose your seats and roles in its co-labs." in asked
    assert Membership.objects.filter(participant=ana).count() == 2
    assert client.get(reverse("forums:leave", args=[public.slug])).url == public.get_absolute_url()
    assert client.post(address).url == reverse("forums:index")
    assert Membership.objects.get(participant=ana).forum == public


def invitation_to(forum, maker=None, **options):
    maker = maker or make.membership(forum, make.participant(), moderates=True).participant
    made = invitations.make("space", forum, maker, **{"days": 7, "most": 5} | options)
    return reverse("participants:invitation", args=[invitations.token(made)])


def test_a_forum_that_is_not_public_is_entered_by_invitation(client, ana):
    forum = make.forum(kind=Forum.Kind.HEALING)
    assert client.get(forum.get_absolute_url()).status_code == 404
    assert client.post(reverse("forums:join", args=[forum.slug])).status_code == 404
    address = invitation_to(forum)

    assert "Nothing you write there carries your name" in text(client.get(address))
    assert not forum.memberships.filter(participant=ana).exists()
    assert client.post(address)["Location"] == forum.get_absolute_url()

    assert client.get(forum.get_absolute_url()).status_code == 200


def test_an_invitation_does_not_name_a_private_space_to_visitors(client):
    forum = make.forum(kind=Forum.Kind.HEALING, name="After the flood", purpose="To listen.")

    page = text(client.get(invitation_to(forum)))

    assert "After the flood" not in page
    assert "To listen." not in page


def test_the_way_to_invitations_is_shown_to_moderators_alone(client, ana):
    forum = make.forum(kind=Forum.Kind.HEALING)
    make.membership(forum, ana)
    page = reverse("forums:invitations", args=[forum.slug])
    assert page not in text(client.get(forum.get_absolute_url()))
    assert client.get(page).status_code == 404

    Membership.objects.update(moderates=True)
    assert page in text(client.get(forum.get_absolute_url()))
    client.post(page, {"most": "3", "days": "7"})
    assert "/invitations/" in text(client.get(page))


def test_an_invitation_ends_when_its_maker_no_longer_moderates_the_space(client, ana):
    """Check R-INVITATIONS."""
    forum = make.forum(is_public=False)
    address = invitation_to(forum)
    Membership.objects.update(moderates=False)

    assert client.post(address).status_code == 410
    assert not forum.memberships.filter(participant=ana).exists()


def test_an_invitation_to_a_space_that_became_public_has_ended(client, ana):
    forum = make.forum(is_public=False)
    address = invitation_to(forum)
    Forum.objects.update(is_public=True)

    assert client.get(address).status_code == 410
