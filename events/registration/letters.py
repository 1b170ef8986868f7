"""The letters about a seat, a place in the queue, or a role."""

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from events.messages import composing, versions
from events.models import CoLab, Registration
from events.registration import availability, seat_panel
from forums.spaces.readiness import readiness
from mailing.registry import letter


@letter("seated", label=_("I have a seat"))
def seated(message):
    return composing.invitation("seated", message)


@letter("seat-freed", label=_("A seat became free, and it is mine"))
def seat_freed(message):
    return composing.invitation("seat_freed", message)


@letter("waiting", label=_("My place on the waiting list"))
def waiting(message):
    registration = composing.registration_of(message, Registration.Status.WAITING)
    if registration is None:
        return None
    panel = seat_panel.of(registration.colab, registration.participant)
    return composing.letter_about("waiting", registration.colab, registration=registration, panel=panel)


@letter("claimable", label=_("In the last hours: a seat is free, the first to claim it has it"))
def claimable(message):
    registration = composing.registration_of(message, Registration.Status.WAITING)
    if registration is None or not availability.state(registration.colab).numbers:
        return None
    return composing.letter_about("claimable", registration.colab, registration=registration)


@letter("given-up", label=_("I gave up my seat"))
def given_up(message):
    return _leaving("given_up", message)


@letter("removed", label=_("The organizer took me out of a co-lab"))
def removed(message):
    return _leaving("removed", message)


def _leaving(template, message):
    """Return the letter to somebody who left; it cancels the entry of a seat only (R-ICS-CANCEL)."""
    about = message.about
    colab = composing.held_colab_of(about)
    registration = _registration_of(about)
    if colab is None or registration is None or colab.has_ended:
        return None
    had_a_seat = about["seated"]
    if not (had_a_seat or colab.topic.forum.readers_among([registration.participant])):
        return None
    calendar = composing.cancellation(message, colab, registration.participant) if had_a_seat else None
    return composing.letter_about(
        template, colab, calendar, registration=registration, cancels=calendar is not None
    )


def _registration_of(about):
    return Registration.objects.filter(pk=about["registration"]).select_related("participant").first()


@letter("parted", secret=True)
def parted(message):
    """Whoever closed their account has no row of a seat or role that would tell; nobody without an entry."""
    colab = composing.held_colab_of(message.about)
    if colab is None or colab.has_ended:
        return None
    calendar = composing.cancellation(message, colab)
    if calendar is None and message.content is None:
        return None
    return composing.letter_about("parted", colab, calendar, seat=message.about.get("seated", True))


# --- Roles


@letter("role", label=_("I have a role in a co-lab"))
def role(message):
    entry, named = composing.entry_of(message), message.about["role"]
    if entry is None or entry.colab.role_of(message.recipient) != named:
        return None
    return composing.telling("role", entry, versions.request(message, entry), message, role=named)


@letter("organizing", label=_("I organize a co-lab"))
def organizing(message):
    entry = composing.entry_of(message)
    news = entry and versions.request(message, entry)
    if news is None or entry.colab.role_of(message.recipient) != "organizer":
        return None
    return composing.telling("organizing", entry, news, message)


@letter("role-left-open", label=_("Somebody gives back a role in a co-lab that I organize"))
def role_left_open(message):
    """None once somebody has the role; whoever stays though not ready any more is named by the role alone."""
    about = message.about
    colab = composing.colab_of(CoLab.objects.ahead(), about)
    if colab is None or colab.has_started or not colab.is_run_by(message.recipient):
        return None
    holder = getattr(colab, f"{about['role']}_id")
    forum = colab.topic.forum
    leads = about["role"] == "facilitator" and holder == about["who"] and forum.rules.asks_readiness
    unready = leads and not readiness.is_ready(forum, colab.facilitator)
    if holder is not None and not unready:
        return None
    url = settings.SITE_URL + reverse("events:edit", args=[colab.pk])
    context = {"role": about["role"], "unready": unready}
    return composing.letter_about("role_left_open", colab, button_url=url, **context)


@letter("role-ended", label=_("I no longer have a role in a co-lab"))
def role_ended(message):
    """Only of somebody whose calendar has the hour (R-OWN-ENTRY)."""
    colab = composing.held_colab_of(message.about)
    if colab is None or colab.has_ended:
        return None
    calendar = composing.cancellation(message, colab, message.recipient)
    if calendar is None and message.content is None:
        return None
    return composing.letter_about("role_ended", colab, calendar)
