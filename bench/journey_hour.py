"""The journey by HTTP, second part: seats, moves, and the room."""

import time
from datetime import UTC, datetime, timedelta

from journey_reading import check_seats, name_of, refused, require, start_of, typed, with_a_good_start

AHEAD = timedelta(seconds=75)  # at least so far ahead the co-lab is moved, when it is to start
COME = (0, 1, 2, 5, 6, 7)  # of the members; the others are not seen by the door
MINUTES = 4  # of the hour, in the end


def _number(address):
    return address.split("/")[2]


def colab_path(journey, verb):
    return f"/co-labs/{_number(journey.colab)}/{verb}/"


# --- Seats


def eleven_register(journey):
    *ten, last = journey.members[:11]
    for number, person in enumerate(ten, start=1):
        form = person.open(journey.colab).form("/register/")
        line = journey.line if number == 1 else ""
        page = form.press(intention="share", bring="One example.", private_line=line)
        check_seats(page, "seated", taken=number)
        check_seats(form.press(intention="share"), "seated", taken=number)  # idempotent
    page = last.open(journey.colab).form("/register/").press(intention="listen")
    check_seats(page, "waiting", taken=10)
    place = page.number("#seats strong")
    require(place == 1, f"{last.name} waits alone, and reads number {place} at {page.path}.")
    require(not journey.visitor.open(journey.colab).find("#seats .person"), "Visitors see who has a seat.")


def ten_are_invited(journey):
    *ten, last = journey.members[:11]
    journey.uids = {
        person.email: _entry(journey, person, "REQUEST", 0).calendar_property("UID") for person in ten
    }
    require(len(set(journey.uids.values())) == 10, "Two people have the same calendar entry.")
    letter = journey.postbox.find(
        last.email, "the place in the queue", lambda mail: journey.colab in mail.paths
    )
    require(not letter.calendar, f"{last.email} waits, and gets a calendar entry.")


def _entry(journey, person, method, sequence):
    """Return the mail to a person with such a calendar object; check that it has one attendee."""

    def fits(letter):
        about = journey.colab in letter.paths or journey.colab in letter.calendar
        return about and letter.calendar_property("METHOD") == method and letter.sequence == sequence

    letter = journey.postbox.find(person.email, f"{method} with SEQUENCE {sequence}", fits)
    attendee = letter.calendar_property("ATTENDEE").lower().removeprefix("mailto:")
    require(attendee == person.email.lower(), f"The calendar entry of {person.email} is for {attendee}.")
    return letter


def one_leaves(journey):
    leaver, next_one = journey.members[4], journey.members[10]
    page = leaver.open(journey.colab).follow("#seats a[href$='/leave/']")
    check_seats(page.form("/leave/").press(), "none", taken=10)
    check_seats(next_one.open(journey.colab), "seated", taken=10)
    journey.seated = [person for person in journey.members[:11] if person is not leaver]


def seat_passes_on_by_mail(journey):
    leaver, next_one = journey.members[4], journey.members[10]
    uid = _entry(journey, leaver, "CANCEL", 1).calendar_property("UID")
    require(uid == journey.uids.pop(leaver.email), f"What {leaver.email} had is not what is cancelled.")
    journey.uids[next_one.email] = _entry(journey, next_one, "REQUEST", 0).calendar_property("UID")


# --- Changes


def organizer_moves_it(journey):
    organizer, other = journey.organizers
    other.open(colab_path(journey, "move"), status=404)
    page = with_a_good_start(organizer.open(colab_path(journey, "move")), 10, number=1)
    page = page.main_form().press(reason="A hall is double-booked.")
    before, journey.start = journey.start, start_of(page)
    require(journey.start != before, f"The co-lab starts when it did before it was moved ({page.path}).")
    check_seats(journey.seated[0].open(journey.colab), "seated", taken=10)


def entries_move_along(journey):
    _updated(journey, 1)


def _updated(journey, sequence):
    """Check that everyone seated has a new version of the same entry, at the current time."""
    start = f"{journey.start:%Y%m%dT%H%M%SZ}"
    for person in journey.seated:
        letter = _entry(journey, person, "REQUEST", sequence)
        require(
            letter.calendar_property("UID") == journey.uids[person.email],
            f"{person.email} has two calendar entries.",
        )
        require(
            letter.calendar_property("DTSTART") == start, f"The entry of {person.email} is not at {start}."
        )


def organizer_shortens_it(journey):
    form = journey.organizers[0].open(colab_path(journey, "edit")).main_form()
    refused(form, None, "minutes", minutes="61")
    form.press(minutes=str(MINUTES))
    if journey.postbox:
        _updated(journey, 2)


def organizer_moves_it_to_now(journey):
    """To the next full minute after AHEAD, which needs written reasons."""
    start = (datetime.now(UTC) + AHEAD + timedelta(minutes=1)).replace(second=0, microsecond=0)
    form = journey.organizers[0].open(colab_path(journey, "move")).main_form()
    refused(form, None, "notice_reason", reason="So that its hour can be awaited.", **typed(start))
    page = form.press(
        reason="So that its hour can be awaited.",
        notice_reason="This is a trial of the site.",
        unfriendly_reason="This is a trial of the site.",
        **typed(start),
    )
    require(start_of(page) == start, f"The co-lab was moved to {start}, and starts at {start_of(page)}.")
    journey.start = start
    if journey.postbox:
        _updated(journey, 3)


# --- The hour


def room_opens(journey):
    """Check R-ROOM-DOOR."""
    for person in (journey.visitor, journey.members[4], journey.members[11]):
        require(not person.open(journey.colab).has_form("/room/"), f"{person.name} is let into the room.")
    here = [journey.members[number] for number in COME]
    for person in (*journey.organizers, journey.harvester, *here):
        page = person.open(journey.colab).form("/room/").press()
        onward = page.the("meta[http-equiv=refresh]")["content"]
        require(onward == f"0;url={journey.room}", f"The door leads {person.name} to {onward}.")
        require(
            page.headers["Referrer-Policy"] == "no-referrer", "The door tells the room where one comes from."
        )
        require("no-store" in page.headers["Cache-Control"], "The page behind the door may be kept.")


def organizer_corrects_who_came(journey):
    """One came by telephone, one did not come (R-ATTENDANCE)."""
    _sleep_until(journey.start)
    organizer, came, absent = journey.organizers[0], journey.members[10], journey.members[3]
    page = organizer.open(colab_path(journey, "attendance"))
    marks = {person: _mark(page, person) for person in (journey.members[0], came, absent)}
    form = page.main_form()
    require(form.fields[marks[journey.members[0]]] == "came", "Who went through the door is not noted.")
    require(form.fields[marks[came]] == "unknown", "Who did not go through the door is noted.")
    form.press(**{marks[came]: "came", marks[absent]: "absent"})
    held = organizer.open(colab_path(journey, "attendance")).main_form().fields
    require((held[marks[came]], held[marks[absent]]) == ("came", "absent"), "Who came cannot be corrected.")


def _mark(page, person):
    """Return the name of the field about this person, found by their name."""
    name = name_of(person)
    for group in page.all("main fieldset"):
        if group.legend.get_text(strip=True) == name:
            return group.input["name"]
    require(False, f"{name} is not among those expected at {page.path}.")
    return None


def hour_ends(journey):
    _sleep_until(journey.start + timedelta(minutes=MINUTES, seconds=1))
    page = journey.members[0].open(journey.colab)
    require(page.find("main .status-held"), f"The hour is over, and {page.path} does not say so.")
    journey.after = page.the("main a[href$='/after/']")["href"]


def _sleep_until(instant):
    time.sleep(max((instant - datetime.now(UTC)).total_seconds(), 0))


STEPS = [
    ("Eleven register: ten have a seat, one is number 1 in the queue", eleven_register),
    ("Ten have an invitation in the mailbox, the eleventh has none", ten_are_invited),
    ("One leaves, and the eleventh is seated", one_leaves),
    ("A cancellation for the one, an invitation for the other", seat_passes_on_by_mail),
    ("The organizer moves it to another good start", organizer_moves_it),
    ("Calendar entries move along: same UID, next SEQUENCE", entries_move_along),
    (f"The organizer shortens it to {MINUTES} minutes", organizer_shortens_it),
]
WITH_MAIL = {ten_are_invited, seat_passes_on_by_mail, entries_move_along}
