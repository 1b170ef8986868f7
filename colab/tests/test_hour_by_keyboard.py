"""A whole hour by keyboard alone: whoever leads it, and somebody with a seat on a telephone (WCAG 2.1.1).

After each press, and after the page was asked again, the focus is where it was, or at what took its place;
nothing but a new step and its last minute is announced by itself.
"""

import re
from collections import Counter
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from events.models import Objective, Step
from followups.models import Dot, Insight, Pulse, Tick
from network.models import NextStep, Pick
from participants.models import Participant
from testing import make
from testing.keyboard import Reader

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
STEPS = {"arrive": 6, "silent": 4, "fours": 14, "talk": 12, "dots": 8, "keep": 8, "close": 8}
ONCE = 850  # milliseconds after which the same button can be pressed again
LOOK = "document.querySelectorAll('[data-live]').forEach((piece) => htmx.trigger(piece, 'look'))"
IS_BEFORE = "one => Boolean(document.activeElement.compareDocumentPosition(one) & 2)"
HEARS = """() => {
  const live = "[role=status], [role=alert], [aria-live]";
  window.said = [];
  const changed = ({ target, addedNodes }) => [
    (target.closest ? target : target.parentElement)?.closest(live),
    ...[...addedNodes].filter((one) => one.matches).flatMap((one) => [one, ...one.querySelectorAll(live)]),
  ];
  new MutationObserver((changes) => {
    const regions = new Set(changes.flatMap(changed).filter((one) => one?.matches(live)));
    const step = document.querySelector(".hour-where strong")?.textContent;
    regions.forEach(({ textContent: text }) => { if (text.trim()) said.push([step, text.trim()]); });
  }).observe(document.body, { childList: true, subtree: true, characterData: true });
}"""  # each announcement, with the step that the page shows


class AtTheHour(Reader):
    """Somebody at the page of an hour, whose focus is looked at after everything that happens."""

    def part(self, name):
        return self.page.locator(f"#hour-{name}")

    def button(self, name, part, *, beside=""):
        """A button by the beginning of its name; in the row of a list with this text."""
        among = self.part(part).locator("li", has_text=beside) if beside else self.part(part)
        return among.get_by_role("button", name=re.compile(f"^{name}"))

    def comes_to(self, colab):
        self.goes_to(reverse("events:hour", args=[colab.pk]))
        self.page.evaluate(HEARS)
        return self

    def asks_again(self):
        """Ask now what is asked every ten seconds."""
        with self.page.expect_response("**/hour/now/**"):
            self.page.evaluate(LOOK)
        self.page.wait_for_timeout(120)
        return self

    def keeps_the_focus(self):
        """Ask again, and check that what has the focus keeps it."""
        before = self.focused()
        self.asks_again()
        assert self.focused() == before
        self.keyboard.looks_here()

    def focused(self):
        one = self.page.locator(":focus")
        return one.evaluate("one => [one.localName, one.id, one.name || '', one.textContent.trim()]")

    def presses(self, control, part):
        """Press a control of a part of the page, reached by the shorter way; the focus stays in this part."""
        self.keyboard.reaches(control, back=control.evaluate(IS_BEFORE))
        self.keyboard.changes(self.part(part), by=control)
        self.keeps_the_focus()
        return self

    def leads(self, verb):
        self.page.wait_for_timeout(ONCE)
        return self.presses(self.page.locator(f"#lead-{verb}"), "lead")

    def comes_to_every_stop(self):
        self.keyboard.walks_past()  # from where the focus is to the end of the page
        assert self.keyboard.walks_past() == []

    def is_at(self, title):
        expect(self.page.locator(".hour-where strong")).to_have_text(title)
        return self


@pytest.fixture
def colab():
    """A co-lab that has just begun; all but Ana came in by the door, and Ben has written in the silence."""
    fay = make.participant("Fay Fontaine")
    begun = timezone.now() - timedelta(minutes=1)
    made = make.colab(starts_at=begun, facilitator=fay, topic=make.topic(title="Letters"))
    make.note_attendance(made, fay)
    make.seated(made, make.participant("Ana Alvarez"), intention="share")
    for name in ("Ben Baker", "Chi Chen", "Dee Dubois", "Eli Evans"):
        make.seated(made, make.participant(name), intention="share", attendance="came")
    Step.objects.bulk_create(
        Step(colab=made, position=number, method=method, minutes=minutes)
        for number, (method, minutes) in enumerate(STEPS.items(), start=1)
    )
    Objective.objects.create(colab=made, position=1, dimension="me", text="One sentence for Monday")
    silent, ben = made.steps.get(method="silent"), Participant.objects.get(name="Ben Baker")
    make.note(made, ben, "We read it aloud.", step=silent, audience="ten")
    return made


@pytest.fixture
def comes(browser, live_server, colab):
    """Return a function: somebody at the page of this hour, in a window so wide."""
    here = []

    def come(name, width):
        person = AtTheHour(browser, live_server.url, name)
        here.append(person)
        person.page.set_viewport_size({"width": width, "height": 740})
        return person.is_signed_in_as(Participant.objects.get(name=name)).comes_to(colab)

    yield come
    for person in here:
        person.leaves()
    assert [complaint for person in here for complaint in person.complaints] == []


def test_a_whole_hour(comes, colab):
    """Check R-PAGE-HOLDS-STILL and R-NO-BARRIERS: at most two announcements a step."""
    fay, ana = comes("Fay Fontaine", 1280), comes("Ana Alvarez", 360)

    arrives(fay, ana)
    writes_in_silence(fay, ana)
    is_in_a_group(fay, ana)
    gives_a_dot(fay, ana)
    keeps_one_thing(fay, ana)
    closes(fay, ana, colab)

    for person in (fay, ana):
        a_step = Counter(step for step, _text in person.page.evaluate("window.said"))
        assert max(a_step.values()) <= 2, person.page.evaluate("window.said")
        assert {"Write in silence", "Stories in fours", "Three dots", "What I keep", "Close"} <= set(a_step)
    notes = Insight.objects.filter(author__name="Ana Alvarez").values_list("audience", flat=True)
    assert sorted(notes) == ["readers", "ten"]
    assert Pick.objects.get().chosen.name == "Ben Baker"


def arrives(fay, ana):
    ana.presses(ana.page.locator("#hour-here"), "people")
    fay.leads("begin").leads("extend")
    expect(fay.page.locator("#lead-extend")).to_be_focused()
    fay.leads("forward").is_at("Write in silence")


def writes_in_silence(fay, ana):
    ana.asks_again().is_at("Write in silence")
    keyboard = ana.keyboard
    keyboard.types(ana.field("text", form="/note/"), "I rewrote one letter.")
    ana.keeps_the_focus()
    keyboard.reaches(ana.field("audience", form="/note/")).keys("Home")
    expect(ana.field("audience", form="/note/")).to_have_value("me")
    ana.presses(ana.sender("/note/"), "write")
    expect(ana.field("text", form="/note/")).to_have_value("")
    ana.presses(ana.button("Share it with the people of this hour", "write"), "write")

    ana.does_not_see("We read it aloud.")
    fay.leads("show")
    ana.asks_again().sees("We read it aloud.")


def is_in_a_group(fay, ana):
    fay.leads("forward").leads("regroup")
    ana.asks_again().is_at("Stories in fours").sees("You are in a group with:")
    ana.presses(ana.button("Talk more", "people", beside="Ben Baker"), "people")
    expect(ana.button("Talk more", "people", beside="Ben Baker")).to_be_focused()
    ana.presses(ana.page.locator("#hour-listens"), "foot")
    expect(ana.page.locator("#hour-listens")).to_have_text("I would like to speak again")

    fay.asks_again()
    fay.keyboard.reaches(fay.page.locator("#hour-turns")).keys("Enter")
    fay.sees("listens: do not call on")
    fay.keyboard.ticks(fay.page.get_by_label("Ben Baker", exact=True))
    fay.keeps_the_focus()


def gives_a_dot(fay, ana):
    fay.leads("forward").leads("forward").is_at("Three dots")
    ana.asks_again().is_at("Three dots")
    ana.presses(ana.button("Give a dot", "notes", beside="We read it aloud."), "notes")
    expect(ana.button("Take my dot back", "notes", beside="We read it aloud.")).to_be_focused()
    assert Dot.objects.get().participant.name == "Ana Alvarez"


def keeps_one_thing(fay, ana):
    fay.leads("forward").is_at("What I keep")
    ana.asks_again()
    ana.keyboard.types(ana.field("text", form="/note/"), "One letter a week.")
    expect(ana.field("audience", form="/note/")).to_have_value("readers")
    ana.presses(ana.sender("/note/"), "write")


def closes(fay, ana, colab):
    fay.leads("forward").is_at("Close")
    ana.asks_again().is_at("Close")
    ana.keyboard.types(ana.field("text", form="/step/"), "Rewrite the reminder")
    ana.keyboard.chooses(ana.field("worth"), "2")
    ana.keyboard.chooses(ana.field(f"objective_{colab.objectives.get().pk}"), "1")
    ana.keeps_the_focus()
    ana.presses(ana.sender("/pulse/"), "close")
    ana.sees("Your answers are kept. Nobody sees whose they are.")
    assert (Pulse.objects.get().worth, Tick.objects.get().answer) == (2, 1)

    expect(ana.field("text", form="/step/")).to_have_value("Rewrite the reminder")
    ana.presses(ana.sender("/step/"), "close")
    assert NextStep.objects.get().text == "Rewrite the reminder"
    ana.comes_to_every_stop()

    fay.leads("finish")
    ana.asks_again().is_at("The hour is over")
    ana.comes_to_every_stop()
