import pytest

from followups.harvest import harvest
from testing import make

pytestmark = pytest.mark.django_db


def test_the_harvest_closes_the_colab():
    """Check R-HARVEST-CLOSES."""
    colab = make.held_colab()

    harvest.record(colab, colab.organizer, summary="We met.", themes="- forms", next_steps="One form.")

    colab.refresh_from_db()
    assert (colab.is_closed, colab.harvest.summary_html) == (True, "<p>We met.</p>\n")


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
