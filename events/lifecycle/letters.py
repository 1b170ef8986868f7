"""What the co-labs write to people: what stands in each message, and whether it is still true (rule 15).

Every function is asked right before its message goes out, and gives None when it should not. A message about
a seat is true only for the seat of which it speaks, and for the start that was known when it was written:
what changed since has a message of its own.
"""

from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.timezones import display, dst_changes
from events.calendar import invitations
from events.models import CoLab, Move, Registration
from events.registration import availability, seat_panel
from events.zone_updates import detection
from mailing.registry import Letter, letter

WRAP_UP_WITHIN = timedelta(days=7)  # of the end; later nobody remembers


# --- Seats and the queue


@letter("seated", label=_("I have a seat"))
def seated(message):
    registration = _seat(message)
    return registration and _invitation("seated", registration)


@letter("seat-freed", label=_("A seat became free, and it is mine"))
def seat_freed(message):
    registration = _seat(message)
    return registration and _invitation("seat_freed", registration)


@letter("waiting", label=_("My place in the queue"))
def waiting(message):
    registration = _registration(message, Registration.Status.WAITING)
    if registration is None:
        return None
    places = seat_panel.of(registration.colab, registration.participant)
    return _letter("waiting", registration.colab, registration=registration, places=places)


@letter("claimable", label=_("In the last hours: a seat is free, the first to claim it has it"))
def claimable(message):
    registration = _registration(message, Registration.Status.WAITING)
    if registration is None or not availability.state(registration.colab).numbers:
        return None
    return _letter("claimable", registration.colab, registration=registration)


@letter("given-up", label=_("I gave up my seat"))
def given_up(message):
    return _farewell("given_up", message)


@letter("removed", label=_("The organizer took me out of a co-lab"))
def removed(message):
    return _farewell("removed", message)


# --- The co-lab changes


@letter("announced", label=_("A topic I nominated becomes a co-lab"), optional=True, may_wait=True)
def announced(message):
    person, about = message.recipient, message.about
    colab = _colab(CoLab.objects.visible_to(person).ahead(), about)
    if colab is None or colab.has_started or not colab.topic.nominations.filter(participant=person).exists():
        return None
    return _letter("announced", colab)


@letter("role", label=_("I have a role in a co-lab"))
def role(message):
    colab = _colab(CoLab.objects.ahead(), message.about)
    if colab is None or colab.has_started or colab.role_of(message.recipient) != message.about["role"]:
        return None
    return _letter("role", colab, role=message.about["role"])


@letter("moved", label=_("A co-lab of mine is moved"))
def moved(message):
    """To those seated with the new calendar entry; to those waiting, and to those with a role, in words."""
    about = message.about
    move = Move.objects.filter(pk=about["move"]).first()
    if "registration" not in about:
        colab = _colab_with_role(message)
        return colab and _letter("moved", colab, move=move)
    registration = _seat(message) if about["seated"] else _registration(message, Registration.Status.WAITING)
    if registration is None or registration.colab.starts_at != _start(message):
        return None
    calendar = invitations.request(registration, "NEEDS-ACTION") if about["seated"] else None
    return _letter("moved", registration.colab, calendar, registration=registration, move=move)


@letter("changed", label=_("A co-lab of mine has another title, length or place"))
def changed(message):
    registration = _seat(message)
    if registration is None or registration.sequence != message.about["sequence"]:
        return None
    return _invitation("changed", registration, "NEEDS-ACTION" if message.about["times"] else "ACCEPTED")


@letter("called-off", label=_("A co-lab of mine is called off"))
def called_off(message):
    colab = _colab(CoLab.objects.filter(state=CoLab.State.CALLED_OFF), message.about)
    if colab is None or colab.has_ended:
        return None
    registration = colab.registrations.present().filter(pk=message.about.get("registration")).first()
    if "registration" in message.about and registration is None:
        return None  # who left has been told
    calendar = None
    if registration and message.about["seated"]:
        calendar = invitations.cancel(registration, message.about["uid"], message.about["sequence"])
    return _letter("called_off", colab, calendar, registration=registration)


# --- The rules of time zones change (see rules_moved)


@letter("rules-moved", label=_("Clocks changed their rules under a co-lab I organize"))
def rules_moved(message):
    """To the organizer, who says what stands; while nobody has."""
    colab = _colab_with_role(message)
    found = colab and detection.difference(colab)
    if not found or colab.organizer_id != message.recipient_id:
        return None
    url = settings.SITE_URL + reverse("events:rules", args=[colab.pk])
    return _letter("rules_moved", colab, found=found, button_url=url)


@letter("clock-changed", label=_("Clocks changed their rules: what it means for a co-lab of mine"))
def clock_changed(message):
    """What changes on the reader's own clock; a new calendar entry where the instant is another one."""
    about, registration, calendar = message.about, None, None
    if "registration" in about:
        registration = _seat(message) if about["seated"] else _waiting_for(message)
        colab = registration and registration.colab
    else:
        colab = _colab_with_role(message)
    if colab is None:
        return None
    if registration and registration.is_seated and about["kept"] == detection.WALL:
        calendar = invitations.request(registration, "NEEDS-ACTION")
    before, zone = detection.before(about, message.recipient), message.recipient.zone
    context = {"registration": registration, "kept": about["kept"]}
    if before:
        now = colab.starts_at.astimezone(zone)
        context["before"] = detection.words(before, zone)
        context["same"] = before.replace(tzinfo=None) == now.replace(tzinfo=None)
    return _letter("clock_changed", colab, calendar, **context)


# --- The clock


@letter("reminder-day", label=_("A reminder the day before"), optional=True)
def reminder_day(message):
    return _reminder(message, mind_clocks=True)


@letter("reminder-hour", label=_("A reminder an hour before"), optional=True)
def reminder_hour(message):
    return _reminder(message)


@letter("wrap-up", label=_("After a co-lab: what to write down, and whom to follow up with"), optional=True)
def wrap_up(message):
    colab = _colab(CoLab.objects.held(), message.about)
    if colab is None or timezone.now() > colab.ends_at + WRAP_UP_WITHIN:
        return None
    person = message.recipient
    role = colab.role_of(person)
    if role is None and not colab.registrations.seated().filter(participant=person).exists():
        return None
    return _letter("wrap_up", colab, role=role)


def _reminder(message, mind_clocks=False):
    """`mind_clocks`: whether clocks that changed since they heard of it are spoken of."""
    if "registration" in message.about:
        registration = _seat(message)
        colab, since = registration and registration.colab, registration and registration.seated_at
        context = {"registration": registration}
    else:
        colab = _colab_with_role(message)
        since = colab and (colab.announced_at or colab.created_at)
        context = {"role": colab and colab.role_of(message.recipient)}
    if colab is None:
        return None
    if mind_clocks:
        context["clocks"] = dst_changes.sentence(colab.starts_at, colab.zone, message.recipient.zone, since)
    return _letter("reminder", colab, **context)


# --- What is so


def _registration(message, status):
    """The registration of which a message speaks, while its co-lab lies ahead and this is its state."""
    registration = (
        Registration.objects.filter(pk=message.about["registration"], status=status)
        .select_related("colab__topic__forum", "colab__organizer", "participant")
        .first()
    )
    if registration is None or not registration.colab.is_announced or registration.colab.has_started:
        return None
    return registration


def _seat(message):
    """The seat of which a message speaks: the same calendar entry, the same start. None if it is no more."""
    registration = _registration(message, Registration.Status.SEATED)
    if registration is None or str(registration.uid) != message.about["uid"]:
        return None
    return registration if registration.colab.starts_at == _start(message) else None


def _waiting_for(message):
    registration = _registration(message, Registration.Status.WAITING)
    return registration if registration and registration.colab.starts_at == _start(message) else None


def _colab(colabs, about):
    return colabs.select_related("topic__forum", "organizer").filter(pk=about["colab"]).first()


def _colab_with_role(message):
    """The co-lab ahead, not moved since, in which the reader has a role."""
    colab = _colab(CoLab.objects.ahead(), message.about)
    if colab is None or colab.has_started or colab.starts_at != _start(message):
        return None
    return colab if colab.role_of(message.recipient) else None


def _start(message):
    return datetime.fromisoformat(message.about["start"])


# --- What is said


def _letter(template, colab, calendar=None, **context):
    date, time = display.date_words(colab.starts_at, "UTC", "long"), colab.starts_at.astimezone(UTC)
    return Letter(
        f"events/email/{template}",
        {
            "colab": colab,
            "link": invitations.link(colab),
            "utc": f"{date}, {time:%H:%M} UTC",
            **context,
        },
        calendar,
    )


def _invitation(template, registration, partstat="ACCEPTED"):
    calendar = invitations.request(registration, partstat)
    return _letter(template, registration.colab, calendar, registration=registration)


def _farewell(template, message):
    """To somebody who is out: a cancellation of the seat they had, and of nothing else (rule 12)."""
    about = message.about
    registration = (
        Registration.objects.filter(pk=about["registration"])
        .select_related("colab__topic__forum", "colab__organizer", "participant")
        .first()
    )
    if registration is None or registration.colab.has_ended:
        return None
    had_a_seat = about["seated"]
    calendar = invitations.cancel(registration, about["uid"], about["sequence"]) if had_a_seat else None
    return _letter(template, registration.colab, calendar, registration=registration, had_a_seat=had_a_seat)
