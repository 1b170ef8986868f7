"""An invitation to a co-lab leads to its page, and gives no right that one would not have (R-INVITATIONS)."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from participants.invitations import invitations
from participants.models import InvitationUse
from testing import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def ana(client):
    person = make.participant("Ana")
    client.force_login(person)
    return person


def invitation_to(colab):
    made = invitations.make("colab", colab, colab.organizer, days=30, most=5)
    return reverse("participants:invitation", args=[invitations.token(made)])


def test_it_leads_to_the_page_and_keeps_no_seat(client, ana):
    colab = make.colab(title="Open at night")
    link = invitation_to(colab)
    assert "Open at night" in client.get(link).text

    assert client.post(link)["Location"] == colab.get_absolute_url()

    assert not colab.registrations.exists()
    assert InvitationUse.objects.get().person == ana


def test_it_says_nothing_of_a_co_lab_in_a_space_that_one_is_not_in(client, ana):
    """Check R-INVITATIONS."""
    colab = make.colab(title="Open at night", topic=make.topic(forum=make.forum(is_public=False)))

    asked, pressed = client.get(invitation_to(colab)), client.post(invitation_to(colab))

    for page in (asked, pressed):
        assert "Open at night" not in page.text
        assert "a space that you are not in" in page.text
    assert not InvitationUse.objects.exists()


def test_its_organizer_alone_makes_it(client, ana):
    colab = make.colab()
    page = reverse("events:invitations", args=[colab.pk])
    assert client.get(page).status_code == 404

    organizer = Client()
    organizer.force_login(colab.organizer)
    organizer.post(page, {"most": "5", "days": "7"})

    assert "/invitations/" in organizer.get(page).text
    assert page in organizer.get(colab.get_absolute_url()).text


def test_it_ends_with_the_co_lab(client, ana):
    colab = make.colab()
    link = invitation_to(colab)

    with time_machine.travel(timezone.now() + timedelta(days=12)):
        client.force_login(ana)
        assert client.get(link).status_code == 410
