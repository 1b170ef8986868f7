"""Clock changes between two instants, for readers in different zones."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.urls import reverse

from core.timezones import dst_changes
from events.lifecycle import reminders
from mailing import outbox
from testing import make

BEFORE = datetime(2027, 3, 1, 19, tzinfo=UTC)
START = datetime(2027, 3, 18, 18, tzinfo=UTC)  # 14:00 in Toronto, four days after its change


@pytest.mark.parametrize(
    ("zone", "home", "minutes"),
    [
        ("America/Phoenix", "America/Toronto", -60),
        ("America/Toronto", "America/Phoenix", 60),
        ("America/New_York", "America/Toronto", 0),
        ("America/Mexico_City", "America/Toronto", -60),
        ("Asia/Kathmandu", "America/Phoenix", 0),
        ("America/Vancouver", "America/Toronto", -60),  # changes no more since 2026
        ("Europe/Paris", "America/Toronto", -60),  # changes two weeks later
    ],
)
def test_a_clock_moves_against_another(zone, home, minutes):
    assert dst_changes.shift(zone, home, BEFORE, START) == minutes


def test_where_both_have_changed_nothing_has():
    april = datetime(2027, 4, 1, 18, tzinfo=UTC)

    assert dst_changes.shift("Europe/Paris", "America/Toronto", BEFORE, april) == 0


@pytest.mark.parametrize(
    ("zone", "day"),
    [
        ("America/Toronto", date(2027, 3, 14)),
        ("America/Phoenix", None),
        ("America/St_Johns", date(2027, 3, 14)),
    ],
)
def test_the_day_of_a_change_is_known(zone, day):
    assert dst_changes.changed_on(zone, BEFORE, START) == day


def test_a_change_an_hour_ago_is_found():
    change = datetime(2027, 3, 14, 7, tzinfo=UTC)

    around = (change - timedelta(minutes=1), change + timedelta(minutes=1))
    assert dst_changes.changed_on("America/Toronto", *around) == date(2027, 3, 14)
    assert dst_changes.changed_on("America/Toronto", change, change + timedelta(hours=1)) is None


def test_the_sentence_says_where_when_and_what():
    zones = ZoneInfo("America/Toronto"), ZoneInfo("America/Phoenix")

    sentence = dst_changes.sentence(START, *zones, BEFORE).replace("\u202f", " ")

    assert sentence == (
        "Clocks change before this co-lab: Toronto (March 14, 2027). In Phoenix, 2:00 p.m. in Toronto is "
        "12:00 p.m. until then and 11:00 a.m. from then on."
    )


def test_where_nothing_moves_nothing_is_said():
    assert dst_changes.sentence(START, "America/Toronto", "America/New_York", BEFORE) == ""


# --- Where it is said


@pytest.fixture
def spring(db):
    with time_machine.travel(BEFORE, tick=False):
        yield make.colab(starts_at=START, announced_at=BEFORE)


def reminded(mailoutbox):
    with time_machine.travel(START - timedelta(hours=24), tick=False):
        reminders.post_due()
        outbox.send_due()
    return {mail.to[0]: mail.body for mail in mailoutbox}


def test_the_reminder_a_day_before_speaks_of_it_to_those_for_whom_the_hour_moved(spring, mailoutbox):
    phoenix = make.seated(spring, make.participant(zone="America/Phoenix")).participant
    boston = make.seated(spring, make.participant(zone="America/New_York")).participant

    bodies = reminded(mailoutbox)

    assert "Clocks change before this co-lab: Toronto (March 14, 2027)." in bodies[phoenix.email]
    assert "Clocks change" not in bodies[boston.email]


def test_who_registered_after_the_change_has_nothing_to_unlearn(spring, mailoutbox):
    late = START - timedelta(days=2)
    phoenix = make.participant(zone="America/Phoenix")
    make.seated(spring, phoenix, seated_at=late)

    assert "Clocks change" not in reminded(mailoutbox)[phoenix.email]


def test_a_person_with_a_role_is_told_too(spring, mailoutbox):
    spring.facilitator = make.participant(zone="America/Regina")
    spring.save(update_fields=["facilitator"])

    assert "Clocks change before" in reminded(mailoutbox)[spring.facilitator.email]


def test_the_page_says_it_as_long_as_the_change_lies_ahead(spring, client):
    client.force_login(make.participant(zone="America/Phoenix"))

    assert "Clocks change before" in client.get(spring.get_absolute_url()).content.decode()
    with time_machine.travel(START - timedelta(days=1), tick=False):
        client.force_login(make.participant(zone="America/Phoenix"))
        assert "Clocks change before" not in client.get(spring.get_absolute_url()).content.decode()


def test_a_visitor_is_told_on_the_clock_they_chose(spring, client):
    client.post(reverse("participants:clock"), {"zone": "Phoenix", "clock": "24"})

    page = client.get(spring.get_absolute_url()).content.decode()

    assert "In Phoenix, 14:00 in Toronto is 12:00 until then and 11:00 from then on." in page
