"""Invitations: for a number of people, for a time, until they are withdrawn (R-INVITATIONS)."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from mailing import outbox
from participants.invitations import invitations
from participants.invitations.site import SITE
from participants.models import Invitation, InvitationUse, Participant
from testing import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def ana(client):
    person = make.participant("Ana")
    client.force_login(person)
    return person


def made(maker=None, *, days=7, most=2):
    return invitations.make("site", SITE, maker or make.organizer(), days=days, most=most)


def address(invitation):
    return reverse("participants:invitation", args=[invitations.token(invitation)])


def signed_in(person=None):
    client = Client()
    client.force_login(person or make.participant())
    return client


# --- Coming in


def test_opening_a_link_changes_nothing_and_pressing_the_button_counts_a_person_once(client, ana):
    """Check R-INVITATIONS and R-LINKS-ASK."""
    link = address(made())

    assert client.get(link).status_code == 200
    assert not InvitationUse.objects.exists()
    for _ in range(2):
        assert client.post(link)["Location"] == reverse("home")

    assert [use.person for use in InvitationUse.objects.all()] == [ana]


def test_it_is_for_so_many_people_and_no_more():
    invitation = made(most=2)
    first, second, third = (signed_in() for _ in range(3))

    assert [one.post(address(invitation)).status_code for one in (first, second, third)] == [302, 302, 410]
    assert first.post(address(invitation)).status_code == 302  # who has used it counts once
    page = third.get(address(invitation))
    assert (page.status_code, "As many people as it was meant for" in page.text) == (410, True)


def test_it_ends_after_its_time(client, ana):
    link = address(made(days=1))

    with time_machine.travel(timezone.now() + timedelta(hours=25)):
        client.force_login(ana)
        page = client.post(link)

    assert (page.status_code, "too old" in page.text) == (410, True)
    assert not InvitationUse.objects.exists()


def test_it_ends_when_it_is_withdrawn(client, ana):
    maker = make.organizer()
    invitation = made(maker)
    for _ in range(2):
        answer = signed_in(maker).post(reverse("participants:withdraw_invitation", args=[invitation.pk]))
        assert answer.status_code == 302

    page = client.post(address(invitation))

    assert (page.status_code, "was withdrawn" in page.text) == (410, True)


def test_it_ends_with_the_role_of_who_made_it(client, ana):
    maker = make.organizer()
    invitation = made(maker)
    Participant.objects.filter(pk=maker.pk).update(is_organizer=False)

    assert client.post(address(invitation)).status_code == 410


@pytest.mark.parametrize(
    "token",
    [
        "nonsense",
        "1-",
        "-",
        "1-0000",
        "9" * 30 + "-x",
        "٣-x",
        "١-",
        "MQ:1xWp8L:CN4IrRheYxIXSkaXdlLtreMrUSZWeK-tTdt56KCjHlo",
    ],
)
def test_a_made_up_or_an_old_link_says_that_it_is_no_longer_valid(client, ana, token):
    page = client.get(reverse("participants:invitation", args=[token]))

    assert (page.status_code, "no longer valid" in page.text) == (404, True)


def test_a_copy_of_the_database_opens_nothing(settings):
    invitation = made()
    token = invitations.token(invitation)
    row = [str(value) for value in Invitation.objects.values_list().get()]
    assert not any(token.partition("-")[2] in value for value in row)

    settings.SECRET_KEY = "another"
    assert invitations.read(token, make.participant()) is None


# --- Without an account


def test_a_visitor_is_led_back_to_the_invitation_after_joining(client, mailoutbox):
    """Check R-INVITATIONS: what it leads to is not said before."""
    link = address(made())
    page = client.get(link)
    join = re.search(r'href="(/accounts/signup/\?next=[^"]+)"', page.text).group(1)
    form = client.get(join).text
    assert f'name="next" value="{link}"' in form

    answers = {
        "email": "new@example.org",
        "name": "New",
        "zone": "America/Toronto",
        "language": "en",
        "next": link,
    }
    client.post(reverse("account_signup"), answers)
    outbox.send_due()
    code = re.search(r"^ +(\S+)$", mailoutbox[-1].body, re.MULTILINE).group(1)
    answer = client.post(reverse("participants:join_code"), {"code": code})

    assert answer["Location"] == link
    client.post(link)
    assert InvitationUse.objects.get().person.email == "new@example.org"


def test_a_visitor_cannot_accept(client):
    assert client.post(address(made())).status_code == 200
    assert not InvitationUse.objects.exists()


# --- Making and withdrawing


@pytest.mark.parametrize("maker", [make.organizer, make.moderator, make.staff])
def test_organizers_moderators_and_staff_invite_to_the_site(maker):
    client = signed_in(maker())

    client.post(reverse("participants:invitations"), {"most": "3", "days": "30"})

    page = client.get(reverse("participants:invitations"))
    [invitation] = Invitation.objects.all()
    assert (invitation.most, invitation.ends_at - invitation.made_at) == (3, timedelta(days=30))
    assert address(invitation) in page.text
    assert "Used by 0 of 3" in page.text
    assert page.text.count(">Home</a>") == 2  # where the page is, and beside the button


@pytest.mark.parametrize("maker", [make.organizer, make.moderator, make.staff])
def test_who_may_invite_to_the_site_has_the_page_in_their_menu(maker):
    assert reverse("participants:invitations") in signed_in(maker()).get("/about/").text


def test_for_others_there_is_no_such_page(client, ana):
    assert client.get(reverse("participants:invitations")).status_code == 404
    assert reverse("participants:invitations") not in client.get("/about/").text
    with pytest.raises(invitations.Refused):
        made(ana)


@pytest.mark.parametrize(
    "fields", [{"most": "0", "days": "7"}, {"most": "101", "days": "7"}, {"most": "1", "days": "400"}]
)
def test_what_is_too_much_is_refused(fields):
    page = signed_in(make.organizer()).post(reverse("participants:invitations"), fields)

    assert page.status_code == 422
    assert not Invitation.objects.exists()


def test_only_who_may_make_it_can_withdraw_it(client, ana):
    invitation = made()
    withdraw = reverse("participants:withdraw_invitation", args=[invitation.pk])

    assert client.post(withdraw).status_code == 404
    assert signed_in(make.moderator()).post(withdraw).status_code == 302
    assert client.post(reverse("participants:withdraw_invitation", args=[10**9])).status_code == 404


def test_links_of_what_has_ended_are_not_shown():
    maker = make.organizer()
    invitation = made(maker)
    invitations.withdraw(invitation, invitation.maker)

    assert address(invitation) not in signed_in(maker).get(reverse("participants:invitations")).text
