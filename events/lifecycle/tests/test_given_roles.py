"""To whom a role can be given, and how a co-lab gets another organizer (R-ROLES-TODAY)."""

import pytest
from django.urls import reverse

from events.lifecycle import colabs, succession
from events.lifecycle.tests.plans import PLAN, TYPED
from events.lifecycle.tests.test_colabs import FRIENDLY, refusals
from events.models import CoLab
from events.registration import seats
from forums.models import Membership
from participants.accounts import activation
from participants.models import Participant
from participants.privacy import erasure
from testing import make

pytestmark = pytest.mark.django_db

OUTSIDE = "They are not in the forum of this topic"


@pytest.fixture(autouse=True)
def _monday(time_machine):
    time_machine.move_to("2027-01-04 15:00Z", tick=False)


@pytest.fixture
def topic(organizer):
    """A topic of a forum that is not public, of which the organizer is a member."""
    forum = make.forum(is_public=False)
    make.membership(forum, organizer)
    return make.topic(forum=forum)


def member(forum, name):
    return make.membership(forum, make.participant(name)).participant


def text(response):
    return " ".join(response.content.decode().split())


@pytest.mark.parametrize("then", ["draft", "announce"])
@pytest.mark.parametrize("role", ["facilitator", "harvester"])
def test_nobody_outside_a_private_forum_is_given_a_role(client, topic, role, then):
    """Check R-ROLES-TODAY."""
    make.participant("Fay")

    response = client.post(reverse("events:declare", args=[topic.pk]), TYPED | {"then": then, role: "Fay"})

    assert response.status_code == 422
    assert OUTSIDE in response.context["form"].errors[role][0]
    assert 'value="Fay"' in text(response)
    assert not CoLab.objects.exists()


def test_a_member_is_given_a_role(client, topic):
    fay = member(topic.forum, "Fay")

    client.post(
        reverse("events:declare", args=[topic.pk]), TYPED | {"then": "announce", "facilitator": "Fay"}
    )

    assert CoLab.objects.get().facilitator == fay


@pytest.mark.parametrize("role", ["facilitator", "harvester"])
def test_who_left_between_the_form_and_the_press_gets_no_role(client, topic, organizer, role):
    fay = member(topic.forum, "Fay")
    colab = make.colab(topic=topic, organizer=organizer)
    address = reverse("events:edit", args=[colab.pk])
    client.get(address)
    Membership.objects.filter(participant=fay).delete()

    response = client.post(address, TYPED | {role: "Fay", "description": "Kept as typed."})

    assert response.status_code == 422
    assert OUTSIDE in response.context["form"].errors[role][0]
    assert "Kept as typed." in text(response)
    colab.refresh_from_db()
    assert getattr(colab, role) is None


def test_a_draft_is_not_announced_with_somebody_who_may_not_read_it(topic, organizer):
    fay = member(topic.forum, "Fay")
    colab = colabs.declare(topic, organizer, FRIENDLY, **PLAN, facilitator=fay)
    rows = Membership.objects.filter(participant=fay)
    rows._raw_delete(rows.db)

    assert refusals(colabs.announce, colab, organizer) == ["facilitator"]
    assert CoLab.objects.get().is_draft


def test_a_colab_is_declared_by_those_who_may_read_the_topic(topic):
    outsider = make.organizer()

    assert refusals(colabs.declare, topic, outsider, FRIENDLY, **PLAN) == ["__all__"]


# --- Another organizer


def demoted_organizer(**fields):
    colab = make.colab(**fields)
    Participant.objects.filter(pk=colab.organizer_id).update(is_organizer=False)
    return colab


def take_over(client, colab):
    return client.post(reverse("events:take_over", args=[colab.pk]), follow=True)


def test_another_organizer_takes_over_what_nobody_runs(client, organizer):
    """Check R-ROLES-TODAY."""
    colab = demoted_organizer(title="Evening hours")
    assert "waits for an organizer" in text(client.get(reverse("organize")))
    assert "Take it over" in text(client.get(colab.get_absolute_url()))

    for _ in range(2):
        take_over(client, colab)

    assert CoLab.objects.get().organizer == organizer
    assert client.get(reverse("events:edit", args=[colab.pk])).status_code == 200
    assert "waits for an organizer" not in text(client.get(reverse("organize")))


def test_who_takes_over_gives_their_seat_to_the_next(organizer):
    colab = demoted_organizer(seats=1)
    seats.join(colab, organizer)
    later = seats.join(colab, make.participant())

    succession.take_over(colab, organizer)

    later.refresh_from_db()
    assert later.is_seated


def test_a_colab_with_an_organizer_is_not_taken_over(client, organizer):
    colab = make.colab()

    assert take_over(client, colab).status_code == 404
    assert "Take it over" not in text(client.get(colab.get_absolute_url()))
    with pytest.raises(colabs.Refused):
        succession.take_over(colab, organizer)


@pytest.mark.parametrize("fields", [{"state": "called_off"}, {"closed_at": "2027-01-04 15:00Z"}])
def test_what_is_called_off_or_closed_needs_no_organizer(client, organizer, fields):
    assert take_over(client, demoted_organizer(**fields)).status_code == 404


def test_only_organizers_who_may_read_it_take_over(client):
    private = demoted_organizer(topic=make.topic(forum=make.forum(is_public=False)))
    public = demoted_organizer()

    for person, colab in [
        (make.organizer(), private),
        (make.participant(), public),
        (make.moderator(), public),
    ]:
        client.force_login(person)
        assert take_over(client, colab).status_code == 404
    assert "Take it over" not in text(client.get(public.get_absolute_url()))


def test_who_is_switched_off_is_followed_by_another(organizer):
    colab = make.colab()
    activation.deactivate(colab.organizer)

    assert succession.take_over(colab, organizer).organizer == organizer


def test_an_organizer_who_no_longer_is_one_may_close_their_account():
    colab = demoted_organizer()

    erasure.erase(Participant.objects.get(pk=colab.organizer_id))

    assert succession.open_to(make.organizer()).get() == colab
