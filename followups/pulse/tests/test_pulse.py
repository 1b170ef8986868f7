"""Three taps and ticks: optional, private, and in numbers from four people on (R-PULSE)."""

from datetime import timedelta

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.urls import reverse
from django.utils import timezone

from events.models import Attendance, Objective, Step
from followups.models import Extent, Pulse, Tick
from followups.pulse import pulse
from forums.models import Forum
from testing import make

pytestmark = pytest.mark.django_db
YES, NO = Extent.YES, Extent.NO


@pytest.fixture
def colab():
    made = make.held_colab()
    Objective.objects.create(colab=made, position=1, dimension="me", text="One sentence for Monday")
    return made


def there(colab, name=None):
    person = make.participant(name)
    make.seated(colab, person)
    Attendance.objects.create(colab=colab, participant=person, mark="came", source="door")
    return person


def answers(colab, people, **taps):
    for person in people:
        pulse.keep(colab, person, taps or {"worth": YES}, {colab.objectives.get(): YES})


def test_nothing_has_to_be_answered(client, colab):
    """Check R-NOTHING-REQUIRED."""
    ana = there(colab)
    client.force_login(ana)

    assert client.post(reverse("followups:pulse", args=[colab.pk]), {}).status_code == 302
    assert not Pulse.objects.exists()


def test_answers_are_kept_changed_and_taken_back(client, colab):
    """Check R-PULSE."""
    ana, objective = there(colab), colab.objectives.get()
    client.force_login(ana)
    address = reverse("followups:pulse", args=[colab.pk])
    client.post(address, {"worth": "2", f"objective_{objective.pk}": "1"})
    assert Pulse.objects.values_list("worth", "heard").get() == (YES, None)
    assert Tick.objects.get().answer == Extent.PARTLY

    client.post(address, {"worth": "0"})
    assert Pulse.objects.get().worth == NO
    assert not Tick.objects.exists()

    client.post(address, {})
    assert not Pulse.objects.exists()


def test_no_number_is_about_fewer_than_four(client, colab):
    """Check R-NOT-UNDER-FOUR."""
    people = [there(colab) for _ in range(4)]
    answers(colab, people[:3])
    assert pulse.bars(colab) == pulse.objective_bars(colab) == []

    answers(colab, people[3:])
    assert [(bar.yes, bar.total) for bar in pulse.bars(colab)] == [(4, 4)]
    assert [(bar.text, bar.yes) for bar in pulse.objective_bars(colab)] == [("One sentence for Monday", 4)]


def test_readers_see_the_objectives_alone(client, colab):
    """Check R-PULSE."""
    people = [there(colab) for _ in range(4)]
    answers(colab, people)
    address = reverse("followups:after", args=[colab.pk])

    page = client.get(address).text
    assert "One sentence for Monday" in page
    assert "Worth my hour?" not in page

    client.force_login(people[0])
    assert "Worth my hour?" in client.get(address).text


def test_it_is_asked_of_those_who_were_there_for_two_weeks(client, colab):
    """Check R-PULSE."""
    stranger, ana = make.participant(), there(colab)
    address = reverse("followups:pulse", args=[colab.pk])
    client.force_login(stranger)
    assert client.get(address).status_code == 404
    client.force_login(ana)
    assert client.get(address).status_code == 200

    colab.starts_at -= timedelta(days=20)
    colab.ends_at -= timedelta(days=20)
    colab.save(update_fields=["starts_at", "ends_at"])
    assert client.get(address).status_code == 404
    with pytest.raises(pulse.Refused):
        pulse.keep(colab, ana, {"worth": YES}, {})


def test_in_a_community_of_healing_it_is_not_asked(client):
    """Check R-PULSE."""
    forum = make.forum(kind=Forum.Kind.HEALING)
    colab = make.held_colab(topic=make.topic(forum=forum))
    ana = there(colab)
    make.membership(forum, ana)
    client.force_login(ana)

    assert client.get(reverse("followups:pulse", args=[colab.pk])).status_code == 404
    assert 'id="pulse"' not in client.get(reverse("followups:after", args=[colab.pk])).text


def test_it_stands_on_the_page_of_the_hour_in_the_last_step(client):
    colab = make.colab(starts_at=timezone.now() - timedelta(minutes=57))
    ana = make.participant()
    make.seated(colab, ana)
    client.force_login(ana)
    address = reverse("events:hour", args=[colab.pk])
    assert "Three taps before you go" in client.get(address).text

    Step.objects.bulk_create([Step(colab=colab, position=1, method="talk", minutes=60)])
    assert "Three taps before you go" not in client.get(address).text


@pytest.fixture
def beside_the_call(client):
    """A co-lab in its last step; the client has a seat, and posts as its page does."""
    colab = make.colab(starts_at=timezone.now() - timedelta(minutes=57))
    client.force_login(make.seated(colab).participant)
    client.defaults["HTTP_HX_REQUEST"] = "true"
    return colab


def test_from_the_page_of_the_hour_it_is_kept_in_place(client, beside_the_call):
    """Check R-PULSE."""
    answer = client.post(reverse("followups:pulse", args=[beside_the_call.pk]), {"worth": "2"})

    assert (answer.status_code, Pulse.objects.get().worth) == (200, YES)
    assert 'id="hour-now"' in answer.text
    assert "Your answers are kept. Nobody sees whose they are." in answer.text


def test_from_the_page_of_the_hour_what_is_refused_stands_there_with_why(client, beside_the_call):
    """Check R-NOTHING-TYPED-IS-LOST; also where the hour has gone back to another step meanwhile."""
    address = reverse("followups:pulse", args=[beside_the_call.pk])
    Step.objects.create(colab=beside_the_call, position=1, method="talk", minutes=60)

    answer = client.post(address, {"worth": "7", "heard": "1"})

    assert answer.status_code == 422
    box = BeautifulSoup(answer.text, "html.parser").select_one("#hour-close #pulse-box")
    assert box.select_one(".error-summary")
    assert box.select_one("[name=heard][checked]")["value"] == "1"
    assert "Your answers are kept." not in answer.text


def test_where_the_page_of_the_hour_has_closed_meanwhile_it_is_kept_and_leads_on(client, beside_the_call):
    colab = beside_the_call
    make.note_attendance(colab, colab.registrations.get().participant)
    with time_machine.travel(colab.ends_at + timedelta(minutes=16)):
        answer = client.post(reverse("followups:pulse", args=[colab.pk]), {"worth": "2"})

    assert answer.headers["HX-Redirect"] == reverse("followups:after", args=[colab.pk]) + "#pulse"
    assert Pulse.objects.get().worth == YES


def test_nobody_sees_whose_it_is(client, colab):
    """Check R-PRIVATE-MEANS-PRIVATE."""
    people = [there(colab, f"Zyzzyva {number}") for number in range(4)]
    answers(colab, people)
    staff = make.staff()
    client.force_login(staff)

    assert "pulse" not in client.get("/admin/").text.lower()


def test_a_pulse_that_is_refused_when_the_page_of_the_hour_has_closed_shows_its_form(client):
    """Check R-NOTHING-TYPED-IS-LOST."""
    colab = make.held_colab(starts_at=timezone.now() - timedelta(hours=9))
    client.force_login(there(colab))

    answer = client.post(
        reverse("followups:pulse", args=[colab.pk]), {"worth": "9"}, headers={"HX-Request": "true"}
    )

    assert answer.status_code == 422
    assert ("pulse-box" in answer.text, "This page is closed." in answer.text) == (True, True)
