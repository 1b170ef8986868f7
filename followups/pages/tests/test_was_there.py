"""“I was there”: whoever the door did not see says so, and then takes part (R-SAYS-SO, R-ATTENDANCE)."""

from datetime import timedelta

import pytest
from django.urls import reverse

from events.lifecycle import reminders
from events.models import Attendance
from events.registration import attendance, seats
from followups.notes import insights
from mailing import outbox
from mailing.models import Message
from network.picks import picks
from testing import make

pytestmark = pytest.mark.django_db
ROLES = ["organizer", "facilitator", "harvester"]


@pytest.fixture
def colab():
    roles = {role: make.participant(role.title()) for role in ROLES[1:]}
    return make.held_colab(roles_came=False, organizer=make.organizer("Olive"), **roles)


def address(colab, name="was_there"):
    return reverse(f"followups:{name}", args=[colab.pk])


def noted(colab):
    return {row.participant: (row.mark, row.source) for row in colab.attendances.all()}


@pytest.fixture(params=["seat", *ROLES])
def unseen(request, colab):
    """Somebody with a part in the co-lab whom the door did not see."""
    return make.seated(colab).participant if request.param == "seat" else getattr(colab, request.param)


def test_nobody_is_present_by_a_seat_or_a_role(colab, unseen):
    assert not attendance.was_there(colab, unseen)
    with pytest.raises(insights.Refused, match="Say so first"):
        insights.write(colab, unseen, "One form for all.")
    assert picks.others(colab, unseen) is None


def test_who_was_not_seen_says_so_and_then_takes_part(client, colab, unseen):
    client.force_login(unseen)
    for page in (address(colab, "after"), colab.get_absolute_url(), address(colab)):
        assert "I was there" in client.get(page).text
    assert noted(colab) == {}

    for _ in range(2):
        answer = client.post(address(colab))
        assert answer["Location"] == address(colab, "after") + "#insights"

    assert noted(colab) == {unseen: ("came", "self")}
    assert "Noted: you were there." in client.get(address(colab, "after")).text
    assert insights.write(colab, unseen, "One form for all.").pk
    assert picks.others(colab, unseen) == []
    assert "I was there" not in client.get(address(colab, "after")).text
    assert client.get(address(colab))["Location"] == address(colab, "after")


@pytest.mark.parametrize(
    ("after", "may"), [(timedelta(days=14), True), (timedelta(days=14, seconds=1), False)]
)
def test_it_can_be_said_for_fourteen_days(client, time_machine, colab, unseen, after, may):
    time_machine.move_to(colab.ends_at + after, tick=False)
    client.force_login(unseen)

    assert ("I was there" in client.get(address(colab, "after")).text) == may
    page = client.post(address(colab), follow=True).text

    assert bool(noted(colab)) == may
    assert ("until two weeks after the hour" in page) != may


def test_not_before_the_end(time_machine, colab, unseen):
    time_machine.move_to(colab.ends_at - timedelta(minutes=1), tick=False)

    with pytest.raises(seats.Refused, match="when the hour is over"):
        attendance.say(colab, unseen)


@pytest.mark.parametrize("part", ["nobody", "waiting", "gave it back", "taken out"])
def test_nobody_else_says_so(client, colab, part):
    person = make.participant()
    if part == "waiting":
        make.waiting(colab, person)
    elif part != "nobody":
        make.waiting(colab, person, removed=part == "taken out")
        colab.registrations.update(status="gone")
    client.force_login(person)

    assert "I was there" not in client.get(address(colab, "after")).text
    assert "had a seat or a role" in client.post(address(colab), follow=True).text
    assert noted(colab) == {}


def test_the_organizer_sees_who_says_so_and_corrects_it(client, colab):
    ana = make.seated(colab, make.participant("Ana")).participant
    attendance.say(colab, ana)
    client.force_login(colab.organizer)
    page = reverse("events:attendance", args=[colab.pk])

    assert client.get(page).text.count("Says so: the door did not see them.") == 1
    marks = {str(person.pk): "unknown" for person in colab.people_with_a_role}
    client.post(page, marks | {str(ana.pk): "absent"})

    assert noted(colab) == {ana: ("absent", "organizer")}
    client.force_login(ana)
    assert "I was there" not in client.get(address(colab, "after")).text
    assert "The organizer noted that you did not come." in client.post(address(colab), follow=True).text
    with pytest.raises(insights.Refused, match="ask the organizer to correct it"):
        insights.write(colab, ana, "One form for all.")

    attendance.record(colab, colab.organizer, {ana.pk: "came"})
    assert insights.write(colab, ana, "One form for all.").pk


def test_what_was_said_meanwhile_is_not_overwritten(client, colab):
    """The organizer's page still has “unknown” of somebody who has just said so."""
    ana = make.seated(colab).participant
    marks = {str(person.pk): "unknown" for person in attendance.expected(colab)}
    attendance.say(colab, ana)
    client.force_login(colab.organizer)

    assert client.post(reverse("events:attendance", args=[colab.pk]), marks).status_code == 302

    assert noted(colab) == {ana: ("came", "self")}


def test_a_correction_taken_back_leaves_what_the_door_saw(colab):
    ana = make.seated(colab, attendance="came").participant
    colab.room_entries.create(participant=ana)
    attendance.record(colab, colab.organizer, {ana.pk: "absent"})
    attendance.record(colab, colab.organizer, {ana.pk: "unknown"})

    assert noted(colab) == {ana: ("came", "door")}


def test_the_organizer_notes_people_with_a_role(client, colab):
    client.force_login(colab.organizer)
    page = reverse("events:attendance", args=[colab.pk])
    assert [
        label for label in ("Olive", "Facilitator", "Harvester") if label not in client.get(page).text
    ] == []

    client.post(page, {str(person.pk): "came" for person in colab.people_with_a_role})

    assert set(noted(colab).values()) == {("came", "organizer")}
    assert len(picks.others(colab, colab.facilitator)) == 2


def letters(colab, mailoutbox):
    """{recipient's address: the text of the mail afterwards}."""
    reminders.post_due()
    outbox.send_due()
    assert not Message.objects.exclude(trouble="").exists()
    return {mail.to[0]: mail.subject + mail.body for mail in mailoutbox}


def test_the_mail_afterwards_asks_what_its_reader_can_do(colab, mailoutbox):
    came, unseen, absent = (
        make.seated(colab, attendance=mark).participant for mark in ("came", None, "absent")
    )
    sent = letters(colab, mailoutbox)

    def says(person):
        questions = ("What was valuable?", "Were you there?", "/after/was-there/", "Pick them")
        return [text in sent[person.email] for text in questions]

    assert says(came) == [True, False, False, True]
    assert says(unseen) == says(colab.facilitator) == [False, True, True, False]
    assert says(absent) == [False, False, False, False]


def test_it_is_only_told_to_whom_it_concerns(client, colab):
    """Neither a visitor nor others learn who was there (R-ATTENDANCE)."""
    ana = make.seated(colab, make.participant("Ana Aster")).participant
    attendance.say(colab, ana)

    assert "Ana Aster" not in client.get(address(colab, "after")).text
    assert client.get(address(colab)).status_code == 302  # to sign in
    assert Attendance.objects.count() == 1
