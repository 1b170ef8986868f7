"""What came of it: asked once, a month later, with five answers of one size."""

from datetime import timedelta

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.db import IntegrityError
from django.urls import reverse
from django.utils import timezone

from forums.spaces import memberships
from learning.models import Reflection
from learning.reflection import month, reflections
from learning.reflection.tests.test_reflections import hour
from mailing import rendering
from mailing.models import Message
from mailing.registry import kinds
from testing import make

pytestmark = pytest.mark.django_db
ANSWERS = Reflection.Came.labels


def asked():
    return Message.objects.filter(kind="one-month")


def letter(person):
    return kinds["one-month"].compose(asked().get(recipient=person))


def page(colab, answer=""):
    return reverse("learning:month", args=[colab.pk]) + (f"?answer={answer}" if answer else "")


@pytest.mark.parametrize(("days", "number"), [(29, 0), (30, 1), (43, 1), (45, 0)])
def test_people_are_asked_from_30_to_44_days_after_the_end(days, number):
    """Check R-ASKED-ONCE: also after an outage nobody is asked later."""
    _colab, person = hour(days)

    month.ask_due()

    assert asked().filter(recipient=person).count() == number


def test_nobody_is_asked_twice():
    """Check R-ASKED-ONCE."""
    _colab, person = hour(31)
    month.ask_due()
    with time_machine.travel(timezone.now() + timedelta(days=5), tick=False):
        assert month.ask_due() == 0

    assert asked().filter(recipient=person).count() == 1


def test_who_has_answered_on_the_page_is_not_asked():
    """Check R-ASKED-ONCE."""
    colab, person = hour(31)
    month.answer(colab, person, "no")

    month.ask_due()

    assert not asked().filter(recipient=person).exists()


def test_who_was_not_there_is_not_asked():
    colab, _person = hour(31)
    person = make.seated(colab).participant

    month.ask_due()

    assert not asked().filter(recipient=person).exists()


def test_who_has_left_the_space_or_the_site_is_not_asked():
    """Check R-ASKED-ONCE."""
    colab, person = hour(31, forum=make.forum(is_public=False))
    memberships.leave(colab.topic.forum, person)
    _other, gone = hour(31)
    gone.is_active = False
    gone.save(update_fields=["is_active"])

    month.ask_due()

    assert not asked().filter(recipient__in=[person, gone]).exists()


def test_nobody_is_asked_in_a_community_of_healing(client):
    """Check R-ASKED-ONCE."""
    colab, person = hour(31, forum=make.forum(kind="healing", is_public=False))
    client.force_login(person)

    assert month.ask_due() == 0
    assert client.get(page(colab)).status_code == 404
    assert client.get(reverse("learning:reflect", args=[colab.pk])).status_code == 404
    with pytest.raises(reflections.Refused):
        month.answer(colab, person, "used")


def test_a_mail_that_waited_too_long_is_not_sent():
    """Check R-ASKED-ONCE."""
    _colab, person = hour(43)
    month.ask_due()

    with time_machine.travel(timezone.now() + timedelta(days=2), tick=False):
        assert letter(person) is None


def test_a_mail_is_not_sent_once_it_was_answered_or_its_topic_is_hidden():
    colab, person = hour(31)
    month.ask_due()
    assert letter(person) is not None
    month.answer(colab, person, "not-yet")
    assert letter(person) is None

    other, somebody = hour(31)
    month.ask_due()
    other.topic.hidden_at = timezone.now()
    other.topic.save(update_fields=["hidden_at"])
    assert letter(somebody) is None


def test_a_link_in_the_mail_chooses_and_keeps_nothing(client):
    """Check R-LINKS-ASK."""
    colab, person = hour(31)
    month.ask_due()
    client.force_login(person)
    for label, address in letter(person).context["answers"]:
        shown = client.get(address)
        chosen = BeautifulSoup(shown.text, "html.parser").select("input[name=came_of_it][checked]")
        assert [one.find_parent("label").text.strip() for one in chosen] == [label]

    assert not Reflection.objects.filter(colab=colab).exists()
    assert client.get(page(colab, "nonsense")).status_code == 200


def test_an_answer_is_kept_by_a_button_and_can_be_changed(client):
    colab, person = hour(31)
    client.force_login(person)
    client.post(page(colab), {"came_of_it": "used", "came_line": "The short form", "may_ask": "on"})
    client.post(page(colab), {"came_of_it": "no"})

    mine = Reflection.objects.get()
    assert (mine.came_of_it, mine.came_line, mine.may_ask) == ("no", "", False)


def test_it_is_not_answered_before_a_month_has_passed(client):
    colab, person = hour(29)
    client.force_login(person)

    assert client.get(page(colab)).status_code == 404
    with pytest.raises(reflections.Refused, match="a month after"):
        month.answer(colab, person, "used")


def test_an_answer_given_again_changes_nothing():
    colab, person = hour(31)
    first = month.answer(colab, person, "met", may_ask=True)

    assert month.answer(colab, person, "met", may_ask=True).answered_at == first.answered_at


def test_an_answer_says_what_came_of_it():
    colab, person = hour(31)
    with pytest.raises(IntegrityError, match="an_answer_says_what_came_of_it"):
        Reflection.objects.create(colab=colab, participant=person, answered_at=timezone.now())


# --- Five answers of one size


def alike(rows):
    """Return the markup of rows without the words of each answer, as a set."""
    return {
        "".join(str(row).split()).replace("".join(str(label).split()), "…").replace(value, "…")
        for row, (value, label) in zip(rows, Reflection.Came.choices, strict=True)
    }


def test_the_page_shows_not_yet_and_no_as_large_as_the_others(client):
    """Check R-SAME-FOR-NO: the same markup around each of the five."""
    colab, person = hour(31)
    client.force_login(person)
    shown = BeautifulSoup(client.get(page(colab)).text, "html.parser")
    radios = shown.select("input[name=came_of_it]")
    assert [radio["value"] for radio in radios] == Reflection.Came.values
    for number, radio in enumerate(radios):
        radio["id"] = radio["id"].replace(f"_{number}", "")
        radio.find_parent("label")["for"] = radio["id"]

    assert len(alike([radio.find_parent("label") for radio in radios])) == 1


def test_the_mail_shows_not_yet_and_no_as_large_as_the_others():
    """Check R-SAME-FOR-NO."""
    _colab, person = hour(31)
    month.ask_due()
    _subject, text, html = rendering.texts(asked().get(recipient=person), letter(person), "")

    items = BeautifulSoup(html, "html.parser").select("li")
    assert [item.text for item in items] == ANSWERS
    assert len(alike(items)) == 1
    lines = [line for line in text.splitlines() if "?answer=" in line]
    assert [line.split(":")[0] for line in lines] == ANSWERS
    assert len(alike(lines)) == 1
