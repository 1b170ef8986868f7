import pytest
from django.urls import reverse

from followups.harvest import harvest
from testing import make

pytestmark = pytest.mark.django_db


def test_the_harvest_closes_the_colab():
    """Check R-HARVEST-CLOSES."""
    colab = make.held_colab()

    harvest.record(colab, colab.organizer, summary="We met.", themes="- forms", next_steps="One form.")

    colab.refresh_from_db()
    assert (colab.is_closed, colab.harvest.summary_html) == (True, "<p>We met.</p>\n")


@pytest.mark.parametrize(
    ("kind", "reader", "reads"),
    [
        ("open", "member", True),
        ("healing", "member", False),
        ("healing", "seat", False),  # a seat alone is no attendance (R-ATTENDANCE)
        ("healing", "came", True),
        ("healing", "harvester", True),
    ],
)
def test_who_reads_the_harvest_is_said_by_the_kind_of_space(client, kind, reader, reads):
    """Check R-HARVEST-THERE."""
    person = make.participant()
    forum = make.forum(kind=kind)
    make.membership(forum, person)
    role = {"harvester": person} if reader == "harvester" else {}
    colab = make.held_colab(topic=make.topic(forum=forum), **role)
    if reader in {"seat", "came"}:
        make.seated(colab, person, attendance="came" if reader == "came" else None)
    harvest.record(colab, colab.organizer, summary="We met.")

    client.force_login(person)
    page = client.get(reverse("followups:after", args=[colab.pk])).text

    assert ("We met." in page) == reads
    assert ("Only those who were there read what is written down here." in page) != reads


def test_whoever_writes_it_is_told_who_reads_it(client):
    person = make.participant()
    forum = make.forum(kind="healing")
    make.membership(forum, person)
    client.force_login(person)
    colab = make.held_colab(topic=make.topic(forum=forum), harvester=person)

    assert (
        "Only those who were there read it." in client.get(reverse("followups:harvest", args=[colab.pk])).text
    )


def test_there_may_be_nothing_to_record():
    colab = make.held_colab()

    made = harvest.record(colab, colab.organizer, nothing_to_record=True, summary="typed, then unsaid")

    colab.refresh_from_db()
    assert (colab.is_closed, made.summary) == (True, "")


@pytest.mark.parametrize("role", ["facilitator", "harvester"])
def test_people_with_a_role_write_it(role):
    person = make.participant()
    colab = make.held_colab(**{role: person})

    assert harvest.record(colab, person, summary="We met.").written_by == person


def test_others_do_not():
    person = make.participant()
    colab = make.held_colab(people=[person])

    with pytest.raises(harvest.Refused):
        harvest.record(colab, person, summary="We met.")

    colab.refresh_from_db()
    assert not colab.is_closed


def test_not_before_the_hour_is_over():
    colab = make.colab()

    with pytest.raises(harvest.Refused):
        harvest.record(colab, colab.organizer, summary="We will meet.")


def test_writing_it_anew_changes_it_and_keeps_the_day_it_closed():
    colab = make.held_colab()
    harvest.record(colab, colab.organizer, summary="We met.")
    colab.refresh_from_db()
    closed = colab.closed_at

    again = harvest.record(colab, colab.organizer, summary="We met and agreed.")

    colab.refresh_from_db()
    assert (again.summary, again.edited_at is not None, colab.closed_at) == (
        "We met and agreed.",
        True,
        closed,
    )


def test_a_summary_that_is_too_long_is_not_said_to_be_missing(client):
    """R-ALL-ERRORS"""
    colab = make.held_colab()
    client.force_login(colab.organizer)

    response = client.post(reverse("followups:harvest", args=[colab.pk]), {"summary": "x" * 100_000})

    assert response.status_code == 422
    [error] = response.context["form"].errors["summary"]
    assert "Write a summary" not in error
