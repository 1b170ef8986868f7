"""Who keeps a space: naming another one, stepping down, and the last one."""

import pytest
from django.db import transaction
from django.urls import reverse

from forums.spaces import memberships
from forums.spaces.stewards import stewards
from mailing import outbox
from participants.models import AuditEntry
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


@pytest.mark.parametrize("typed", ["no member", "nobody", "two of one name"])
def test_whoever_is_not_found_among_members_is_told_of_by_one_sentence(client, forum, steward, typed):
    """Check R-STEWARDS: the page does not tell who has an account."""
    make.participant("Zoe Outside", email="zoe@example.org")
    for _number in range(2):
        make.membership(forum, make.participant("Cy Twice"))
    named = {"no member": "zoe@example.org", "nobody": "none@example.org", "two of one name": "Cy Twice"}
    client.force_login(steward)

    refused = client.post(reverse("forums:stewards", args=[forum.slug]), {"person": named[typed]})

    assert refused.context["form"].errors["person"] == [str(stewards.NOT_FOUND)]
    assert keepers(forum) == {steward}


def test_a_member_is_found_beside_somebody_of_the_same_name_elsewhere(client, forum, steward):
    """Check R-STEWARDS."""
    make.participant("Cy Twice")
    other = make.membership(forum, make.participant("Cy Twice")).participant
    client.force_login(steward)

    client.post(reverse("forums:stewards", args=[forum.slug]), {"person": "Cy Twice"})

    assert keepers(forum) == {steward, other}


def test_a_steward_takes_it_back_and_the_person_is_told(client, forum, steward, mailoutbox):
    """Check R-STEWARDS."""
    other = make.membership(forum, make.participant("Bo Keeper"), moderates=True).participant
    client.force_login(steward)
    address = reverse("forums:take_back_steward", args=[forum.slug, other.pk])

    assert "Should Bo Keeper keep this space no longer?" in client.get(address).text
    assert keepers(forum) == {steward, other}
    assert "Bo Keeper is not a steward" in client.post(address, follow=True).text
    stewards.take_back(forum, other, steward)
    outbox.send_due()

    assert keepers(forum) == {steward}
    assert forum.memberships.filter(participant=other).exists()
    assert [(mail.to, mail.subject) for mail in mailoutbox] == [
        ([other.email], "You keep the space “Night shift” no longer")
    ]
    assert "Ana Keeper" not in mailoutbox[0].body
    entry = AuditEntry.objects.get(verb="moderates")
    assert (entry.actor, entry.changes) == (steward, {"participant": other.pk, "moderates": False})


def test_who_is_named_again_at_once_is_not_told_that_it_ended(forum, steward, mailoutbox):
    """Check R-STILL-TRUE."""
    other = make.membership(forum, make.participant(), moderates=True).participant
    stewards.take_back(forum, other, steward)
    stewards.name(forum, other, steward)
    outbox.send_due()

    assert [mail.subject for mail in mailoutbox] == ["You keep the space “Night shift” now"]


def test_the_last_steward_stays_and_nobody_takes_it_from_themselves_or_as_a_member(forum, steward):
    """Check R-LAST-STEWARD and R-STEWARDS."""
    member = make.membership(forum, make.participant()).participant
    refusals = {make.moderator(): "last steward", steward: "Step down", member: "look after this space"}
    for by, why in refusals.items():
        with pytest.raises(stewards.Refused, match=why):
            stewards.take_back(forum, steward, by)

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
