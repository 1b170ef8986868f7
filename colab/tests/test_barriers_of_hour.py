"""R-NO-BARRIERS on the page of the hour: each step that asks for something else, in each language and look.

Looks take turns: each step is seen in each look and each language, by who leads and by who has a seat.
"""

from datetime import timedelta
from itertools import product

import pytest
from django.urls import reverse
from django.utils import timezone

from colab.tests.test_barriers import cookies
from events.hour import course as courses
from events.hour import grouping, plan
from events.models import RunningHour
from testing import barriers, make

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

METHODS = ("arrive", "silent", "fours", "dots", "keep", "close")
LANGUAGES = ("en", "fr", "es")
WIDTHS = {"lead": 1280, "guest": 360}
LOOKS = ("light", "dark", "contrast")


@pytest.fixture
def hour():
    """A co-lab under way with people, notes, an objective and groups; its steps are `METHODS`."""
    forum = make.forum()
    colab = make.colab(
        organizer=make.organizer("Olive Ouellet"),
        topic=make.topic(forum=forum),
        starts_at=timezone.now() - timedelta(minutes=1),
        care_note="We speak of loss.",
    )
    plan.fix(colab)
    colab.steps.filter(position__gt=len(METHODS)).delete()
    for position, method in enumerate(METHODS, start=1):
        colab.steps.filter(position=position).update(method=method, prompt="Begin with what you saw.")
    colab.objectives.create(position=1, dimension="work", text="One thing to try")
    for number in range(9):
        person = make.participant(f"Ana {number}", organization="City")
        make.seated(colab, person, attendance="came")
        make.note(colab, person, audience="ten", tags=["forms"])
    return colab


def go_to(colab, method):
    step = colab.steps.get(method=method)
    begun = {"step": step, "step_began_at": timezone.now(), "groups": []}
    RunningHour.objects.update_or_create(colab=colab, defaults=begun)
    RunningHour.objects.update(groups=grouping.form(courses.of(type(colab).objects.get(pk=colab.pk))))
    courses.touch(colab)


def test_no_step_of_an_hour_has_a_barrier_in_any_look_or_language(page, live_server, hour):
    readers = {"lead": hour.organizer, "guest": hour.registrations.first().participant}
    address = live_server.url + reverse("events:hour", args=[hour.pk])
    complaints = []
    for at, method in enumerate(METHODS):
        go_to(hour, method)
        for turn, (reader, language) in enumerate(product(readers, LANGUAGES)):
            look = LOOKS[(at + turn + (reader == "lead")) % len(LOOKS)]
            page.context.clear_cookies()
            page.context.add_cookies(cookies(readers[reader], language, live_server.url))
            assert page.goto(address).status == 200
            found = [*in_look(page, look, WIDTHS[reader]), *wider_than(page, 320)]
            complaints += [(method, reader, language, look, fault) for fault in found]

    assert complaints == []


def in_look(page, look, width):
    if look == "contrast":
        page.evaluate("document.documentElement.dataset.theme = 'contrast'")
    return barriers.found(page, width=width, scheme="dark" if look == "dark" else "light")


def wider_than(page, width):
    page.set_viewport_size({"width": width, "height": 740})
    page.evaluate("document.querySelectorAll('main details').forEach(one => { one.open = true; })")
    wide = page.evaluate("document.scrollingElement.scrollWidth")
    return [f"wider than {width}: {wide}"] if wide > width else []
