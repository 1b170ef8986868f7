"""The journey by HTTP, third part: the hour, planned, led and lived on the page beside the call."""

import re

from journey_hour import (
    COME,
    colab_path,
    hour_ends,
    organizer_corrects_who_came,
    organizer_moves_it_to_now,
    room_opens,
)
from journey_reading import name_of, number_of, require, times_named

METHODS = ("silent", "fours", "keep", "close")  # a minute each
ALONE, TOGETHER, KEPT = "Only for me, the {}", "We read letters aloud", "One letter a week"
TAG = "plain letters"


def _hour(journey, person):
    return person.open(colab_path(journey, "hour"))


def _lead(journey, verb):
    return _hour(journey, journey.organizers[1]).form(f"/hour/{verb}/").press()


def _write(journey, person, text, audience=None):
    """Write a note; without an audience leave it at the one proposed, and return that one."""
    form = _hour(journey, person).form("/hour/note/")
    chosen = audience or form.fields["audience"]
    page = form.press(text=text, audience=chosen)
    require(text in page.the("#hour-write").get_text(), f"A note is not among one's own at {page.path}.")
    return chosen


# --- Before it


def facilitator_plans_it(journey):
    organizer, facilitator = journey.organizers
    page = facilitator.open(colab_path(journey, "plan"))
    steps = {f"method_{number}": method for number, method in enumerate(METHODS, start=1)}
    page.main_form().press(**steps, **{f"minutes_{number}": "1" for number in range(1, len(METHODS) + 1)})
    held = organizer.open(colab_path(journey, "plan")).main_form().fields
    require(all(held[name] == method for name, method in steps.items()), "The plan is not as it was changed.")
    require(f"method_{len(METHODS) + 1}" not in held, "The plan has more steps than minutes.")
    journey.members[0].open(colab_path(journey, "plan"), status=404)


def private_line_is_read_by_two(journey):
    """Check R-PRIVATE-LINE."""
    for person in journey.organizers:
        page = person.open(journey.colab)
        require(journey.line in page.text, f"{person.name} does not read the private line at {page.path}.")
    for person in (journey.visitor, *journey.members[1:4], journey.harvester):
        require(journey.line not in person.open(journey.colab).text, f"{person.name} reads a private line.")


# --- The hour


def hour_begins(journey):
    page = _lead(journey, "begin")
    require(journey.line in page.text, f"The facilitator does not read the private line at {page.path}.")
    for person in (journey.members[0], journey.harvester):
        page = _hour(journey, person)
        where = page.the(".hour-where").get_text()
        require(
            {"1", "4"} <= set(re.findall(r"\d+", where)), f"{person.name} reads {where!r} at {page.path}."
        )
        require(journey.line not in page.text, f"{person.name} reads a private line at {page.path}.")
        require(not page.has_form("/hour/forward/"), f"{person.name} may lead the hour.")
    for person in (journey.visitor, journey.members[4]):
        page = person.open(colab_path(journey, "hour"), status=None if person is journey.visitor else 404)
        require(not page.find(".hour-where"), f"{person.name} sees the page of the hour.")


def notes_appear_together(journey):
    """Check R-WRITTEN-IN-SILENCE and R-NOTES-TO-MYSELF."""
    writer, reader = journey.members[:2]
    for text in (ALONE.format("first"), ALONE.format("second")):
        _write(journey, writer, text, "me")
    require(_write(journey, writer, TOGETHER) == "ten", "What is written in silence is not for the ten.")
    _write(journey, reader, "Nobody asks twice")
    others = (reader, *journey.organizers, journey.harvester)
    for person in others:
        require(TOGETHER not in _hour(journey, person).text, f"{person.name} reads what is being written.")
    _lead(journey, "show")
    for person in (writer, *others):
        shown = _hour(journey, person).the("#hour-notes").get_text()
        require(TOGETHER in shown and "Nobody asks twice" in shown, f"{person.name} is not shown the notes.")
    for person in others:
        require("Only for me" not in _hour(journey, person).text, f"{person.name} reads a note to oneself.")


def groups_are_named(journey):
    _lead(journey, "forward")
    _lead(journey, "regroup")
    here = [journey.members[number] for number in COME]
    names = {person: name_of(person) for person in here}
    for person in here:
        page = _hour(journey, person)
        group = page.the(".hour-group").get_text()
        others = [other for other in here if other is not person and names[other] in group]
        require(len(others) >= 1, f"{names[person]} is in a group with nobody who came: {group!r}.")
        require(names[person] not in group, f"{names[person]} is named to themselves at {page.path}.")
        for other in others:
            theirs = _hour(journey, other).the(".hour-group").get_text()
            require(names[person] in theirs, f"{names[other]} is in another group than {names[person]}.")


def two_want_to_talk_more(journey):
    """Check R-PICKS-FROM-THE-START."""
    one, other = journey.members[:2]
    journey.before = times_named(one, other)
    for person, chosen in ((one, other), (other, one)):
        page = _hour(journey, person)
        page = page.form(f"/hour/pick/{number_of(chosen)}/").press()
        require(
            page.has_form(f"/hour/unpick/{number_of(chosen)}/"), f"The choice is not shown at {page.path}."
        )
    require(
        times_named(one, other) == journey.before, f"{other.name} has the address of {one.name} too soon."
    )


def each_keeps_one_thing(journey):
    _lead(journey, "forward")
    for person in journey.members[:2]:
        audience = _write(journey, person, f"{KEPT}, says {person.name}")
        require(
            audience == "readers", f"What one keeps is for {audience!r}, not for everyone who may read it."
        )


def harvester_gives_tags(journey):
    journey.notes = []
    for note in _hour(journey, journey.harvester).all("#hour-notes .hour-note"):
        if KEPT in note.get_text():
            journey.notes.append(note["id"].removeprefix("note-"))
    require(len(journey.notes) == 2, f"The harvester is shown {len(journey.notes)} notes to give tags to.")
    for note in journey.notes:
        page = _hour(journey, journey.harvester).form(f"/notes/{note}/tags/").press(tags=TAG)
        held = page.form(f"/notes/{note}/tags/").fields["tags"]
        require(held == TAG, f"The tags of a note are {held!r} at {page.path}.")


def taps_and_a_next_step(journey):
    """Check R-PULSE."""
    _lead(journey, "forward")
    person = journey.members[0]
    form = _hour(journey, person).form("/after/pulse/")
    ticks = [name for name in form.names if name.startswith("objective_")]
    require(len(ticks) == 2, f"{len(ticks)} objectives can be ticked, not two.")
    form.press(worth="2", heard="1", **dict.fromkeys(ticks, "2"))
    held = _hour(journey, person).form("/after/pulse/").fields
    said = {"worth": "2", "heard": "1", **dict.fromkeys(ticks, "2")}
    require(said.items() <= held.items(), f"The taps are kept as {held}.")
    page = _hour(journey, person).form("/after/step/").press(text="Rewrite the reminder letter")
    require("Rewrite the reminder letter" in page.the("main").get_text(), "The next step is not kept.")
    journey.members[1].open(page.path, status=404)
    require(not _lead(journey, "finish").has_form("/hour/finish/"), "The hour does not end by its button.")


STEPS = [
    ("The facilitator changes the plan of the hour", facilitator_plans_it),
    ("A private line is read by organizer and facilitator, and by nobody else", private_line_is_read_by_two),
    ("The organizer moves it to now, with written reasons", organizer_moves_it_to_now),
    ("The room opens for those with a seat or a role, and for nobody else", room_opens),
    ("The hour begins; the organizer corrects who came", organizer_corrects_who_came),
    ("The facilitator begins; each sees the first of four steps", hour_begins),
    ("Notes written in silence appear together, those to oneself never", notes_appear_together),
    ("In fours each reads the names of the others", groups_are_named),
    ("Two would like to talk more, and nobody learns of it", two_want_to_talk_more),
    ("Each keeps one thing, for everyone who may read it", each_keeps_one_thing),
    ("The harvester gives it a tag", harvester_gives_tags),
    ("Three taps, two ticks, and one next step", taps_and_a_next_step),
    ("The hour ends", hour_ends),
]
