"""Steps of what comes of an hour: the weekly note, an experiment in three places, the question a month later,
a story, the digest of a month, and all of it in numbers.
"""

import re
from datetime import UTC, datetime, time, timedelta

from django.utils import timezone
from playwright.sync_api import expect

from colab.tests.journey import MINUTE
from colab.tests.journey_hour import STEP
from events.models import CoLab
from forums.spaces.roles import roles
from learning import tasks as learning
from learning.models import Experiment, Trial
from network.models import NextStep
from participants import tasks as participants
from participants.models import Participant
from testing import make

CALLS = "Two in five fewer calls in the first week."
SENTENCES = {
    "If we …": "put the date at the top",
    "then …": "fewer people call",
    "We test it by …": "counting calls for two weeks",
    "We share what we learn by …": "a reply here",
}
YES, NO = "Forty calls a day became twenty-five.", "As many calls as before: people ask about the amount."
BOXES = {
    1: "Nine offices read a letter aloud.",
    2: "One sentence was enough.",
    5: "Ours begin with the date.",
}
STORY = "One sentence, read aloud"


def monday_after(day, hour=15):
    """Return an instant in the working day of Toronto, on the first Monday from this day on."""
    monday = day + timedelta(days=-day.weekday() % 7)
    return datetime.combine(monday, time(hour), UTC)


def comes_back(stage, person, instant):
    """Somebody signs in again, weeks later."""
    stage.travels_to(instant)
    return person.is_signed_in_as(Participant.objects.get(email=person.address))


def weekly_note_asks_whether_it_happened(stage, person):
    """Check R-ONE-WEEKLY-NOTE."""
    step = NextStep.objects.get(text=STEP)
    comes_back(stage, person, monday_after(step.due_on))
    participants.note_open_ends()
    stage.mail_goes_out()
    letter = stage.mail.newest(person.address, "1 open end this week")
    assert STEP in letter
    person.goes_to(step.get_absolute_url()).presses("It happened", then="Well done.")
    person.fills({"What came of it?": CALLS}).presses("Keep this line", then="Your line is saved.")


def somebody_tries_it_elsewhere(person):
    """Finish four sentences; return the Experiment."""
    person.follows("Try it elsewhere, too: if we … then …").fills(SENTENCES)
    person.presses("Begin the experiment", then="It has begun, and your place tests it.")
    return Experiment.objects.get()


def two_places_join(stage, experiment, person, *others):
    for other in others:
        comes_back(stage, other, timezone.now() + MINUTE).goes_to(experiment.get_absolute_url())
        other.presses("We could test this here", then="Your place is offered, and its author is told.")
        stage.mail_goes_out()
        stage.mail.newest(person.address, "")
        person.goes_to(experiment.get_absolute_url())
        person.page.get_by_role("button", name="Yes, test it there").first.click()
        person.sees("under way")


def month_later_one_question(stage, colab, person):
    """Check R-ASKED-ONCE."""
    stored = CoLab.objects.get()
    comes_back(stage, person, colab.end + timedelta(days=31))
    for _again in range(2):
        learning.ask_after_a_month()
        stage.mail_goes_out()
    letters = [one for one in stage.mail.of(person.address) if "anything come of" in one.subject]
    assert len(letters) == 1
    [answer] = re.findall(r"I used something: (\S+)", letters[0].text)
    person.goes_to(answer).ticks("You may ask me for the story")
    person.presses("Keep my answer", then="Your answer is kept")
    assert stored.reflections.get(participant__email=person.address).came_of_it == "used"


def value_detective_asks_for_the_story(stage, detective, person):
    """Check R-STORY-NAMED."""
    account = Participant.objects.get(email=detective.address)
    make.membership(stage.forum, account)
    comes_back(stage, detective, timezone.now() + MINUTE)
    detective.goes_to(f"/forums/{stage.forum.slug}/roles/")
    role = detective.page.locator("#role-detective")
    role.get_by_role("button", name="Take it for three months").click()
    role = detective.page.locator("#role-detective")
    expect(role).to_contain_text(person.name)
    role.get_by_role("button", name="Ask for the story").click()
    detective.sees("They are asked, once.")
    stage.mail_goes_out()
    return stage.mail.newest(person.address, "Your story of").link("Write your story")


def three_of_eight_boxes_are_a_story(person, address, visitor):
    person.goes_to(address)
    for number, words in BOXES.items():
        person.page.locator(f"[name=q{number}]").fill(words)
        person.page.locator(f"[name=story_{number}]").check()
    person.page.locator("[name=q3]").fill("For me alone.")
    person.fills({"Its title": STORY}).presses("Keep my answers", then="kept")
    person.goes_to(f"{address}story/").presses("Share as a story", then=STORY)
    visitor.goes_to("/stories/").follows(STORY).sees(*BOXES.values(), person.name).does_not_see(
        "For me alone."
    )


def on_its_day_places_tell(stage, experiment, *told):
    """Each place tells its own; `told`: (who, answer, what they learnt)."""
    for at, (person, answer, learnt) in enumerate(told):
        comes_back(stage, person, monday_after(experiment.share_on) + timedelta(minutes=10 * at))
        participants.note_open_ends()
        stage.mail_goes_out()
        assert "you wanted to tell" in stage.mail.newest(person.address, "").text.lower()
        trial = Trial.objects.get(experiment=experiment, participant__email=person.address)
        person.goes_to(f"/trials/{trial.pk}/tell/").ticks(answer).fills({"What did you learn?": learnt})
        person.presses("Tell it", then=learnt)


def digest_of_the_month_has_both(stage, messenger, reader, visitor):
    """The story and what showed yes, beside what did not turn out as expected (R-SAME-LENGTH)."""
    account = Participant.objects.get(email=messenger.address)
    make.membership(stage.forum, account)
    roles.take(stage.forum, account, "messenger")
    comes_back(stage, messenger, timezone.now() + MINUTE)
    address = f"/forums/{stage.forum.slug}/digest/"
    messenger.goes_to(address).follows("Write this month’s").sees("What it tells of")
    messenger.fills({"Your words before it": "One letter, two offices."})
    messenger.presses("Keep it as a draft", then="It is kept as a draft.").sees(YES, NO)
    messenger.presses("Publish it", then="It is published.")
    month = timezone.localdate().strftime("%Y-%m")
    visitor.goes_to(f"{address}{month}/").sees("One letter, two offices.", YES, NO)
    stage.mail_goes_out()
    letter = stage.mail.newest(reader.address, "")
    assert YES in letter
    assert NO in letter


def what_came_of_it_is_counted(visitor):
    """Check R-VALUE-IS-COUNTED."""
    learning.take_readings()
    visitor.goes_to("/value/").sees("1 hour", "9 notes", "Stories", STORY)
