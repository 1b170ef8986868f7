"""The journey by HTTP, last part: insights, introductions, harvest, library, and the follow-up."""

from journey_hour import colab_path
from journey_left import (
    harvest_closes_it,
    harvester_edits_a_draft,
    introductions_come,
    library_has_it,
    pages_lead_back,
    two_are_introduced,
    wrap_up_comes,
)
from journey_reading import check_seats, number_of, require, times_named, with_a_good_start

INSIGHT = "We now close on **Fridays**, and say so at the door."
ANNOUNCE = "[name=then][value=announce]"


def insight_is_written_and_answered(journey):
    author, other, absent = journey.members[0], journey.members[1], journey.members[3]
    page = author.open(journey.after).form("/insight/").press(text=INSIGHT)
    require("Fridays" in page.the("#insights article .prose strong").get_text(), "The insight is not shown.")
    page = other.open(journey.after).form("/comment/").press(text="We tried that, too.")
    require("We tried that, too." in page.the("#insights article").get_text(), "The answer is not shown.")
    page = absent.open(journey.after)
    require(not page.has_form("/insight/"), f"{absent.name} did not come, and may write an insight.")


def two_pick_each_other(journey):
    """Check R-MUTUAL-PICKS. The two may have been introduced on an earlier journey."""
    one, other = journey.members[0], journey.members[2]
    before = times_named(one, other)
    _pick(journey, one, other)
    require(times_named(one, other) == before, f"{other.name} has the address of {one.name} too soon.")
    _pick(journey, other, one)
    for reader, met in ((one, other), (other, one)):
        require(times_named(met, reader), f"{reader.name} has no address of {met.name}.")
        page = reader.open(journey.after)
        require(not page.has_form(f"/pick/{number_of(met)}/"), f"{reader.name} can still pick {met.name}.")


def _pick(journey, person, other):
    form = person.open(journey.after).form(f"/pick/{number_of(other)}/")
    form.press(reason="opportunity", note="Shall we compare rosters?")


def two_ask_for_a_follow_up(journey):
    for number, person in enumerate(journey.members[:2], start=1):
        page = person.open(journey.after).form("/ask/").press(reason="Larger offices were missing.")
        asked = page.number("#follow-up > p")
        require(asked == number, f"{number} ask for a follow-up, and {page.path} says {asked}.")


def another_organizer_declares_it(journey):
    page = journey.organizers[1].open(journey.after).follow("a[href*='?follows=']")
    plan = {"chosen_for": "relevance", "chosen_because": "Two asked.", "room_url": journey.room}
    page = with_a_good_start(page, 14, **plan).main_form().press(ANNOUNCE)
    require(page.find(f"main a[href='{journey.colab}']"), f"{page.path} does not say what it follows.")
    journey.colab = page.path


def new_people_come_first(journey):
    before, new, left = journey.members[0], journey.members[11], journey.members[4]
    page = before.open(journey.colab).form("/register/").press(intention="share")
    check_seats(page, "waiting", taken=0)
    require(page.find("#seats time[datetime]"), f"{page.path} does not say until when seats are kept.")
    for number, person in enumerate((new, left), start=1):
        check_seats(
            person.open(journey.colab).form("/register/").press(intention="share"), "seated", taken=number
        )
    check_seats(before.open(journey.colab), "waiting", taken=2)


def follow_up_mails_come(journey):
    before, other, new = journey.members[0], journey.members[1], journey.members[11]
    for person in (before, other):
        journey.postbox.find(person.email, "the follow-up", lambda mail: journey.colab in mail.paths)
    letters = list(journey.postbox.letters(before.email))
    entries = [letter for letter in letters if journey.colab in letter.calendar]
    require(not entries, f"{before.email} waits, and gets a calendar entry.")
    journey.postbox.find(new.email, "an invitation", lambda mail: _is(mail, journey, "REQUEST"))


def _is(letter, journey, method):
    return journey.colab in letter.calendar and letter.calendar_property("METHOD") == method


def it_is_called_off(journey):
    """Leave nothing behind that people could count on."""
    page = journey.organizers[1].open(colab_path(journey, "call-off"))
    page.form("/call-off/").press(reason="This was a trial of the site.")
    page = journey.members[11].open(journey.colab)
    require(page.find(".status-called_off"), f"{page.path} does not say that it is called off.")
    if journey.postbox:
        find = journey.postbox.find
        letter = find(journey.members[11].email, "it is off", lambda mail: _is(mail, journey, "CANCEL"))
        require(
            letter.calendar_property("STATUS") == "CANCELLED",
            "The entry of a co-lab that is off is not cancelled.",
        )


STEPS = [
    ("Those who chose each other during the hour are introduced", two_are_introduced),
    ("Both have an introduction in the mailbox", introductions_come),
    ("Those who had a seat or a role are asked what was valuable, once", wrap_up_comes),
    ("An insight is written by somebody who came, and answered", insight_is_written_and_answered),
    ("Two pick each other, and have each other's address", two_pick_each_other),
    ("The harvester finds what was shared under its tag, and keeps a draft", harvester_edits_a_draft),
    ("The harvest closes it", harvest_closes_it),
    ("The library has harvest and notes: by tag, by words, in its feed", library_has_it),
    ("From the library links lead back", pages_lead_back),
    ("Two ask for a follow-up", two_ask_for_a_follow_up),
    ("The other organizer declares it", another_organizer_declares_it),
    ("New people have its seats; who had one before waits", new_people_come_first),
    ("Its mails come, the entry only to those with a seat", follow_up_mails_come),
    ("The follow-up is called off, so that nothing stays behind", it_is_called_off),
]
WITH_MAIL = {wrap_up_comes, introductions_come, follow_up_mails_come}
