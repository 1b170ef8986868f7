"""The letters about a seat or a place in the queue."""

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from events.calendar import invitations, itip
from events.messages import composing
from events.models import Registration
from events.registration import availability, seat_panel
from mailing.registry import Letter, letter


@letter("seated", label=_("I have a seat"))
def seated(message):
    registration = composing.seat_of(message)
    return registration and composing.invitation("seated", registration)


@letter("seat-freed", label=_("A seat became free, and it is mine"))
def seat_freed(message):
    registration = composing.seat_of(message)
    return registration and composing.invitation("seat_freed", registration)


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
    registration = (
        Registration.objects.filter(pk=about["registration"])
        .select_related("colab__topic__forum", "colab__organizer", "participant")
        .first()
    )
    if registration is None or registration.colab.has_ended:
        return None
    had_a_seat = about["seated"]
    if not (had_a_seat or registration.colab.topic.forum.readers_among([registration.participant])):
        return None
    calendar = invitations.cancel(registration, about["uid"], about["sequence"]) if had_a_seat else None
    return composing.letter_about(
        template, registration.colab, calendar, registration=registration, had_a_seat=had_a_seat
    )


@letter("parted", secret=True)
def parted(message):
    about = message.about
    found = Registration.objects.filter(pk=about["registration"])
    registration = found.select_related("colab__topic__forum").first()
    if registration is None or registration.colab.has_ended:
        return None
    colab = registration.colab
    context = {
        "colab": colab,
        "link": invitations.link(colab),
        "utc": invitations.utc_words(colab),
    }
    calendar = itip.cancellation(
        invitations.entry(colab, about["uid"], about["sequence"]),
        itip.Mailbox.parse(settings.DEFAULT_FROM_EMAIL),
        itip.Mailbox(message.address),
        timezone.now(),
    )
    return Letter("events/email/parted", context, ("CANCEL", calendar))
