"""The letters about changes of a co-lab and about its time; each is None if no longer true (R-STILL-TRUE)."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.timezones import dst_changes
from events.calendar import invitations
from events.messages import composing, notifications
from events.messages.notifications import WRAP_UP_WITHIN
from events.models import CoLab, Move, Registration
from mailing.registry import letter

# --- Changes


@letter(
    "announced",
    label=_("A topic I suggested becomes a co-lab"),
    optional=True,
    may_wait=True,
    recipients=notifications.announced_to,
)
def announced(message):
    person, about = message.recipient, message.about
    colab = composing.colab_of(CoLab.objects.visible_to(person).ahead(), about)
    if colab is None or colab.has_started or not colab.topic.nominations.filter(participant=person).exists():
        return None
    return composing.letter_about("announced", colab)


@letter("role", label=_("I have a role in a co-lab"))
def role(message):
    colab = composing.colab_of(CoLab.objects.ahead(), message.about)
    if colab is None or colab.has_started or colab.role_of(message.recipient) != message.about["role"]:
        return None
    return composing.letter_about("role", colab, role=message.about["role"])


@letter("moved", label=_("A co-lab of mine is moved"))
def moved(message):
    about = message.about
    move = Move.objects.filter(pk=about["move"]).first()
    if "registration" not in about:
        colab = composing.colab_with_role(message)
        return colab and composing.letter_about("moved", colab, move=move)
    registration = (
        composing.seat_of(message)
        if about["seated"]
        else composing.registration_of(message, Registration.Status.WAITING)
    )
    if registration is None or registration.colab.starts_at != composing.start_of(message):
        return None
    calendar = invitations.request(registration, "NEEDS-ACTION") if about["seated"] else None
    return composing.letter_about("moved", registration.colab, calendar, registration=registration, move=move)


@letter("changed", label=_("A co-lab of mine has another title, length or place"))
def changed(message):
    registration = composing.seat_of(message)
    if registration is None or registration.sequence != message.about["sequence"]:
        return None
    return composing.invitation(
        "changed", registration, "NEEDS-ACTION" if message.about["times"] else "ACCEPTED"
    )


@letter("called-off", label=_("A co-lab of mine is called off"))
def called_off(message):
    colab = composing.colab_of(CoLab.objects.filter(state=CoLab.State.CALLED_OFF), message.about)
    if colab is None or colab.has_ended:
        return None
    registration = colab.registrations.present().filter(pk=message.about.get("registration")).first()
    if registration is None and not colab.role_of(message.recipient):
        return None  # somebody who left got a message then
    calendar, had_a_seat = None, registration is not None and message.about["seated"]
    if not colab.topic.forum.readers_among([message.recipient]):
        if not had_a_seat:
            return None
        colab.called_off_reason = ""  # nothing but that their entry is cancelled (R-OWN-ENTRY)
    if had_a_seat:
        calendar = invitations.cancel(registration, message.about["uid"], message.about["sequence"])
    return composing.letter_about("called_off", colab, calendar, registration=registration)


# --- Reminders


@letter("reminder-day", label=_("A reminder the day before"), optional=True)
def reminder_day(message):
    return _reminder(message, mind_clocks=True)


@letter("reminder-hour", label=_("A reminder an hour before"), optional=True)
def reminder_hour(message):
    return _reminder(message)


@letter("wrap-up", label=_("After a co-lab: what to write down, and whom to follow up with"), optional=True)
def wrap_up(message):
    person = message.recipient
    colab = composing.colab_of(CoLab.objects.visible_to(person).held(), message.about)
    if colab is None or timezone.now() > colab.ends_at + WRAP_UP_WITHIN:
        return None
    role = colab.role_of(person)
    if role is None and not colab.registrations.seated().filter(participant=person).exists():
        return None
    asks = colab.topic.forum.rules.asks_afterwards
    return composing.letter_about("wrap_up", colab, role=role, asks=asks)


def _reminder(message, mind_clocks=False):
    """With `mind_clocks` it mentions clock changes since the reader learned of the start."""
    if "registration" in message.about:
        registration = composing.seat_of(message)
        colab, since = registration and registration.colab, registration and registration.seated_at
        context = {"registration": registration}
    else:
        colab = composing.colab_with_role(message)
        since = colab and (colab.announced_at or colab.created_at)
        context = {"role": colab and colab.role_of(message.recipient)}
    if colab is None:
        return None
    if mind_clocks:
        context["clocks"] = dst_changes.sentence(colab.starts_at, colab.zone, message.recipient.zone, since)
    return composing.letter_about("reminder", colab, **context)
