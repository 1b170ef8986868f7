"""Reads pages of co-labs in any language, by their markup."""

import re
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from walker import CheckFailed

ZONE = ZoneInfo("America/Toronto")  # on whose clock the organizer chooses
EARLY = "05:00"  # there; no good start anywhere in North America


def require(true, sentence):
    """Raise CheckFailed with this sentence unless it is true."""
    if not true:
        raise CheckFailed(sentence)


def number_of(person):
    return person.open("/").the("body[data-person]")["data-person"]


def name_of(person):
    return person.open("/me/").main_form().fields["name"]


def times_named(person, reader):
    """Return how often the dashboard of a reader has the address of a person."""
    return reader.open("/").the("main").get_text().count(person.email)


def seats(page):
    words = page.the("#seats .seats-text").get_text()
    return tuple(sorted(int(number) for number in re.findall(r"\d+", words)))


def standing(page):
    """Return "seated", "waiting" or "none": the reader's status in this co-lab."""
    return next((name for name in ("seated", "waiting") if page.find(f"#seats .status-{name}")), "none")


def check_seats(page, mine, taken, of=10):
    """Check the reader's status and the number of seats taken."""
    who, where = page.person.name, page.path
    require(seats(page) == (taken, of), f"{who} reads {seats(page)} seats, not {(taken, of)}, at {where}.")
    require(standing(page) == mine, f"{who} is {standing(page)!r} at {where}, not {mine!r}.")


def start_of(page):
    """Return the start of a co-lab, a UTC instant."""
    stamp = page.the("[aria-labelledby=when-title] time[datetime]")["datetime"]
    return datetime.fromisoformat(stamp.replace("Z", "+00:00"))


def typed(instant):
    """Return the form fields of an instant, on the organizer's clock."""
    local = instant.astimezone(ZONE)
    return {"date": f"{local:%Y-%m-%d}", "time": f"{local:%H:%M}", "zone": str(ZONE)}


def early(days):
    """Return the form fields of an early start, so many days ahead."""
    return typed(datetime.now(UTC) + timedelta(days=days)) | {"time": EARLY}


def with_a_good_start(page, days, number=0, **fields):
    """Check an early start in a form, choose one of the starts offered, and return the page with it."""
    page = page.main_form().press("#check-time", **early(days), **fields)
    check = "[aria-labelledby=check-title]"
    require(
        page.find(f"{check} .notice-warning"), f"The time check has nothing against {EARLY} at {page.path}."
    )
    offers = [button["value"] for button in page.all("button[name=start]")]
    require(len(offers) > number, f"The time check offers {len(offers)} starts at {page.path}.")
    page = page.main_form().press(f"button[name=start][value='{offers[number]}']")
    require(page.find(check), f"A start that is offered is not checked at {page.path}.")
    require(
        not page.find(f"{check} .notice-warning"), f"A start that is offered needs a reason at {page.path}."
    )
    return page


def refused(form, button, *names, **fields):
    """Submit invalid values, check that each of these fields shows an error and that no input is lost.

    Return the page with the errors.
    """
    page = form.press(button, status=422, **fields)
    silent = [name for name in names if not page.find(f"#div_id_{name}.field-error")]
    require(not silent, f"No word at {page.path} about what is wrong with {', '.join(silent)}.")
    kept = page.main_form().fields
    lost = [name for name, value in fields.items() if name != "zone" and kept.get(name) != value]
    require(not lost, f"What was typed is lost at {page.path}: {', '.join(lost)}.")
    return page
