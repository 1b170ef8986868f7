"""What the mail after an hour still asks, and what stands among the open ends."""

from datetime import timedelta

import pytest
from django.utils import timezone

from events.messages import afterwards
from events.models import Attendance
from followups.models import Insight
from followups.notes import insights
from followups.pulse import pulse
from network.steps import steps
from participants.open_ends import registry
from testing import make

pytestmark = pytest.mark.django_db


def there(colab):
    person = make.participant()
    make.seated(colab, person)
    Attendance.objects.create(colab=colab, participant=person, mark="came", source="door")
    return person


def test_the_mail_says_nothing_of_what_was_done():
    """Check R-NOTHING-REQUIRED."""
    colab = make.held_colab()
    ana = there(colab)
    insights.write(colab, ana, "For me alone.", audience=Insight.Audience.ME)
    assert len(afterwards.of(colab, ana)) == 3

    pulse.keep(colab, ana, {"worth": 2}, {})
    steps.make(colab, ana, "Rewrite the letter", timezone.localdate() + timedelta(days=9))
    Insight.objects.update(audience="readers")

    assert afterwards.of(colab, ana) == []


def test_a_harvest_is_open_for_whoever_writes_it_and_noted_after_three_days():
    colab = make.held_colab()
    urls = [end.url for end in registry.of(colab.organizer)]
    assert f"/co-labs/{colab.pk}/after/harvest/" in urls
    assert colab.organizer.pk not in registry.people()

    colab.starts_at -= timedelta(days=4)
    colab.ends_at -= timedelta(days=4)
    colab.save(update_fields=["starts_at", "ends_at"])

    assert colab.organizer.pk in registry.people()
