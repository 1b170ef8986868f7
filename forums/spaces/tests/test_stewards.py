"""Who keeps a space: naming another one, stepping down, and the last one."""

import pytest
from django.db import transaction
from django.urls import reverse

from forums.spaces import memberships
from forums.spaces.stewards import stewards
from mailing import outbox
from testing import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def steward():
    return make.participant("Ana Keeper")


@pytest.fixture
def forum(steward):
    found = make.forum(name="Night shift")
    make.membership(found, steward, moderates=True)
    return found


def keepers(forum):
    return {membership.participant for membership in stewards.of(forum)}


def test_a_steward_names_another_one_who_is_told(client, forum, steward, mailoutbox):
    """Check R-STEWARDS."""
    other = make.membership(forum, make.participant("Bo Member")).participant
    client.force_login(steward)
    address = reverse("forums:stewards", args=[forum.slug])

    assert client.post(address, {"person": other.email}, follow=True).status_code == 200
    stewards.name(forum, other, steward)
    outbox.send_due()

    assert keepers(forum) == {steward, other}
    assert [(mail.to, mail.subject) for mail in mailoutbox] == [
        ([other.email], "You keep the space “Night shift” now")
    ]
    assert f"/forums/{forum.slug}/stewards/" in mailoutbox[0].body


def test_of_a_closed_circle_no_name_leaves_with_the_mail(mailoutbox):
    """Check R-WORDS-STAY."""
    forum = make.forum(kind="healing", name="After the flood", slug="circle")
    other = make.membership(forum, make.participant()).participant
    stewards.name(forum, other, make.moderator("Cy Moderator"))
    outbox.send_due()

    written = mailoutbox[0].subject + mailoutbox[0].body
    assert mailoutbox[0].subject == "You keep a space now"
    assert "flood" not in written
    assert "Cy" not in written


def test_who_is_no_member_is_not_named(client, forum, steward):
    client.force_login(steward)
    refused = client.post(reverse("forums:stewards", args=[forum.slug]), {"person": make.participant().email})

    assert "Ask them to join it first." in refused.text
    assert keepers(forum) == {steward}


def test_the_last_steward_does_not_leave_without_handing_on(client, forum, steward):
    """Check R-LAST-STEWARD."""
    other = make.membership(forum, make.participant()).participant
    client.force_login(steward)
    for name in ("leave", "step_down"):
        client.post(reverse(f"forums:{name}", args=[forum.slug]))
    assert keepers(forum) == {steward}

    stewards.name(forum, other, steward)
    client.post(reverse("forums:leave", args=[forum.slug]))
    assert keepers(forum) == {other}


def test_one_who_is_switched_off_is_no_other_steward(forum, steward):
    """Check R-LAST-STEWARD."""
    make.membership(forum, make.participant(is_active=False), moderates=True)
    make.membership(forum, make.participant())

    with pytest.raises(memberships.Refused, match="last steward"):
        memberships.leave(forum, steward)


def test_where_nobody_else_is_left_the_last_steward_may_go(forum, steward):
    memberships.leave(forum, steward)

    assert keepers(forum) == set()


def test_who_steps_down_stays_a_member(client, forum, steward):
    make.membership(forum, make.participant(), moderates=True)
    client.force_login(steward)

    answer = client.post(reverse("forums:step_down", args=[forum.slug]))

    assert answer.url == reverse("forums:about", args=[forum.slug])
    assert steward not in keepers(forum)
    assert forum.memberships.filter(participant=steward).exists()


def test_whoever_is_no_steward_has_nothing_to_hand_on(forum):
    with transaction.atomic():
        assert memberships.last_steward(forum, make.participant()) == ""
