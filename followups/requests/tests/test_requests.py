import pytest
from django.urls import reverse

from events.models import CoLab
from followups.requests import requests
from mailing.models import Message
from testing import make

pytestmark = pytest.mark.django_db


def test_anyone_may_ask_and_asking_twice_is_asking_once():
    colab, person = make.held_colab(), make.participant()

    requests.ask(colab, person, "What about rural districts?")
    requests.ask(colab, person, "")

    assert list(colab.follow_up_requests.values_list("reason", flat=True)) == ["What about rural districts?"]


def test_not_before_the_end():
    with pytest.raises(requests.Refused):
        requests.ask(make.colab(), make.participant())


def test_a_request_can_be_taken_back():
    colab, person = make.held_colab(), make.participant()
    requests.ask(colab, person)

    requests.withdraw(colab, person)

    assert colab.follow_up_requests.count() == 0


@pytest.mark.parametrize(
    ("there", "new", "said"), [(0, 3, 0), (0, 4, 4), (1, 4, 0), (3, 5, 0), (4, 3, 0), (4, 5, 5)]
)
def test_the_page_says_for_how_many_of_those_who_ask_seats_are_kept(client, there, new, said):
    """Check R-SEATS-KEPT and R-NOT-UNDER-FOUR: neither of few, nor where few remain."""
    people = [make.participant() for _ in range(there)]
    colab = make.held_colab(people=people)
    for person in [*people, *(make.participant() for _ in range(new))]:
        requests.ask(colab, person)

    assert [one.goes_first for one in requests.made(colab)] == [False] * there + [True] * new
    page = client.get(reverse("followups:after", args=[colab.pk])).text
    assert ("of them: people who had no seat" in page) == bool(said)
    if said:
        assert f"Seats are kept at first for {said} of them" in page


def test_most_people_first():
    one, two, _no_one = (make.held_colab() for _ in range(3))
    for colab, number in [(one, 1), (two, 2)]:
        for _ in range(number):
            requests.ask(colab, make.participant())

    wanted = requests.requested(CoLab.objects.all())

    assert [(colab, colab.request_count) for colab in wanted] == [(two, 2), (one, 1)]


def test_a_wish_is_met_when_a_follow_up_is_announced():
    colab = make.held_colab()
    requests.ask(colab, make.participant())
    follow_up = make.colab(follows=colab, first=colab, topic=colab.topic, state=CoLab.State.DRAFT)
    assert list(requests.requested(CoLab.objects.all())) == [colab]

    follow_up.state = CoLab.State.ANNOUNCED
    follow_up.save(update_fields=["state"])

    assert list(requests.requested(CoLab.objects.all())) == []


def test_those_who_asked_hear_of_the_follow_up_once():
    colab, person = make.held_colab(), make.participant()
    requests.ask(colab, person)
    make.colab(follows=colab, first=colab, topic=colab.topic)

    requests.notify_due()
    requests.notify_due()

    assert list(Message.objects.values_list("kind", "recipient")) == [("follow-up-announced", person.pk)]
