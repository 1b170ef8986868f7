"""The page of an hour in a browser: its clock, what arrives by itself, and what it leaves alone."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from events.hour import course as courses
from events.hour import hours, plan
from followups.models import Insight
from participants.models import Participant
from testing import make
from testing.browser import Person

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
LOOK = "document.querySelectorAll('[data-live]').forEach((piece) => htmx.trigger(piece, 'look'))"


@pytest.fixture
def hour():
    """A co-lab in its round, since two minutes; Ana has a seat."""
    colab = make.colab(
        organizer=make.organizer("Olive Ouellet"),
        starts_at=timezone.now() - timedelta(minutes=10),
        title="Letters people understand",
    )
    for name in ("Ana Alvarez", "Ben Baker", "Chi Chen"):
        make.seated(colab, make.participant(name), intention="share", attendance="came")
    plan.fix(colab)
    return colab


@pytest.fixture
def reads(browser, live_server, hour):
    """Return a function: a person at a browser, who has opened the page of the hour."""
    opened = []

    def read(name="Ana Alvarez", width=360, **options):
        person = Person(browser, live_server.url, name, **options)
        opened.append(person)
        person.is_signed_in_as(Participant.objects.get(name=name))
        person.page.set_viewport_size({"width": width, "height": 740})
        return person.goes_to(reverse("events:hour", args=[hour.pk]))

    yield read
    for person in opened:
        person.leaves()


def looks(person):
    """Ask now what is asked every ten seconds."""
    with person.page.expect_response(re.compile("/hour/now/")):
        person.page.evaluate(LOOK)
    person.page.wait_for_timeout(150)


def left(person):
    return person.page.locator("[data-left]")


def press(verb, colab):
    hours.VERBS[verb](colab, colab.organizer, courses.of(colab).place)


@pytest.mark.parametrize("minutes", [-5, 0, 5])
def test_the_minutes_left_are_those_of_the_server_whatever_the_device_says(reads, hour, minutes):
    """Check R-BY-THE-CLOCK: with a device that is five minutes off."""
    person = reads()
    person.page.add_init_script(f"const now = Date.now; Date.now = () => now() + {minutes * 60_000}")
    person.page.reload()

    expect(left(person)).to_have_text(re.compile("^1[78] minutes left$"))


def test_the_minutes_left_are_the_same_across_a_change_of_clocks(reads):
    """Check R-BY-THE-CLOCK: an instant is counted down, not a time of day."""
    person = reads(zone="Asia/Kathmandu")
    before = left(person).inner_text()
    person.page.add_init_script("Date.prototype.getTimezoneOffset = () => 60")
    person.page.reload()

    expect(left(person)).to_have_text(before)


def test_a_device_whose_clock_jumps_is_put_right_at_the_next_look(reads):
    person = reads()
    person.page.evaluate("const now = Date.now; Date.now = () => now() + 600000")
    expect(left(person)).to_have_text(re.compile("^[78] minutes left$"))
    looks(person)
    expect(left(person)).to_have_text(re.compile("^1[78] minutes left$"))


def test_a_new_step_is_shown_and_announced_and_so_is_its_last_minute_but_nothing_else(reads, hour):
    """Check R-BY-THE-CLOCK: two announcements a step."""
    person = reads()
    said = person.page.evaluate(
        "new MutationObserver(() => { const text = announcer.textContent; if (text) said.push(text); })"
        ".observe(announcer, { childList: true }); window.said = []"
    )
    press("forward", hour)
    looks(person)
    expect(person.page.locator(".hour-where")).to_contain_text("Open talk")
    Insight.objects.create(
        colab=hour,
        author=Participant.objects.get(name="Ben Baker"),
        text="So.",
        html="<p>So.</p>",
        audience="ten",
    )
    courses.touch(hour)
    looks(person)
    person.sees("So.")
    person.page.evaluate(
        "const bar = document.querySelector('[data-until]'); bar.dataset.until = Date.now() / 1000 + 30"
    )
    expect(left(person)).to_have_text("Less than a minute left")
    person.page.wait_for_timeout(1500)

    said = person.page.evaluate("said")
    assert [text.partition(".")[0] for text in said] == ["Open talk", "One minute left"]
    assert person.complaints == []


def test_what_somebody_types_stays_with_its_focus_and_arrives_later(reads, hour):
    person = reads()
    box = person.page.locator("#hour-write textarea")
    box.focus()
    box.press_sequentially("Half a sen")
    press("forward", hour)
    looks(person)
    expect(person.page.locator(".hour-where")).to_contain_text("Open talk")
    expect(box).to_be_focused()
    box.press_sequentially("tence")
    expect(box).to_have_value("Half a sentence")
    person.page.locator("#hour-sheet summary").focus()
    person.page.wait_for_timeout(500)
    expect(box).to_have_value("Half a sentence")
    courses.touch(hour)
    looks(person)
    expect(box).to_have_value("Half a sentence")


def test_a_fold_that_is_open_stays_so_and_the_focus_stays_on_it(reads, hour):
    person = reads()
    person.opens("How the hour goes")
    press("forward", hour)
    looks(person)

    expect(person.page.locator("#hour-sheet")).to_have_attribute("open", "")
    expect(person.page.locator("#hour-sheet-summary")).to_be_focused()
    expect(person.page.locator("#hour-sheet [aria-current=step]")).to_contain_text("Open talk")


def test_whoever_leads_goes_on_by_keyboard_and_keeps_the_focus(reads, hour):
    """Check R-NEXT-ONCE, also for a second press of the same hand."""
    person = reads("Olive Ouellet", width=1280)
    button = person.page.locator("#lead-forward")
    button.focus()
    person.page.keyboard.press("Enter")
    expect(person.page.locator(".hour-where")).to_contain_text("4 of 7")
    expect(button).to_be_focused()
    person.page.keyboard.press("Enter")
    person.page.wait_for_timeout(300)
    expect(person.page.locator(".hour-where")).to_contain_text("4 of 7")
    person.page.wait_for_timeout(800)
    person.page.keyboard.press("Enter")
    expect(person.page.locator(".hour-where")).to_contain_text("5 of 7")
    assert person.complaints == []


def test_the_focus_stays_on_the_same_name_while_buttons_come_and_go_above_it(reads, hour):
    """Check R-PAGE-HOLDS-STILL."""
    person = reads("Olive Ouellet", width=1280)
    person.opens("Who had a turn")
    tick = person.page.get_by_label("Ben Baker", exact=True)
    tick.focus()
    for _step in range(2):
        press("back", hour)
    looks(person)

    expect(person.page.locator(".hour-where")).to_contain_text("1 of 7")
    expect(person.page.locator("#lead-back")).to_have_count(0)
    expect(tick).to_be_focused()


def test_ticks_and_switches_stay_on_the_device(reads, hour):
    """Check R-LISTENERS."""
    person = reads("Olive Ouellet", width=1280)
    person.opens("Who had a turn").ticks("Ana Alvarez")
    person.opens("Sound and screen on this device").ticks("A quiet sound when a step ends")
    courses.touch(hour)
    person.page.reload()

    person.opens("Who had a turn")
    expect(person.page.get_by_label("Ana Alvarez", exact=True)).to_be_checked()
    expect(person.page.get_by_label("Ben Baker", exact=True)).not_to_be_checked()
    person.opens("Sound and screen on this device")
    expect(person.page.get_by_label("A quiet sound when a step ends", exact=True)).to_be_checked()
    expect(person.page.get_by_label("Keep the screen awake", exact=False)).not_to_be_checked()


def test_who_was_taken_out_is_on_another_page_after_the_next_look(reads, hour):
    """Check R-HOUR-PAGE."""
    person = reads()
    hour.registrations.filter(participant__name="Ana Alvarez").update(status="gone", seat=None, removed=True)
    person.page.evaluate(LOOK)

    person.page.wait_for_url(re.compile(f"/co-labs/{hour.pk}/(?!hour)"))


def test_who_has_signed_out_meanwhile_is_asked_to_sign_in(reads):
    person = reads()
    person.page.context.clear_cookies()
    person.page.evaluate(LOOK)

    person.page.wait_for_url(re.compile("/accounts/login/"))


def test_without_scripts_it_says_until_when_and_offers_to_look_again(reads, hour):
    """Check R-NEXT-ONCE, without scripts."""
    person = reads("Olive Ouellet", scripts=False)
    expect(left(person)).to_have_text("")
    person.sees("3 of 7", "until")
    person.page.locator("#lead-forward").click()
    person.sees("4 of 7")
    person.follows("Look again").sees("4 of 7")
    expect(person.page.get_by_text("Sound and screen on this device")).to_be_hidden()
