"""Steps of one hour as it is lived, from its plan to the library: led at a desk, lived by telephone."""

import re
from datetime import timedelta

from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from colab.tests.journey import MINUTE, ROOM, CoLab, start_in
from events.models import CoLab as Stored
from network.picks import picks
from participants.models import Participant
from testing import make

LOOK = "document.querySelectorAll('[data-live]').forEach((piece) => htmx.trigger(piece, 'look'))"
ONCE = 850  # milliseconds after which the next press of whoever leads counts
GOALS = {"Objective 1": "One sentence I will change on Monday", "Objective 2": "Who else rewrites letters"}
LINE = "Hard of hearing: captions, please."
SILENT, THING, STEP = "I read mine aloud first.", "One letter a week.", "Rewrite the reminder letter"
SUMMARY = "Nine offices rewrote one letter each."


def organizer_plans_it(stage, organizer, topic, facilitator, harvester):
    """From the candidates, with the fold of the hour; return the CoLab."""
    organizer.goes_to("/candidates/").sees(topic.title).follows("Declare a co-lab")
    organizer.fills({"Guiding question": "Which sentence helps?", "Why this topic, why now": "Two asked."})
    organizer.ticks("Popularity: many people want it").fills({"Date": "2027-01-21", "Time": "13:00"})
    roles = {"Facilitator": facilitator.address, "Harvester": harvester.address}
    organizer.fills(roles | {"Address of the room": ROOM}).opens("The hour")
    organizer.page.locator("[name=run_sheet][value=what-works]").check()
    organizer.fills(GOALS)
    organizer.presses("Announce it", then="The co-lab is announced.").sees(*GOALS.values())
    start = start_in("2027-01-21", "13:00")
    return CoLab(organizer.page.url.removeprefix(stage.site), start, start + timedelta(hours=1))


def somebody_registers_with_a_private_line(colab, person, *readers, others):
    """Check R-PRIVATE-LINE."""
    person.goes_to(colab.address).ticks("Share my experience")
    person.fills({"Only those who organize or facilitate this co-lab read this": LINE})
    person.presses("Take a seat", then="You have a seat.")
    for reader in readers:
        reader.goes_to(colab.address).sees(LINE)
    for other in others:
        other.goes_to(colab.address).does_not_see(LINE)


def eight_others_come():
    """Return the co-lab as it is stored; the others are rows alone, of accounts that were entered once."""
    stored, entered = Stored.objects.get(), {"last_login": timezone.now()}
    for letter in "BCDEFGHI":
        person = make.participant(f"Person {letter}", district=f"District {letter}", **entered)
        make.seated(stored, person, intention="share", attendance="came")
    return stored


def hour_begins(stage, colab, stored, facilitator, person):
    stage.travels_to(colab.start)
    facilitator.page.set_viewport_size({"width": 1280, "height": 800})
    person.page.set_viewport_size({"width": 360, "height": 740})
    for one in (facilitator, person):
        one.goes_to(reverse("events:hour", args=[stored.pk]))
    facilitator.sees(LINE)
    leads(facilitator, "begin")
    person.does_not_see(LINE).presses("I am here", then="1 of 7").sees("Arrive", "until")


def leads(facilitator, *verbs):
    for verb in verbs:
        facilitator.page.wait_for_timeout(ONCE)
        with facilitator.page.expect_response(re.compile(f"/hour/{verb}/")):
            facilitator.page.locator(f"#lead-{verb}").click()


def looks(person):
    """Ask now what is asked every ten seconds."""
    person.page.wait_for_timeout(150)
    with person.page.expect_response(re.compile("/hour/now/")):
        person.page.evaluate(LOOK)
    return person


def keeps_note(person, text, audience=None):
    box = person.page.locator("#note-box")
    if audience:
        box.locator("[name=audience]").select_option(audience)
    box.locator("textarea").fill(text)
    box.get_by_role("button", name="Keep this note").click()
    expect(person.page.locator("#hour-write .hour-note").filter(has_text=text)).to_be_visible()


def nine_notes_appear_together(stored, facilitator, person):
    """Check R-WRITTEN-IN-SILENCE."""
    leads(facilitator, "forward")
    looks(person).sees("2 of 7")
    keeps_note(person, SILENT)
    step = stored.steps.get(method="silent")
    for registration in stored.registrations.exclude(participant__name=person.name):
        make.note(stored, registration.participant, "We read it aloud.", step=step, audience="ten")
    notes = [one.page.locator("#hour-notes .hour-note") for one in (facilitator, person)]
    looks(facilitator).does_not_see(SILENT)
    looks(person)
    assert [found.count() for found in notes] == [0, 0]
    leads(facilitator, "show")
    looks(person)
    for found in notes:
        expect(found).to_have_count(9)


def fours_name_the_others(facilitator, person):
    leads(facilitator, "forward", "regroup")
    group = looks(person).page.locator(".hour-group")
    expect(group).to_contain_text("You are in a group with:")
    assert len(set(re.findall(r"Person [B-I]", group.inner_text()))) in {3, 4}


def two_want_to_talk_more(stage, stored, facilitator, person):
    """Check R-PICKS-FROM-THE-START."""
    leads(facilitator, "forward")
    other = Participant.objects.get(name="Person B")
    picks.pick(stored, other, Participant.objects.get(name=person.name), keeps=True)
    row = looks(person).page.locator("#hour-people li").filter(has_text=other.name)
    row.get_by_role("button").click()
    expect(row.get_by_role("button")).to_have_attribute("aria-pressed", "true")
    stage.mail_goes_out()
    assert not stage.mail.recipients("You and")


def each_keeps_one_thing(stored, facilitator, person):
    leads(facilitator, "forward", "forward")
    looks(person).sees("6 of 7")
    expect(person.page.locator("#note-box [name=audience]")).to_have_value("readers")
    keeps_note(person, THING)
    for text in ("Not for others.", "Nor this."):
        keeps_note(person, text, "me")
    make.note(stored, Participant.objects.get(name="Person C"), "Fewer words.")


def it_closes(facilitator, person):
    """Three taps, two ticks and one line, each kept where one is (R-PULSE)."""
    leads(facilitator, "forward")
    looks(person).sees("7 of 7")
    pulse = person.page.locator("#pulse-box")
    for question in ("worth", "knows", *_objectives(pulse)):
        pulse.locator(f"[name={question}][value='2']").check()
    person.presses("Keep my answers", then="Your answers are kept. Nobody sees whose they are.")
    person.fills({"What will you do?": STEP}).presses("Keep this step", then=STEP)
    assert person.page.url.endswith("/hour/")
    assert person.page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def _objectives(pulse):
    names = pulse.locator("[name^=objective_]").evaluate_all("all => all.map((one) => one.name)")
    assert len(set(names)) == len(GOALS)
    return sorted(set(names))


# --- After it


def both_are_introduced_and_asked_for_nothing_done(stage, colab, person):
    stage.travels_to(colab.end + MINUTE)
    other = Participant.objects.get(name="Person B")
    mine = stage.mail.newest(person.address, f"You and {other} both want to talk more")
    theirs = stage.mail.newest(other.email, f"You and {person.name} both want to talk more")
    assert other.email in mine
    assert person.address in theirs
    [letter] = [one for one in stage.mail.of(person.address) if one.subject.startswith("What was valuable?")]
    assert "2 notes of yours are read by nobody else." in letter
    assert "Three taps" not in letter
    return letter.link("Write down what was valuable")


def harvester_gives_tags_and_closes_it(after, harvester, visitor):
    harvester.goes_to(after).follows("Write the harvest and close the co-lab").sees(THING, "Fewer words.")
    harvester.does_not_see("Not for others.", SILENT)
    boxes = harvester.page.locator("[name^=tags_of_]")
    for number in range(boxes.count()):
        boxes.nth(number).fill("plain letters")
    harvester.fills({"Themes": "plain letters", "Summary": SUMMARY})
    harvester.presses("Keep as a draft", then="Your draft is kept.")
    visitor.goes_to(after).does_not_see(SUMMARY)
    harvester.presses("Record the harvest", then="The harvest is recorded, and the co-lab is closed.")


def library_has_it(visitor):
    """Check R-LIBRARY-SHARED."""
    visitor.goes_to("/library/").sees(SUMMARY, THING, "Fewer words.").does_not_see("Not for others.", SILENT)
    visitor.follows("plain letters").sees(SUMMARY, THING, "Fewer words.")
    visitor.goes_to("/library/?q=offices+rewrote").sees("Nine offices rewrote").does_not_see(THING)
    feed = visitor.page.request.get("/library/feed.atom").text()
    assert all(text in feed for text in (SUMMARY, THING, "Fewer words."))
    assert not any(text in feed for text in ("Not for others.", SILENT, LINE))
