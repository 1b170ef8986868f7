"""One next step for oneself: a line, a date, and whether it happened."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from django.utils import timezone

from events.hour import became
from events.models import Attendance, Step
from forums.models import Forum
from network.models import NextStep
from network.steps import steps
from participants.open_ends import registry
from participants.privacy import erasure, export
from testing import make

pytestmark = pytest.mark.django_db
READERS = NextStep.Readable.READERS


@pytest.fixture
def colab():
    return make.held_colab()


def there(colab, name="Ana"):
    person = make.participant(name)
    make.seated(colab, person)
    Attendance.objects.create(colab=colab, participant=person, mark="came", source="door")
    return person


def in_days(number):
    return timezone.localdate() + timedelta(days=number)


def made(colab, person, days=10, **fields):
    return steps.make(colab, person, "Rewrite the letter", in_days(days), **fields)


def test_it_is_kept_with_a_date_that_is_filled_in(client, colab):
    ana = there(colab)
    client.force_login(ana)
    address = reverse("network:new_step", args=[colab.pk])
    assert f'value="{in_days(30)}"' in client.get(address).text

    client.post(address, {"text": "Rewrite the letter", "due_on": str(in_days(20)), "readable": "us"})

    step = NextStep.objects.of(ana).get()
    assert (step.text, step.due_on, step.readable) == ("Rewrite the letter", in_days(20), "us")


def test_who_was_there_writes_one_also_without_a_seat_or_a_role_today(client, colab):
    ana = make.participant("Ana")
    make.note_attendance(colab, ana)
    client.force_login(ana)
    address = reverse("network:new_step", args=[colab.pk])

    client.post(address, {"text": "Rewrite the letter", "due_on": str(in_days(20)), "readable": "us"})

    assert client.get(address).status_code == 200
    assert NextStep.objects.of(ana).get().colab == colab


@pytest.mark.parametrize("days", [-1, 121])
def test_it_is_due_within_four_months(client, colab, days):
    ana = there(colab)
    with pytest.raises(steps.Refused):
        made(colab, ana, days)
    client.force_login(ana)
    fields = {"text": "Rewrite", "due_on": str(in_days(days)), "readable": "us"}

    answer = client.post(reverse("network:new_step", args=[colab.pk]), fields)

    assert answer.status_code == 422
    assert "Rewrite" in answer.text


@pytest.fixture
def beside_the_call(client):
    """A co-lab in its last step; the client has a seat, and posts as its page does."""
    colab = make.colab(starts_at=timezone.now() - timedelta(minutes=57))
    client.force_login(make.seated(colab).participant)
    client.defaults["HTTP_HX_REQUEST"] = "true"
    return colab


def test_from_the_page_of_the_hour_it_is_kept_in_place(client, beside_the_call):
    address = reverse("network:new_step", args=[beside_the_call.pk])

    answer = client.post(address, {"text": "Rewrite", "due_on": str(in_days(9)), "readable": "us"})

    place = BeautifulSoup(answer.text, "html.parser").select_one("#hour-close")
    assert answer.status_code == 200
    assert place.select_one(f"a[href='{NextStep.objects.get().get_absolute_url()}']")
    assert not place.select_one("#step-box [name=text]").get("value")


def test_from_the_page_of_the_hour_what_is_refused_stands_there_with_why(client, beside_the_call):
    """Check R-NOTHING-TYPED-IS-LOST; also where the hour has gone back to another step meanwhile."""
    Step.objects.create(colab=beside_the_call, position=1, method="talk", minutes=60)
    address = reverse("network:new_step", args=[beside_the_call.pk])

    answer = client.post(address, {"text": "Rewrite", "due_on": str(in_days(-1)), "readable": "us"})

    box = BeautifulSoup(answer.text, "html.parser").select_one("#hour-close #step-box")
    assert answer.status_code == 422
    assert "Choose a date from today on" in box.select_one(".error-summary").get_text()
    assert box.select_one("[name=text]")["value"] == "Rewrite"


def test_the_same_again_is_the_same_step(colab):
    ana = there(colab)
    assert made(colab, ana) == made(colab, ana)


def test_strangers_write_none_and_read_none(client, colab):
    """Check R-PRIVATE-MEANS-PRIVATE."""
    step, stranger = made(colab, there(colab), readable=READERS), make.staff()
    client.force_login(stranger)

    assert client.get(step.get_absolute_url()).status_code == 404
    assert client.get(reverse("network:new_step", args=[colab.pk])).status_code == 404
    with pytest.raises(steps.Refused):
        made(colab, stranger)


@pytest.mark.parametrize(
    ("name", "state"), [("step_happened", "happened"), ("let_step_go", "let_go"), ("postpone_step", "open")]
)
def test_whether_it_happened(client, colab, name, state):
    ana = there(colab)
    step = made(colab, ana)
    client.force_login(ana)

    for _ in range(2):
        client.post(reverse(f"network:{name}", args=[step.pk]), {"came_of_it": "Fewer calls."})

    step.refresh_from_db()
    assert step.state == state
    assert step.came_of_it == ("Fewer calls." if state == "happened" else "")
    client.post(reverse("network:take_step_up", args=[step.pk]))
    step.refresh_from_db()
    assert (step.state, step.settled_at) == ("open", None)


def happened(client, step, **sent):
    answer = client.post(reverse("network:step_happened", args=[step.pk]), sent, follow=True)
    step.refresh_from_db()
    return answer.text


def test_what_came_of_it_is_changed_and_taken_back(client, colab, settings):
    """Check R-LIMITS: taking back is never limited."""
    ana = there(colab)
    step = made(colab, ana)
    client.force_login(ana)
    assert "Well done." in happened(client, step)
    assert "Your line is saved." in happened(client, step, came_of_it="Fewer calls.")
    assert "Well done." in happened(client, step)
    assert step.came_of_it == "Fewer calls."
    settings.COLAB = settings.COLAB | {"limits": settings.COLAB["limits"] | {"edit": (0, 0)}}

    assert "Your line is deleted." in happened(client, step, came_of_it="")

    assert (step.state, step.came_of_it) == ("happened", "")


def test_the_open_ones_stand_first(client, colab):
    ana = there(colab)
    done = steps.make(colab, ana, "Done", in_days(1))
    for text, days in (("Later", 9), ("Soon", 3)):
        steps.make(colab, ana, text, in_days(days))
    steps.settle(done, ana, NextStep.State.HAPPENED)
    client.force_login(ana)

    shown = client.get(reverse("network:my_steps")).context["steps"]

    assert [step.text for step in shown] == ["Soon", "Later", "Done"]


def test_it_is_put_off_by_two_weeks(colab):
    step = made(colab, there(colab), 1)
    NextStep.objects.update(due_on=in_days(-3))
    step.refresh_from_db()

    steps.postpone(step)

    step.refresh_from_db()
    assert step.due_on == in_days(14)


def test_it_is_an_open_end_when_it_is_due(colab):
    ana = there(colab)
    step = made(colab, ana, 20)
    assert not [end for end in registry.for_note(ana) if end.url == step.get_absolute_url()]

    NextStep.objects.update(due_on=in_days(0))

    assert [end.subject for end in registry.for_note(ana)] == ["Rewrite the letter"]
    assert ana.pk in registry.people()


def test_a_follow_up_hears_what_its_owners_let_readers_see(colab):
    ana = there(colab)
    mine = steps.make(colab, ana, "For me alone", in_days(5))
    step = made(colab, ana, readable=READERS)
    follow_up = make.colab(topic=colab.topic, follows=colab, first=colab)
    assert became.of(follow_up) == [("Rewrite the letter", "Not yet.", "en")]

    steps.settle(step, ana, NextStep.State.HAPPENED, "Fewer calls.")
    steps.settle(mine, ana, NextStep.State.HAPPENED, "Nobody reads this.")

    assert became.of(follow_up) == [("Rewrite the letter", "Fewer calls.", "en")]


def test_in_a_community_of_healing_it_is_mine_alone():
    forum = make.forum(kind=Forum.Kind.HEALING)
    colab = make.held_colab(topic=make.topic(forum=forum))
    ana = there(colab)
    make.membership(forum, ana)

    step = made(colab, ana, 0, readable=READERS)

    assert step.readable == "us"
    assert [(end.subject, end.text) for end in registry.for_note(ana)] == [("", "Did your next step happen?")]


def test_it_goes_with_its_owner(colab):
    """Check R-LEAVES-WITH-THEIRS."""
    ana = there(colab)
    made(colab, ana)
    assert "Rewrite the letter" in str(export.of(ana))

    erasure.erase(ana)

    assert not NextStep.objects.exists()


def test_a_step_that_is_refused_when_the_page_of_the_hour_has_closed_comes_back(client):
    """Check R-NOTHING-TYPED-IS-LOST."""
    colab = make.held_colab(starts_at=timezone.now() - timedelta(hours=9))
    client.force_login(there(colab))
    sent = {"text": "Rewrite the letter", "due_on": str(in_days(200)), "readable": "us"}

    answer = client.post(reverse("network:new_step", args=[colab.pk]), sent, headers={"HX-Request": "true"})

    assert answer.status_code == 422
    assert ("Rewrite the letter" in answer.text, "step-box" in answer.text) == (True, True)
