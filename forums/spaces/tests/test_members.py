"""Moderators of a space take members out, and let them in again (R-REMOVED-STAYS-OUT)."""

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse

from events.models import Registration
from forums.models import Forum, Membership, Removal
from forums.spaces import memberships
from forums.spaces.tests.test_pages import invitation_to
from participants.models import InvitationUse
from testing import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def space():
    return make.forum(is_public=False, name="Night shift")


@pytest.fixture
def bo(space):
    return make.membership(space, make.participant("Bo")).participant


@pytest.fixture
def moderator(space, client):
    person = make.membership(space, make.participant("Mo"), moderates=True).participant
    client.force_login(person)
    return person


def page(name, space, *people):
    return reverse(f"forums:{name}", args=[space.slug, *(person.pk for person in people)])


def is_in(space, person):
    return space.memberships.filter(participant=person).exists()


def test_members_are_listed_for_moderators_alone(client, space, bo, moderator):
    assert "Bo" in client.get(page("members", space)).text

    client.force_login(bo)
    for address in (page("members", space), page("remove_member", space, moderator)):
        assert client.get(address).status_code == 404


def test_a_public_forum_has_no_such_pages(client, ana):
    forum = make.forum()
    make.membership(forum, ana, moderates=True)

    for address in (page("members", forum), page("invitations", forum), page("remove_member", forum, ana)):
        assert client.get(address).status_code == 404


def test_who_is_taken_out_cannot_read_and_no_invitation_leads_back(client, space, bo, moderator):
    """Check R-REMOVED-STAYS-OUT."""
    earlier = invitation_to(space, moderator)
    assert client.get(page("remove_member", space, bo)).status_code == 200
    assert is_in(space, bo)

    client.post(page("remove_member", space, bo), {"reason": "Shared what was said here."})

    assert not is_in(space, bo)
    theirs = Client()
    theirs.force_login(bo)
    for link in (earlier, invitation_to(space, moderator)):
        assert theirs.get(link).status_code == 200
        assert "You were taken out" in theirs.post(link).text
    assert not is_in(space, bo)
    assert not InvitationUse.objects.exists()


def test_not_even_after_the_space_became_public_and_private_again(space, bo, moderator):
    memberships.remove(space, bo, moderator)
    Forum.objects.update(is_public=True)
    theirs = Client()
    theirs.force_login(bo)

    theirs.post(reverse("forums:join", args=[space.slug]))

    assert not is_in(space, bo)


def test_seats_in_its_co_labs_are_given_back(space, bo, moderator):
    colab = make.colab(topic=make.topic(forum=space))
    make.seated(colab, bo)

    memberships.remove(space, bo, moderator)

    assert colab.registrations.get(participant=bo).status == Registration.Status.GONE


def test_being_taken_out_twice_is_once_and_can_be_undone(client, space, bo, moderator):
    for _ in range(2):
        memberships.remove(space, bo, moderator, "Too loud.")
    assert Removal.objects.get().removed_by == moderator
    assert "Too loud." in client.get(page("members", space)).text

    client.post(page("let_back", space, bo))

    assert is_in(space, bo)
    assert not Removal.objects.exists()
    assert client.post(page("let_back", space, bo)).status_code == 404


def test_moderators_and_oneself_are_not_taken_out_here(client, space, moderator):
    other = make.membership(space, make.participant("Ola"), moderates=True).participant

    refused = client.post(page("remove_member", space, other), {"reason": "x"})
    with pytest.raises(memberships.Refused):
        memberships.remove(space, moderator, moderator)

    assert (refused.status_code, Membership.objects.count()) == (422, 2)
    assert "x" in refused.text


def test_who_runs_a_co_lab_ahead_in_the_space_stays_until_it_is_over(client, space, moderator):
    organizer = make.membership(space, make.organizer()).participant
    make.colab(topic=make.topic(forum=space), organizer=organizer)

    refused = client.post(page("remove_member", space, organizer), {"reason": ""})

    assert (refused.status_code, is_in(space, organizer)) == (422, True)
    assert "held or called off first" in refused.text


def test_for_who_is_no_member_there_is_no_such_page(client, space, moderator):
    assert client.post(page("remove_member", space, make.participant())).status_code == 404


def test_what_staff_deletes_in_the_administration_is_a_removal(client, space, bo):
    """Check R-REMOVED-STAYS-OUT."""
    client.force_login(make.staff())
    address = reverse("admin:forums_forum_change", args=[space.pk])
    form = client.get(address).context["adminform"].form
    membership = Membership.objects.get()
    values = {name: form[name].value() for name in form.fields}
    fields = {name: str(value) for name, value in values.items() if value is not None and value is not False}
    inline = {
        "memberships-TOTAL_FORMS": "1",
        "memberships-INITIAL_FORMS": "1",
        "memberships-0-id": membership.pk,
        "memberships-0-forum": space.pk,
        "memberships-0-participant": bo.pk,
        "memberships-0-joined_at_0": "2026-01-01",
        "memberships-0-joined_at_1": "12:00",
        "memberships-0-DELETE": "on",
    }

    assert client.post(address, fields | inline).status_code == 302

    assert not is_in(space, bo)
    assert Removal.objects.get().participant == bo


def test_staff_who_are_no_superusers_let_nobody_into_a_space(client):
    """Check R-ROLES-BY-SUPERUSERS."""
    person, forum = make.participant(is_staff=True), make.forum(is_public=False)
    person.user_permissions.set(Permission.objects.filter(content_type__app_label="forums"))
    client.force_login(person)
    address = reverse("admin:forums_forum_change", args=[forum.pk])

    page = client.get(address)
    assert "memberships-TOTAL_FORMS" not in page.content.decode()
    rows = {
        "memberships-TOTAL_FORMS": 1,
        "memberships-INITIAL_FORMS": 0,
        "memberships-0-participant": person.pk,
    }
    names = ("slug", "name", "kind", "purpose", "language", "position")
    client.post(address, {name: getattr(forum, name) for name in names} | rows)

    assert not forum.memberships.exists()
