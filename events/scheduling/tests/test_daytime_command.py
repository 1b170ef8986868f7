import json

import pytest
from django.core.management import CommandError, call_command

# R-TIME-SHARES: (UTC start, winter 9-17, 8-18, summer 9-17, 8-18), in percent
SHARES = [
    ("13:00", 0.5, 37.2, 36.5, 57.0),
    ("15:00", 80.1, 87.7, 83.6, 99.56),
    ("17:00", 99.56, 99.71, 99.71, 99.71),
    ("19:00", 100.0, 100.0, 99.90, 100.0),
    ("19:30", 100.0, 100.0, 99.51, 100.0),
    ("21:00", 99.51, 99.90, 63.5, 99.51),
    ("23:00", 19.9, 62.8, 16.4, 43.0),
]


def daytime(start, *options, capsys):
    call_command("daytime", start, *options)
    return capsys.readouterr().out


@pytest.mark.parametrize(("hour", "winter", "winter_day", "summer", "summer_day"), SHARES)
def test_it_prints_the_shares_of_north_america(capsys, hour, winter, winter_day, summer, summer_day):
    expected = {"2027-01-13": (winter, winter_day), "2027-07-14": (summer, summer_day)}

    for day, figures in expected.items():
        call_command("daytime", f"{day}T{hour}Z", "--json")
        found = json.loads(capsys.readouterr().out)
        assert (100 * found["comfortable"], 100 * found["daytime"]) == pytest.approx(figures, abs=0.1)


def test_the_text_has_a_line_for_each_clock(capsys):
    text = daytime("2027-01-14T19:00Z", capsys=capsys)

    assert "Vancouver" not in text.split("\n")[0]
    assert any(line.split()[:2] == ["Honolulu", "09:00-10:00"] for line in text.splitlines())


def test_an_offset_is_understood(capsys):
    assert "2027-01-14T19:00Z" in daytime("2027-01-14T14:00-05:00", capsys=capsys)


@pytest.mark.parametrize("start", ["tomorrow", "2027-01-14T19:00"])
def test_a_time_without_meaning_is_refused(start):
    with pytest.raises(CommandError):
        call_command("daytime", start)


def test_a_length_beyond_the_hour_is_refused():
    with pytest.raises(CommandError):
        call_command("daytime", "2027-01-14T19:00Z", minutes=61)
