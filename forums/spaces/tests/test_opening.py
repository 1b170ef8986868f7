"""Opening a space: five questions on one page."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse

from forums import kinds
from forums.models import Forum, Membership
from forums.spaces.about import spaces
from forums.spaces.readiness.readiness import LINES
from testing import make

pytestmark = pytest.mark.django_db
OPEN = {
    "kind": "open",
    "name": "Night shift",
    "purpose": "To sleep well.",
    "language": "en",
    "is_public": "True",
}
READY = [name for name, _line in LINES]


@pytest.fixture
def organizer(client):
    person = make.organizer()
    client.force_login(person)
    return person


def sent(client, **fields):
    return client.post(reverse("forums:open_space"), OPEN | fields)


def test_an_organizer_opens_a_space_and_keeps_it(client, organizer):
    """Check R-STEWARDS."""
    answer = sent(client, rhythm_weeks="6", for_whom="Nurses")

    forum = Forum.objects.get()
    assert answer.url == reverse("forums:about", args=["night-shift"])
    assert (forum.name, forum.rhythm_weeks, forum.for_whom, forum.is_public) == (
        "Night shift",
        6,
        "Nurses",
        True,
    )
    assert Membership.objects.get().participant == organizer
    assert Membership.objects.get().moderates


def test_pressed_twice_it_opens_once(client, organizer):
    first, second = sent(client), sent(client)

    assert first.url == second.url
    assert Forum.objects.count() == 1


def test_two_spaces_of_one_name_have_two_addresses(client, organizer):
    sent(client)
    sent(client, purpose="To wake well.")
    sent(client, name="New")

    assert sorted(Forum.objects.values_list("slug", flat=True)) == [
        "new-forum",
        "night-shift",
        "night-shift-2",
    ]


@pytest.mark.parametrize("kind", Forum.Kind.values)
def test_what_a_kind_asks_for_is_asked_when_one_opens_it(client, organizer, kind):
    """Check R-NAMES-ITS-PROJECT and R-NAMES-SUPPORTS."""
    rules = kinds.of(kind)
    refused = sent(client, kind=kind)

    wanted = {"about_what": rules.asks_what, "supports": rules.asks_supports}
    assert set(refused.context["form"].errors if refused.context else ()) == {
        name for name, is_asked in wanted.items() if is_asked
    }
    answers = {"about_what": "The night", "supports": "Call 911.", "ready": READY}
    made = sent(client, kind=kind, name="Another", **answers)
    assert (made.status_code, Forum.objects.get(name="Another").kind) == (302, kind)


def test_a_community_of_healing_is_never_public_whatever_was_ticked(client, organizer):
    sent(client, kind="healing", about_what="The night", supports="Call 911.", ready=READY)

    assert not Forum.objects.get().is_public
    assert Membership.objects.ready().get().participant == organizer


def test_somebody_else_may_be_the_one_who_is_ready(client, organizer):
    """Check R-READY: it is asked before a co-lab is announced, not when the space is opened."""
    answer = sent(client, kind="healing", about_what="The night", supports="Call 911.")

    assert answer.status_code == 302
    assert not Membership.objects.ready().exists()
    assert "Nobody yet. A co-lab can be announced here once" in client.get(answer.url).text


def test_who_may_read_it_is_chosen_by_whoever_opens_it(client, organizer):
    page = client.get(reverse("forums:open_space"))
    assert page.context["form"]["is_public"].value() in (None, "")

    assert sent(client, is_public="").context["form"].errors["is_public"] == ["Say who may read it."]
    sent(client, is_public="False")
    assert not Forum.objects.get().is_public


def test_sent_again_after_the_first_post_it_makes_no_twin(client, organizer):
    """Check R-SENT-AGAIN."""
    first = sent(client)
    make.post(make.topic(forum=Forum.objects.get()))

    assert sent(client).url == first.url
    assert Forum.objects.count() == 1


def test_its_stewards_change_its_language(client, organizer):
    sent(client)
    forum = Forum.objects.get()
    page = client.get(reverse("forums:edit_about", args=[forum.slug]))
    fields = {name: page.context["form"][name].value() or "" for name in page.context["form"].fields}

    client.post(reverse("forums:edit_about", args=[forum.slug]), fields | {"language": "fr"})

    forum.refresh_from_db()
    assert forum.language == "fr"


def test_some_of_five_lines_are_not_all(client, organizer):
    """Check R-READY."""
    refused = sent(client, kind="healing", about_what="The night", supports="Call 911.", ready=READY[:4])

    assert "Tick all five" in refused.text
    assert Forum.objects.count() == 0


@pytest.mark.parametrize("make_person", [make.participant, make.moderator, make.staff])
def test_nobody_else_opens_one(client, make_person):
    client.force_login(make_person())

    assert sent(client).status_code == 404
    with pytest.raises(spaces.Refused):
        spaces.open_space(make_person(), name="Mine", purpose="To be.", kind="open", language="en")


def test_the_database_refuses_what_a_kind_asks_for():
    """Check R-NAMES-ITS-PROJECT and R-NAMES-SUPPORTS."""
    for fields in ({"kind": "learning", "about_what": ""}, {"kind": "healing", "supports": ""}):
        with pytest.raises(IntegrityError), transaction.atomic():
            make.forum(**fields)
    with pytest.raises(ValidationError):
        spaces.change(make.forum(kind="healing"), make.moderator(), supports="")


def test_what_only_another_kind_asks_is_not_looked_at(client, organizer):
    assert sent(client, ready=READY[:1]).status_code == 302
