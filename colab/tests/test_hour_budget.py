"""How many queries a look at an hour makes, in each step, for each reader (R-QUERY-COUNT)."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from events.hour.methods import METHODS
from events.models import CoLab, Step
from followups.models import Insight
from testing import make
from testing.queries import recorded

pytestmark = pytest.mark.django_db
MOST = 6  # besides the session and the person


@pytest.mark.parametrize("kind", ["open", "practice", "healing"])
@pytest.mark.parametrize("role", ["organizer", "seat"])
def test_a_piece_that_changed_makes_at_most_six_queries_in_any_step(client, kind, role):
    """Check R-QUERY-COUNT."""
    space = make.forum(kind=kind, is_public=False)
    organizer, people = make.organizer(), [make.participant() for _ in range(9)]
    for person in [organizer, *people]:
        make.membership(space, person)
    begun = timezone.now() - timedelta(seconds=30)
    colab = make.colab(organizer=organizer, topic=make.topic(forum=space), starts_at=begun)
    for person in people:
        make.seated(colab, person, attendance="came")
        Insight.objects.create(colab=colab, author=person, text="So.", html="<p>So.</p>", audience="ten")
    client.force_login(organizer if role == "organizer" else people[0])
    found = {}
    for method in METHODS:
        Step.objects.filter(colab=colab).delete()
        Step.objects.create(colab=colab, position=1, method=method, minutes=20)
        if method == "close":  # the dots were given before it
            Step.objects.filter(colab=colab).update(position=2)
            Step.objects.create(colab=colab, position=1, method="dots", minutes=1)
            CoLab.objects.filter(pk=colab.pk).update(starts_at=begun - timedelta(minutes=1))
        with recorded() as queries:
            look = client.get(
                reverse("events:hour_now", args=[colab.pk]), {"seen": ""}, headers={"HX-Request": "true"}
            )
        assert look.status_code == 200
        found[method] = len(queries) - 2

    assert {method: number for method, number in found.items() if number > MOST} == {}
