"""The page about a space, and who changes it."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from forums.models.forum import PAGES
from forums.spaces.about import open_ends
from testing import make

pytestmark = pytest.mark.django_db


def page(client, forum, name="about"):
    return client.get(reverse(f"forums:{name}", args=[forum.slug]))


def test_it_says_what_the_space_is_for_and_how_one_gets_in(client):
    forum = make.forum(
        kind="practice",
        purpose="To sleep well.",
        about_what="Working at night",
        for_whom="Nurses",
        relationships="Between wards",
        rhythm_weeks=6,
        supports_html="<p>Call 911.</p>",
    )
    text = page(client, forum).text

    for shown in (
        "To sleep well.",
        "Working at night",
        "Nurses",
        "Between wards",
        "Call 911.",
        "every 6 weeks",
    ):
        assert shown in text
    for way in ("Post a topic", "See what is planned", "Have a coffee"):
        assert way in text


def test_supports_are_the_first_thing_on_it(client, ana):
    forum = make.forum(kind="healing", supports_html="<p>Call 911.</p>")
    make.membership(forum, ana)
    text = page(client, forum).text

    assert text.index("Call 911.") < text.index("How it works")
    assert "Have a coffee" not in text
    assert forum.get_first_url() in client.get("/forums/").text


def test_stewards_are_named_to_those_signed_in_alone(client):
    forum = make.forum()
    make.membership(forum, make.participant("Bo Keeper"), moderates=True)

    assert "Bo Keeper" not in page(client, forum).text
    client.force_login(make.participant())
    assert "Bo Keeper" in page(client, forum).text


def test_where_no_steward_is_left_it_says_who_looks_after_it(client, ana):
    forum = make.forum()
    make.membership(forum, make.participant(is_active=False, name="Gone Keeper"), moderates=True)
    text = page(client, forum).text

    assert "Gone Keeper" not in text
    assert "The people who run this site look after it until somebody takes over." in text


def test_spaces_about_the_same_are_siblings_that_one_may_read(client):
    forum = make.forum(kind="learning", about_what="The new counter")
    make.forum(kind="learning", about_what="the new counter", name="Those who lead it")
    make.forum(kind="learning", about_what="The new counter", name="Closed to others", is_public=False)
    text = page(client, forum).text

    assert "Those who lead it" in text
    assert "Closed to others" not in text


def test_stewards_and_moderators_change_it_and_nobody_else(client):
    forum, steward = make.forum(), make.participant()
    make.membership(forum, steward, moderates=True)
    fields = {
        "name": "Night shift",
        "purpose": "To sleep well.",
        "rhythm_weeks": "4",
        "language": "en",
        "supports": "Call *911*.",
    }
    for person, status in ((make.participant(), 404), (make.organizer(), 404), (steward, 302)):
        client.force_login(person)
        assert client.post(reverse("forums:edit_about", args=[forum.slug]), fields).status_code == status

    forum.refresh_from_db()
    assert (forum.name, forum.rhythm_weeks) == ("Night shift", 4)
    assert "<em>911</em>" in forum.supports_html


def test_what_another_changed_meanwhile_is_not_replaced_unseen(client):
    """Check R-EDIT-CONFLICT."""
    forum = make.forum()
    client.force_login(make.moderator())
    begun = page(client, forum, "edit_about").context["form"]["begun"].value()
    fields = {"name": forum.name, "purpose": forum.purpose, "language": "en", "begun": begun}
    client.post(reverse("forums:edit_about", args=[forum.slug]), fields | {"for_whom": "Nurses"})

    refused = client.post(reverse("forums:edit_about", args=[forum.slug]), fields | {"for_whom": "Cooks"})

    assert refused.status_code == 422
    assert "Nurses" in refused.text


def test_stewards_are_told_on_the_day_on_which_it_is_looked_at_again():
    today = timezone.localdate()
    steward = make.participant()
    for days in (0, 1):
        forum = make.forum(review_on=today + timedelta(days=days), name=f"In {days} days")
        make.membership(forum, steward, moderates=True)
        make.membership(forum, make.participant())

    assert [end.subject for end in open_ends.of(steward)] == ["In 0 days"]
    assert list(open_ends.people()) == [steward.pk]


def test_an_address_by_number_leads_members_to_the_page(client, ana):
    """Check R-WORDS-STAY: a mail about a community of healing has no word of it, not even in a link."""
    forum = make.forum(kind="healing", slug="after-the-flood")
    for page_name in PAGES:
        address = forum.address_outside(page_name)
        assert "flood" not in address
        assert client.get(address).status_code == 404
    make.membership(forum, ana)

    assert client.get(forum.address_outside("about")).url == reverse("forums:about", args=[forum.slug])
    assert client.get(f"/spaces/{forum.pk}/leave/").status_code == 404


@pytest.mark.parametrize(("kind", "first"), [("open", "/"), ("lab", "/challenges/"), ("healing", "/about/")])
def test_a_space_opens_on_what_its_kind_is_for(client, kind, first):
    forum = make.forum(kind=kind)
    assert forum.get_first_url() == f"/forums/{forum.slug}{first}"
    client.force_login(make.membership(forum, make.participant()).participant)
    assert client.get(forum.get_first_url()).status_code == 200
