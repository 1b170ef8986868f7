"""Who uses an output, and how far it has spread."""

from datetime import timedelta

import pytest
import time_machine
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from learning.models import Use
from learning.outputs import outputs
from learning.uses import shown, taking, uses
from mailing.models import Message
from participants.open_ends import registry
from testing import make

pytestmark = pytest.mark.django_db
VISITOR = AnonymousUser()


def spread(output):
    return shown.spread(output, VISITOR)


def told():
    return set(Message.objects.filter(kind="output-used").values_list("recipient", flat=True))


def test_one_press_says_that_one_uses_it_and_its_makers_hear_once():
    output = make.output(make.topic())
    person = make.participant(organization="Fictional Parks", district="Heron Bay")

    first, again = (uses.use(output, person) for _press in range(2))

    assert first == again
    assert (first.organization, first.district) == ("Fictional Parks", "Heron Bay")
    assert told() == {output.author_id}
    uses.use(output, output.author)
    assert told() == {output.author_id}


def test_who_agreed_to_be_named_hears_too():
    topic = make.topic()
    output = make.output(topic)
    trial = make.trial(make.experiment(topic), make.participant(), showed="yes")
    outputs.ask(output, output.author, [trial.participant])
    uses.use(output, make.participant())
    assert told() == {output.author_id}

    outputs.answer(output, trial.participant, agrees=True)
    uses.use(output, make.participant())

    assert told() == {output.author_id, trial.participant_id}


def test_uses_by_other_organizations_are_a_spread():
    """Check R-SPREAD: two in one organization are one place; the makers' own counts for nothing."""
    output = make.output(make.topic(), make.participant(organization="Fictional Parks"))
    for organization, district in (
        ("Fictional Parks", "Heron Bay"),
        ("Fictional Clerk", "Heron Bay"),
        ("fictional  CLERK", "Copper Mesa"),
        ("Fictional Transit", "copper mesa"),
        ("", "Koa Valley"),
    ):
        make.use(output, make.participant(organization=organization, district=district))

    found = spread(output)

    assert (found.organizations, found.districts, len(found.uses)) == (2, 2, 5)


class AnySpelling(TestCase):
    @given(st.text(alphabet="abcÄéz ", min_size=1, max_size=12), st.sampled_from(["upper", "lower", "title"]))
    def test_no_spelling_of_the_makers_organization_counts(self, name, change):
        """Check R-SPREAD."""
        output = make.output(make.topic(), make.participant(organization=name))
        make.use(output, make.participant(organization=f"  {getattr(name, change)()} "))

        assert spread(output).organizations == 0


def test_what_nobody_confirms_for_a_year_was_used():
    """Check R-WAS-USED."""
    output = make.output(make.topic())
    use = make.use(output)
    now = timezone.now()

    with time_machine.travel(now + timedelta(days=364)):
        assert spread(output).organizations == 1
        uses.confirm(use, use.participant)
    with time_machine.travel(now + timedelta(days=400)):
        assert spread(output).organizations == 1
    with time_machine.travel(now + timedelta(days=730)):
        found = spread(output)
        assert (found.organizations, found.uses[0].is_current) == (0, False)


@pytest.mark.parametrize(("days", "asked"), [(182, 0), (184, 1), (210, 1), (212, 0)])
def test_half_a_year_later_one_is_asked_whether_it_is_still_so(days, asked):
    use = make.use(make.output(make.topic()))

    with time_machine.travel(timezone.now() + timedelta(days=days)):
        assert len(registry.for_note(use.participant)) == asked
        assert (use.participant_id in registry.people()) == bool(asked)


def test_what_one_does_not_use_any_more_is_said_and_taken_up_again():
    use = make.use(make.output(make.topic()))
    uses.end(use, use.participant)
    assert spread(use.output).organizations == 0
    with pytest.raises(uses.Refused, match="do not use it any more"):
        uses.confirm(use, use.participant)

    assert uses.use(use.output, use.participant) == use
    assert spread(use.output).organizations == 1


def test_what_one_took_along_is_a_line_of_its_own_and_no_spread():
    output, person = make.output(make.topic()), make.participant(organization="Fictional Transit")
    taking.take_along(output, person, "our team, in May")
    taking.take_along(output, person, "our team, in June")

    [use] = Use.objects.all()
    assert (use.kind, use.taken_to) == ("told", "our team, in June")
    assert spread(output).organizations == 0


def test_nobody_changes_what_another_said():
    use = make.use(make.output(make.topic()))

    for verb in (uses.confirm, uses.end, uses.take_out):
        with pytest.raises(uses.Refused, match="Only whoever said it"):
            verb(use, make.participant())
    uses.take_out(use, use.participant)
    uses.take_out(use, use.participant)
    assert not Use.objects.exists()


def test_a_draft_is_not_used():
    output = make.output(make.topic(), is_published=False)

    with pytest.raises(uses.Refused, match="not published"):
        uses.use(output, make.participant())
