"""Tags that whoever harvests sets on notes on the page of the hour."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from followups.models import Insight
from followups.notes import tags
from testing import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def colab():
    begun = timezone.now() - timedelta(minutes=20)
    return make.colab(starts_at=begun, harvester=make.participant("Hari"))


def page_of(client, colab, person):
    client.force_login(person)
    return client.get(reverse("events:hour", args=[colab.pk])).text


def test_whoever_harvests_has_a_box_beside_each_shared_note(client, colab):
    ana = make.seated(colab).participant
    note = make.note(colab, ana, audience="ten")
    mine = make.note(colab, ana, audience="me")
    address = reverse("followups:tag_note", args=[note.pk])

    boxes = {
        name: address in page_of(client, colab, person)
        for name, person in {"harvester": colab.harvester, "organizer": colab.organizer, "seat": ana}.items()
    }

    assert boxes == {"harvester": True, "organizer": True, "seat": False}
    assert reverse("followups:tag_note", args=[mine.pk]) not in page_of(client, colab, colab.harvester)


@pytest.mark.parametrize("htmx", [True, False])
def test_tags_are_kept_on_the_page_of_the_hour(client, colab, htmx):
    note = make.note(colab, tags=["old"])
    client.force_login(colab.harvester)
    headers = {"HX-Request": "true"} if htmx else {}

    answer = client.post(
        reverse("followups:tag_note", args=[note.pk]), {"tags": "queues, Letters"}, headers=headers
    )

    assert answer.status_code == (200 if htmx else 302)
    assert sorted(tag.name for tag in note.tags.all()) == ["Letters", "queues"]
    assert 'value="Letters, queues"' in page_of(client, colab, colab.harvester)


def test_a_fourth_tag_is_refused_with_what_was_typed(client, colab):
    note = make.note(colab)
    client.force_login(colab.harvester)

    answer = client.post(reverse("followups:tag_note", args=[note.pk]), {"tags": "a, b, c, d"})

    assert (answer.status_code, 'value="a, b, c, d"' in answer.text) == (422, True)
    assert not note.tags.exists()


@pytest.mark.parametrize("audience", Insight.Audience.values)
def test_a_seat_gives_no_tags_and_a_note_to_oneself_gets_none(client, colab, audience):
    """Check R-NOTES-TO-MYSELF."""
    ana = make.seated(colab).participant
    note = make.note(colab, ana, audience=audience)
    answers = []
    for person in (ana, colab.harvester):
        client.force_login(person)
        address = reverse("followups:tag_note", args=[note.pk])
        answers.append(client.post(address, {"tags": "queues"}).status_code)

    assert answers == [404, 404 if audience == "me" else 302]


def test_giving_the_same_tags_again_does_nothing(colab):
    note = make.note(colab)
    tags.give(note, colab.harvester, ["queues"])
    version = colab.running.version

    tags.give(note, colab.harvester, ["Queues"])

    colab.running.refresh_from_db()
    assert colab.running.version == version


def test_others_are_refused(colab):
    with pytest.raises(tags.Refused):
        tags.give(make.note(colab), make.seated(colab).participant, ["queues"])
