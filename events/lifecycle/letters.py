"""The letters about changes of a co-lab and about its time; each is None if no longer true (R-STILL-TRUE)."""

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.timezones import dst_changes
from events.messages import afterwards, announcing, composing
from events.messages.notifications import WRAP_UP_WITHIN
from events.models import CoLab, Move, RoleOffer
from events.registration import attendance
from mailing.registry import everyone, letter

# --- Changes


def _announced(message):
    """One text for each kind of `announcing.KINDS`, which says why its reader gets it."""
    person = message.recipient
    colab = composing.colab_of(CoLab.objects.visible_to(person).ahead(), message.about)
    if colab is None or colab.has_started or colab.role_of(person):
        return None
    reason = announcing.reason(message.kind, colab, person)
    if not reason or colab.registrations.present().filter(participant=person).exists():
        return None
    return composing.letter_about("announced", colab, reason=reason)


for kind, label in {
    "announced-my-topic": _("A topic I posted becomes a co-lab"),
    "announced": _("A topic I suggested becomes a co-lab"),
    "announced-watched": _("A co-lab on a topic, space or tag that I watch"),
    "announced-in-space": _("New co-labs in my spaces"),
}.items():
    letter(
        kind,
        label=label,
        optional=True,
        may_wait=True,
        digested=kind == "announced-in-space",
        recipients=announcing.recipients(kind),
        reaches=everyone,
    )(_announced)


@letter("moved", label=_("A co-lab of mine is moved"))
def moved(message):
    about = message.about
    if "uid" in about and about.get("seated", True):
        return composing.update(message)
    move = Move.objects.filter(pk=about["move"]).select_related("colab").first()
    known = composing.start_known(message, move)
    registration = composing.waiting_of(message) if "registration" in about else None
    colab = registration.colab if registration else composing.colab_with_role(message)
    if colab is None or ("registration" in about and registration is None) or known == colab.starts_at:
        return None
    return composing.letter_about("moved", colab, registration=registration, move=move, was={"start": known})


@letter("changed", label=_("A co-lab of mine has another title, length or place"))
def changed(message):
    return composing.update(message)


@letter("called-off", label=_("A co-lab of mine is called off"))
def called_off(message):
    about, colab = message.about, composing.held_colab_of(message.about)
    if colab is None or not colab.is_called_off or colab.has_ended:
        return None
    registration = colab.registrations.present().filter(pk=about.get("registration")).first()
    if registration is None and not colab.role_of(message.recipient):
        return None  # somebody who left got a message then
    had_an_entry = "uid" in about and about.get("seated", True)
    if not colab.topic.forum.readers_among([message.recipient]):
        if not had_an_entry:
            return None
        colab.called_off_reason = ""  # nothing but that their entry is cancelled (R-OWN-ENTRY)
    calendar = composing.cancellation(message, colab, message.recipient) if had_an_entry else None
    cancels = calendar is not None
    return composing.letter_about("called_off", colab, calendar, registration=registration, cancels=cancels)


# --- Roles that are offered (R-HANDED-OVER)


@letter("role-offered", label=_("Somebody asks me to organize a co-lab in their place, or with them"))
def role_offered(message):
    asked = RoleOffer.objects.open().to(message.recipient).for_page()
    offer = asked.filter(pk=message.about["offer"]).first()
    if offer is None:
        return None
    url = settings.SITE_URL + offer.get_absolute_url()
    return composing.letter_about("role_offered", offer.colab, offer=offer, button_url=url)


@letter("role-answered", label=_("The answer of whom I asked to organize a co-lab in my place, or with me"))
def role_answered(message):
    """Whoever was asked gets it where no calendar entry told them."""
    offer = RoleOffer.objects.for_page().filter(pk=message.about["offer"]).exclude(answer="").first()
    if offer is None or not offer.colab.is_ahead:
        return None
    forum = offer.colab.topic.forum
    if not forum.readers_among([message.recipient]):
        return None
    name = str(offer.to) if forum.rules.names_authors or offer.answer == offer.Answer.ACCEPTED else ""
    asked = message.recipient == offer.to
    return composing.letter_about("role_answered", offer.colab, offer=offer, name=name, asked=asked)


# --- Reminders


@letter("reminder-day", label=_("A reminder the day before"), optional=True, reaches=everyone)
def reminder_day(message):
    return _reminder(message, mind_clocks=True)


@letter("reminder-hour", label=_("A reminder an hour before"), optional=True, reaches=everyone)
def reminder_hour(message):
    return _reminder(message, is_near=True)


@letter(
    "wrap-up",
    label=_("After a co-lab: what to write down, and whom to follow up with"),
    optional=True,
    reaches=everyone,
)
def wrap_up(message):
    person = message.recipient
    held = CoLab.objects.visible_to(person).held().with_presence_of(person)
    colab = composing.colab_of(held, message.about)
    if colab is None or timezone.now() > colab.ends_at + WRAP_UP_WITHIN:
        return None
    role = colab.role_of(person)
    if role is None and not colab.registrations.seated().filter(participant=person).exists():
        return None
    asks = colab.topic.forum.rules.asks_afterwards
    presence = {"was_there": colab.was_there, "may_say": attendance.may_say(colab)}
    lines = afterwards.of(colab, person) if asks and colab.was_there else []
    return composing.letter_about("wrap_up", colab, role=role, asks=asks, lines=lines, **presence)


def _reminder(message, mind_clocks=False, is_near=False):
    """With `mind_clocks` it mentions clock changes since the reader learned of the start.

    `is_near`: it leads to the page of the hour, which opens soon.
    """
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
    context["is_near"] = is_near
    if mind_clocks:
        context["clocks"] = dst_changes.sentence(colab.starts_at, colab.zone, message.recipient.zone, since)
    return composing.letter_about("reminder", colab, **context)
