"""Steps of the journey after the hour, up to the follow-up with new people."""

from datetime import timedelta

from colab.tests.journey import MINUTE, PLAN, ROOM, CoLab, addresses, start_in, takes_a_seat

INSIGHT = "We now close on Fridays, and say so at the door."


def wrap_up_comes(stage, colab, there, unseen=(), absent=()):
    """Return the address of the page after the co-lab, from the link in the mail to those who were there.

    Those whom the door did not see are asked whether they were (R-SAYS-SO).
    """
    stage.travels_to(colab.end - MINUTE)
    asked = {"What was valuable?": there, "Were you there?": unseen, "The hour is over": absent}
    assert [stage.mail.recipients(subject) for subject in asked] == [[], [], []]
    stage.travels_to(colab.end + MINUTE)
    for subject, people in asked.items():
        assert stage.mail.recipients(subject) == addresses(people)
    letter = stage.mail.newest(there[0].address, "What was valuable?")
    return letter.link("Write down what was valuable")


def insights_are_written_and_answered(stage, after, author, other, absent):
    author.goes_to(after).fills({"What was valuable": INSIGHT})
    author.presses("Keep this note", then="Your note is there for everyone").sees(INSIGHT)
    absent.goes_to(after).sees(INSIGHT, "Notes are written by those who were there.")
    other.goes_to(after).opens("Answer this note").fills({"Your answer": "We tried that, too."})
    other.presses("Answer", then="We tried that, too.")
    stage.mail_goes_out()
    assert "We tried that, too." in stage.mail.newest(author.address, "An answer to your note")


def two_pick_each_other(stage, after, one, other):
    """Check R-MUTUAL-PICKS."""
    letters = len(stage.mail.of(other.address))
    _picks(one, after, other, then=f"Noted. {other.name} is told only if they choose you too.")
    stage.mail_goes_out()
    assert len(stage.mail.of(other.address)) == letters
    other.goes_to(after).does_not_see("You both", "You want to talk more")
    _picks(other, after, one, then="You both want to talk more. We have written to you both.")
    stage.mail_goes_out()
    for reader, met in [(one, other), (other, one)]:
        letter = stage.mail.newest(reader.address, f"You and {met.name} both want to talk more")
        assert met.address in letter
    one.goes_to("/").sees(other.address)


def _picks(person, after, other, then):
    person.goes_to(after)
    card = person.region("Whom to follow up with").get_by_role("listitem").filter(has_text=other.name)
    person.opens("I would like to talk more", among=card)
    person.fills({"Reason": "opportunity", "A few words to them": "Shall we compare rosters?"}, among=card)
    person.presses("Keep this choice", among=card, then=then)


def harvest_closes_it(after, organizer):
    organizer.goes_to(after).follows("Write the harvest and close the co-lab")
    organizer.presses("Record the harvest", then="Write a summary, or say that there is nothing to record.")
    organizer.fills({"Summary": "Six offices compared what they leave undone.", "Themes": "Fridays"})
    organizer.presses("Record the harvest", then="The harvest is recorded, and the co-lab is closed.")
    organizer.sees("Six offices compared what they leave undone.", "Fridays")


def two_ask_for_a_follow_up(after, first, second):
    first.goes_to(after).fills(
        {"What is still to explore": "Larger offices were missing."}, among=_follow_up(first)
    )
    first.presses("Ask for a follow-up", then="Organizers see your request.").sees("1 person asks for it.")
    second.goes_to(after).sees("Larger offices were missing.")
    second.presses("Ask for it too", then="2 people ask for it.")


def _follow_up(person):
    return person.region("A follow-up")


def organizer_declares_the_follow_up(stage, organizer, *askers):
    organizer.goes_to("/candidates/").sees("2 people ask for it again.")
    organizer.follows("Declare the follow-up").sees("kept for people who had no seat in the hours before")
    assert organizer.value_of("Guiding question") == PLAN["Guiding question"]
    organizer.fills({"Why this topic, why now": "Two asked.", "Address of the room": ROOM})
    organizer.fills({"Date": "2027-02-03", "Time": "13:00"}).ticks("Relevance: it matters now")
    organizer.presses("Announce it", then="The co-lab is announced.").sees("It follows")
    stage.mail_goes_out()
    assert stage.mail.recipients("The follow-up you asked for") == addresses(askers)
    start = start_in("2027-02-03", "13:00")
    return CoLab(organizer.page.url.removeprefix(stage.site), start, start + timedelta(hours=1))


def seats_go_to_new_people_first(stage, colab, before, new):
    """Check R-SEATS-KEPT."""
    before.goes_to(colab.address).sees("Until then others go first, so you wait.")
    before.presses("Join the waiting list", then="You are number 1 on the waiting list.")
    before.sees("0 of 10 seats", "Free seats are kept for others until the time above.")
    takes_a_seat(colab, new)
    stage.mail_goes_out()
    letter = stage.mail.newest(before.address, "You are on the waiting list")
    assert "its free seats are kept for people who had no seat in the hours before" in letter
    assert letter.entry is None
    assert stage.mail.newest(new.address, "You have a seat").entry.start == colab.start
    stage.travels_to(colab.start - timedelta(days=3) + MINUTE)
    invitation = stage.mail.newest(before.address, "A seat became free, and it is yours").entry
    assert (invitation.method, invitation.sequence, invitation.start) == ("REQUEST", 0, colab.start)
