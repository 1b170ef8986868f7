"""R-WITHIN-TWO-YEARS: dates at the ends of time are refused, and every co-lab can be moved back."""

from datetime import UTC, datetime, timedelta

import pytest
from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from core.timezones.wall_time import Start
from events.lifecycle import colabs
from events.lifecycle.tests.plans import PLAN, TYPED
from events.models import CoLab
from mailing.models import Message
from testing import make

pytestmark = pytest.mark.django_db

NOW = datetime(2027, 1, 4, 15, tzinfo=UTC)
LAST = NOW + settings.COLAB["ahead"]
PAST, TOO_FAR = "This start is in the past.", "This is too far ahead: a co-lab starts within two years."
ENDS_OF_TIME = [
    ("9999-12-31", "23:30", TOO_FAR),
    ("9999-12-31", "00:00", TOO_FAR),
    ("2100-01-01", "14:00", TOO_FAR),
    ("2029-01-06", "14:00", TOO_FAR),
    ("1999-12-31", "14:00", PAST),
    ("0001-01-01", "00:00", PAST),
    ("0001-01-01", "23:59", PAST),
]
FARTHEST = ["Pacific/Kiritimati", "Etc/GMT+12", "America/St_Johns"]
ELSEWHERE = {"unfriendly_reason": "No other hour.", "notice_reason": "It is urgent."}


@pytest.fixture(autouse=True)
def _monday(time_machine):
    time_machine.move_to(NOW, tick=False)


def address(name, row):
    return reverse(f"events:{name}", args=[row.pk])


@pytest.mark.parametrize(("date", "time", "sentence"), ENDS_OF_TIME)
@pytest.mark.parametrize(
    ("zone", "then"), [(FARTHEST[0], "draft"), (FARTHEST[1], "announce"), (FARTHEST[2], "announce")]
)
def test_nothing_is_declared_there(client, organizer, date, time, sentence, zone, then):
    typed = TYPED | ELSEWHERE | {"date": date, "time": time, "zone": zone, "then": then}

    answer = client.post(address("declare", make.topic()), typed)

    assert answer.status_code == 422
    assert sentence in answer.context["form"].errors["date"][0]
    assert f'value="{date}"' in answer.text
    assert not CoLab.objects.exists()
    assert not Message.objects.exists()


@pytest.mark.parametrize("name", ["move", "check_move", "check", "check_draft", "edit"])
@pytest.mark.parametrize(("date", "time", "sentence"), [ENDS_OF_TIME[n] for n in (0, 2, 3, 5)])
def test_nor_moved_checked_or_edited(client, organizer, name, date, time, sentence):
    colab = make.colab(organizer=organizer, state="draft" if name in {"check_draft", "edit"} else "announced")
    row = colab.topic if name == "check" else colab
    typed = TYPED | ELSEWHERE | {"date": date, "time": time, "reason": "Sorry."}

    answer = client.post(address(name, row), typed)

    assert sentence in " ".join(answer.text.split())
    assert answer.status_code == 422 or answer.context["check"].date_problem
    assert CoLab.objects.get().starts_at == colab.starts_at


@pytest.mark.parametrize("start", ["0001-01-01T00:00Z", "9999-12-31T23:59Z", "2100-01-01T00:00Z"])
@pytest.mark.parametrize("zone", [*FARTHEST[:2], "nowhere"])
def test_a_start_of_no_finder_changes_nothing(client, organizer, start, zone):
    answer = client.post(address("check", make.topic()), TYPED | {"start": start, "zone": zone})

    assert f'value="{TYPED["date"]}"' in answer.text


@pytest.mark.parametrize("week", ["0001-01-01", "9999-12-27", "2027-W02", "\0", "9" * 5000])
def test_no_week_breaks_the_finder(client, organizer, week):
    assert client.post(address("check", make.topic()), TYPED | {"week": week}).status_code == 200


def test_the_last_moment_is_taken_and_the_next_is_not():
    colab = make.colab()
    late, last = (Start(LAST + timedelta(minutes=minutes), colab.zone) for minutes in (1, 0))

    with pytest.raises(colabs.Refused, match=TOO_FAR):
        colabs.move(colab, colab.organizer, late, "Sorry.", **ELSEWHERE)
    assert colabs.move(colab, colab.organizer, last, "Sorry.", **ELSEWHERE).starts_at == LAST


def test_the_verb_refuses_to_declare_and_to_announce_it():
    colab = make.colab(state="draft", starts_at=LAST + timedelta(days=1))
    far = Start(datetime(2100, 1, 1, tzinfo=UTC), colab.zone)

    with pytest.raises(colabs.Refused, match=TOO_FAR):
        colabs.announce(colab, colab.organizer)
    with pytest.raises(colabs.Refused, match=TOO_FAR):
        colabs.declare(make.topic(), colab.organizer, far, announce=True, **PLAN | ELSEWHERE)


@pytest.mark.parametrize("starts_at", [datetime(2100, 1, 1, tzinfo=UTC), datetime(9999, 12, 30, tzinfo=UTC)])
def test_one_that_is_far_away_can_be_moved_back(client, organizer, starts_at):
    colab = make.colab(organizer=organizer, starts_at=starts_at, zone="America/Toronto")
    page = address("move", colab)
    back = {name: TYPED[name] for name in ("date", "time", "zone")} | {"reason": "A slip of the year."}

    assert client.get(page).status_code == 200
    assert client.post(address("check_move", colab), back).status_code == 200
    assert client.post(page, back | ELSEWHERE).status_code == 302
    assert timezone.localtime(CoLab.objects.get().starts_at, colab.zone).isoformat()[:10] == TYPED["date"]
