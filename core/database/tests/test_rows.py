"""Check R-ONE-BAD-ROW and R-PAGE-LIMITS."""

import logging

import pytest
from django.db import DatabaseError, connection, connections

from core.database import limits
from core.database.rows import Tally, at_once, one_by_one
from participants.models import Participant
from testing import make

pytestmark = pytest.mark.django_db


def _rename(person):
    Participant.objects.filter(pk=person.pk).update(district="changed")
    if person.name == "bad":
        raise ValueError(person.email)
    return 1


def _break_the_statement(person):
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 / %s", [0 if person.name == "bad" else 1])
    return 1


@pytest.mark.parametrize("work", [_rename, _break_the_statement])
def test_a_bad_row_is_left_out_and_the_others_are_done(work):
    people = [make.participant(name) for name in ("first", "bad", "last")]

    tally = one_by_one("people", people, work)

    assert (tally, tally.failed) == (2, (people[1].pk,))


@pytest.mark.parametrize(("name", "calls"), [("good", 1), ("bad", 3)])
def test_all_rows_are_worked_on_at_once_unless_one_is_bad(name, calls):
    people, called = [make.participant("first"), make.participant(name)], []

    def rename_all(rows):
        called.append(rows)
        return sum(map(_rename, rows))

    tally = at_once("people", people, rename_all)

    assert len(called) == calls
    assert (tally, len(tally.failed)) == ((2, 0) if name == "good" else (1, 1))
    assert Participant.objects.filter(district="changed").count() == tally


def test_what_a_bad_row_began_is_undone():
    good, bad = make.participant("good"), make.participant("bad")

    one_by_one("people", [bad, good], _rename)

    assert list(Participant.objects.filter(district="changed")) == [good]


def test_the_log_has_the_key_and_no_words_of_the_error(caplog):
    bad = make.participant("bad")

    with caplog.at_level(logging.ERROR):
        one_by_one("people", [bad], _rename)

    first, last = caplog.messages
    assert first.startswith(f"people: {bad.pk} failed with ValueError.")
    assert last == "people: 1 of 1 failed and are tried again the next time."
    assert bad.email not in caplog.text


def test_tallies_are_added_with_what_failed():
    assert Tally(2, [7]) + Tally(1, [9]) == 3
    assert (Tally(2, [7]) + Tally(1, [9])).failed == (7, 9)


def test_a_lost_connection_concerns_all_rows(monkeypatch):
    monkeypatch.setattr(connections["default"], "is_usable", lambda: False)

    with pytest.raises(DatabaseError):
        one_by_one("people", [make.participant("bad")], _break_the_statement)


# --- Limits


def _shown(name):
    other = connection.copy()
    try:
        with other.cursor() as cursor:
            cursor.execute(f"SHOW {name}")
            return cursor.fetchone()[0]
    finally:
        other.close()


@pytest.mark.parametrize("name", limits.LIMITS)
def test_the_web_and_the_worker_have_limits_and_nothing_else_has(name, monkeypatch):
    """Whatever another test of this process has started, as the web does."""
    given = connections.settings["default"]["OPTIONS"]
    without = {key: value for key, value in given.items() if key != "options"}
    monkeypatch.setitem(connections.settings["default"], "OPTIONS", without)
    assert _shown(name) == "0"

    with limits.applied():
        assert _shown(name) == limits.LIMITS[name]

    assert _shown(name) == "0"
