"""Members who would facilitate or harvest are offered where a co-lab is declared or edited."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from events.lifecycle.volunteers import volunteers
from forums.spaces.roles import roles
from testing import make
from testing.queries import recorded

pytestmark = pytest.mark.django_db


@pytest.fixture
def topic():
    return make.topic()


@pytest.fixture
def draft(topic):
    return make.colab(topic=topic, state="draft")


def member(topic, name, **fields):
    return make.membership(topic.forum, make.participant(name, **fields)).participant


def willing(topic, name, **fields):
    person = member(topic, name, **fields)
    roles.would(topic.forum, person, facilitate=True, harvest=False)
    return person


def test_whoever_never_did_it_comes_first_then_whose_last_hour_is_longest_ago(topic, draft):
    lately, long_ago = willing(topic, "Lou Lately"), willing(topic, "Lee Longago")
    for person, days in ((lately, 9), (long_ago, 300), (lately, 400)):
        start = timezone.now() - timedelta(days=days)
        make.held_colab(facilitator=person, starts_at=start)
    make.held_colab(harvester=long_ago)
    willing(topic, "Nia Never")

    assert volunteers(draft) == {"facilitator": ["Nia Never", "Lee Longago", "Lou Lately"], "harvester": []}


def test_three_at_most_by_one_query_and_nobody_else(topic, draft):
    willing(make.topic(), "Ola Other")
    willing(topic, "Ina Inactive", is_active=False)
    member(topic, "Una Unasked")
    make.membership(topic.forum, draft.organizer, would_facilitate=True)
    assert volunteers(draft) == {"facilitator": [], "harvester": []}
    for number in range(5):
        willing(topic, f"Vic {number}")

    with recorded() as queries:
        found = volunteers(draft)

    assert (found["facilitator"], len(queries)) == (["Vic 0", "Vic 1", "Vic 2"], 1)


@pytest.mark.parametrize("state", ["draft", "announced"])
def test_their_names_are_offered_at_the_field_and_taken_as_they_stand(topic, client, state):
    person = willing(topic, "Vic <Volunteer>")
    colab = make.colab(topic=topic, state=state)
    client.force_login(colab.organizer)
    address = reverse("events:edit", args=[colab.pk])

    page = client.get(address)

    assert '<option value="Vic &lt;Volunteer&gt;">' in page.text
    assert "They would: Vic &lt;Volunteer&gt;." in page.text
    assert 'list="offered-facilitator"' in page.text
    assert 'list="offered-harvester"' not in page.text
    assert page.context["form"].fields["facilitator"].clean(person.name) == person
