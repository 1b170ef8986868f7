"""Steps of the journey up to the end of the hour, through pages and mail."""

import re
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from io import StringIO
from zoneinfo import ZoneInfo

from allauth.account.models import EmailAddress
from django.core.management import call_command
from playwright.sync_api import expect

from testing import make
from testing.browser import Person

TORONTO = ZoneInfo("America/Toronto")
TITLE = "How do you keep a front desk open with three people?"
ROOM = "https://video.example.org/front-desk-6f1e"
PLAN = {
    "Title": TITLE,
    "Guiding question": "What do you leave undone, and who decides?",
    "Description": "Bring **one week** of your roster.",
    "Why this topic, why now": "Four people in a day.",
}
MINUTE = timedelta(minutes=1)


@dataclass
class CoLab:
    address: str
    start: datetime
    end: datetime


@dataclass
class Stage:
    """State of the journey. `answers` are all responses of the site, to anybody."""

    browser: object
    site: str
    clock: object
    mail: object
    answers: list
    scripts: bool = True
    people: list = field(default_factory=list)

    def __post_init__(self):
        self.forum = make.forum(name="Small teams")

    def visitor(self, name, address="", **options):
        person = Person(self.browser, self.site, name, address, scripts=self.scripts, **options)
        self.people.append(person)
        return person

    def member(self, name, **fields):
        account = make.participant(name, **fields)
        return self.visitor(name, account.email).is_signed_in_as(account)

    def signs_in(self, name, **fields):
        account = make.participant(name, password=make.PASSWORD, **fields)
        EmailAddress.objects.create(user=account, email=account.email, verified=True, primary=True)
        person = self.visitor(name, account.email).goes_to("/accounts/login/")
        person.fills({"E-mail address": account.email, "Password": make.PASSWORD})
        return person.presses("Sign in", then=f"Hello, {name}")

    def travels_to(self, instant):
        """Travel in time and run the work of that minute: reminders, and what is due to be sent."""
        self.clock.move_to(instant)
        self.mail_goes_out()

    def mail_goes_out(self):
        call_command("send_messages", stdout=StringIO())

    def complaints(self):
        return [complaint for person in self.people for complaint in person.complaints]

    def ends(self):
        for person in self.people:
            person.leaves()


def addresses(people):
    return sorted(person.address for person in people)


# --- To a co-lab


def joins(stage, name):
    """Sign up on a device in Vancouver, with the code in the mail."""
    person = stage.visitor(name, "ana@example.org", zone="America/Vancouver").goes_to("/")
    person.follows("Join").sees("Join Co-Lab").finds_in("Time zone", "Vancouver")
    person.fills({"E-mail address": person.address, "Name": name})
    person.presses("Send me a code", then="Enter the code from our e-mail")
    stage.mail_goes_out()
    [letter] = stage.mail.of(person.address)
    person.fills({"Code": letter.code()})
    return person.presses("Go on", then=f"Hello, {name}")


def posts_a_topic_for_a_co_lab(stage, person):
    person.goes_to("/forums/").follows("Small teams").follows("Post a topic")
    text = "We are three at a desk that is open **fifty hours** a week."
    person.fills({"Title": TITLE, "Text": text, "Tags": "staffing, front desk"})
    person.ticks("Suggest this topic for a co-lab").ticks("Share my experience")
    person.fills({"Why this deserves a conversation": "Every small office has this."})
    person.presses("Post topic", then="Your topic is posted.")
    person.sees(TITLE, "1 person wants this as a co-lab", "Every small office has this.")
    return person.page.url.removeprefix(stage.site)


def others_nominate_it(stage, topic, on_the_topic, on_the_board, on_a_post):
    on_the_topic.goes_to(topic).opens("Suggest for a co-lab").ticks("Share my experience")
    on_the_topic.fills({"Why this deserves a conversation": "We closed on Fridays."})
    on_the_topic.presses("Suggest for a co-lab", then="2 people want this as a co-lab")
    on_the_board.goes_to("/candidates/").presses("I would listen", then="You suggested it: Listen")
    on_a_post.goes_to(topic).follows("Suggest for a co-lab").sees("Because of post 1")
    on_a_post.presses("Suggest for a co-lab", then="4 people want this as a co-lab")


def organizer_declares_it(stage, organizer):
    """With mistakes first, then at an hour that is too early, then at one that the time check offers."""
    organizer.goes_to("/candidates/").sees("4 people want this as a co-lab", "2 would share", "We closed on")
    organizer.follows("Declare a co-lab").sees("4 people suggested this topic.")
    _makes_mistakes(organizer)
    organizer.fills({"Seats": "10", "Address of the room": ROOM, "Date": "2027-01-21", "Time": "06:00"})
    organizer.presses("Check the time", then="Thursday, January 21, 2027, 6:00 a.m., Toronto")
    organizer.sees("To announce this start, write down why below", "It suits none of the 4 people")
    organizer.page.get_by_role("button", name=", 2027, ").first.click()
    organizer.sees("This start is friendly to North America")
    start = start_in(organizer.value_of("Date"), organizer.value_of("Time"))
    organizer.presses("Announce it", then="The co-lab is announced.").sees("0 of 10 seats")
    return CoLab(organizer.page.url.removeprefix(stage.site), start, start + timedelta(hours=1))


def _makes_mistakes(organizer):
    organizer.fills(PLAN | {"Date": "2027-01-05", "Time": "13:00"}).ticks("Popularity: many people want it")
    organizer.fills({"Seats": "11", "Address of the room": ROOM.replace("https", "http")})
    organizer.presses("Announce it", then="Please check what you entered")
    organizer.sees("Seats: ", "Address of the room: ")
    assert {label: organizer.value_of(label) for label in PLAN} == PLAN
    organizer.fills({"Seats": "10", "Address of the room": ROOM})
    organizer.presses("Announce it", then="Date: This start is in the past.")
    assert {label: organizer.value_of(label) for label in PLAN} == PLAN


def start_in(date, time):
    """Return the UTC instant in a form, which is on the organizer's clock."""
    return datetime.fromisoformat(f"{date}T{time}").replace(tzinfo=TORONTO)


def author_and_nominators_are_told(stage, colab, author, *nominators):
    """Each once, by the most specific kind (R-TOLD-ONCE)."""
    stage.mail_goes_out()
    told = {"Your topic becomes a co-lab": [author], "A topic you suggested becomes a co-lab": nominators}
    for subject, people in told.items():
        assert stage.mail.recipients(subject) == addresses(people)
        for person in people:
            letter = stage.mail.newest(person.address, subject)
            assert letter.link("Open the page to register") == colab.address


# --- Seats


def ten_take_seats_and_one_waits(stage, colab, people):
    for person in people[:-1]:
        takes_a_seat(colab, person)
    last = people[-1].goes_to(colab.address).sees("10 of 10 seats").does_not_see("Who has a seat")
    last.presses("Join the waiting list", then="You are number 1 on the waiting list.")
    last.sees("10 of 10 seats", "1 person waiting")
    stage.mail_goes_out()
    entries = [stage.mail.newest(person.address, "You have a seat").entry for person in people[:-1]]
    assert {(entry.method, entry.sequence, entry.start) for entry in entries} == {("REQUEST", 0, colab.start)}
    assert [entry.attendees for entry in entries] == [[person.address] for person in people[:-1]]
    assert len({entry.uid for entry in entries}) == 10
    assert stage.mail.newest(last.address, "You are on the waiting list").entry is None


def takes_a_seat(colab, person):
    person.goes_to(colab.address).ticks("Share my experience")
    person.presses("Take a seat", then="You have a seat. We have sent you an invitation").sees("one is yours")


def one_leaves_and_the_next_is_seated(stage, colab, leaver, next_one):
    invitation = stage.mail.newest(leaver.address, "You have a seat")
    leaver.goes_to(invitation.link("the next person waiting has it"))
    leaver.sees("The seat goes at once to the first person waiting.")
    leaver.presses("Give my seat back", then="You gave up your seat.").sees("10 of 10 seats")
    next_one.goes_to(colab.address).sees("10 of 10 seats", "one is yours", "Who has a seat")
    stage.mail_goes_out()
    cancelled = stage.mail.newest(leaver.address, "You gave up your seat").entry
    assert (cancelled.method, cancelled.uid, cancelled.sequence) == ("CANCEL", invitation.entry.uid, 1)
    assert cancelled.attendees == [leaver.address]
    freed = stage.mail.newest(next_one.address, "A seat became free, and it is yours").entry
    assert (freed.method, freed.sequence, freed.start) == ("REQUEST", 0, colab.start)


def gives_the_seat_back(colab, person):
    person.goes_to(colab.address).follows("Give my seat back")
    person.presses("Give my seat back", then="You gave up your seat.").sees("1 of 10 seats")


def organizer_moves_it(stage, colab, organizer, seated, gone):
    """To the Monday after: same calendar entries, next SEQUENCE."""
    before = {person.address: _entry(stage, person) for person in seated}
    letters = len(stage.mail.of(gone.address))
    organizer.goes_to(colab.address).follows("Move to another time")
    organizer.fills({"Date": "2027-01-25", "Time": "13:00", "Why it is moved": "A hall is double-booked."})
    organizer.presses("Check the time", then="This start is friendly to North America")
    colab.start = start_in(organizer.value_of("Date"), organizer.value_of("Time"))
    colab.end = colab.start + timedelta(hours=1)
    organizer.presses("Move it", then="The co-lab is moved, and everyone who registered is told.")
    seated[0].goes_to(colab.address).sees("Moved from", "A hall is double-booked.")
    stage.mail_goes_out()
    assert stage.mail.recipients("Moved: ") == addresses([*seated, organizer])  # whose calendar has it, too
    for person in seated:
        entry = _entry(stage, person)
        assert (entry.method, entry.uid, entry.sequence) == ("REQUEST", before[person.address].uid, 1)
        assert (entry.start, entry.partstat) == (colab.start, "NEEDS-ACTION")
    assert len(stage.mail.of(gone.address)) == letters


def _entry(stage, person):
    return stage.mail.of(person.address)[-1].entry


# --- The hour


def reminders_come(stage, colab, people):
    stage.travels_to(colab.start - timedelta(hours=24) - MINUTE)
    assert stage.mail.recipients("Reminder: ") == []
    stage.travels_to(colab.start - timedelta(hours=24))
    assert stage.mail.recipients("Reminder: ") == addresses(people)
    stage.travels_to(colab.start - timedelta(hours=1))
    assert stage.mail.recipients("Reminder: ") == addresses(people * 2)
    stage.mail_goes_out()
    assert stage.mail.recipients("Reminder: ") == addresses(people * 2)


def room_opens(stage, colab, comers, others):
    """Check R-ROOM-DOOR."""
    stage.travels_to(colab.start - 16 * MINUTE)
    _door(comers[0].goes_to(colab.address).sees("The room opens here at")).to_have_count(0)
    stage.travels_to(colab.start - 15 * MINUTE)
    for person in others:
        _door(person.goes_to(colab.address).sees("10 seats")).to_have_count(0)
    for person in comers:
        _enters(person, colab, with_scripts=stage.scripts)
    others[0].goes_to(f"{colab.address.rsplit('/', 2)[0]}/room/").sees("10 seats")
    assert [person.elsewhere for person in others] == [[] for _person in others]


def _door(person):
    return expect(person.page.get_by_role("button", name="Enter the room"))


def _enters(person, colab, *, with_scripts):
    person.goes_to(colab.address)
    with person.page.context.expect_page() as opened:
        person.page.get_by_role("button", name="Enter the room").click()
    opened.value.wait_for_url(ROOM)
    if not with_scripts:
        person.page.get_by_role("link", name="Open the page of the hour").click()
    person.page.wait_for_url(re.compile("/hour/$"))
    person.sees("Begins at")
    opened.value.close()
    assert person.elsewhere == [(ROOM, "")]


def organizer_corrects_who_came(stage, colab, organizer, came, absent):
    stage.travels_to(colab.start + 30 * MINUTE)
    organizer.goes_to(colab.address).follows("Who came")
    expect(organizer.group("Ana Sample").get_by_label("came", exact=True)).to_be_checked()
    expect(organizer.group(came.name).get_by_label("unknown", exact=True)).to_be_checked()
    organizer.ticks("came", among=organizer.group(came.name))
    organizer.ticks("did not come", among=organizer.group(absent.name))
    organizer.presses("Save", then="Who came is saved.")


def nobody_else_saw_the_room(stage):
    """Check R-ROOM-SECRET."""
    paths = {path for _method, path, content in stage.answers if ROOM in content}
    paths -= {path for path in paths if path.startswith("/co-labs/declare/")}
    assert {path.rsplit("/", 2)[1] for path in paths} == {"room"}
    assert not any(ROOM in letter for letter in stage.mail.everything())
