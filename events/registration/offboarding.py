"""Somebody closes their account or leaves a forum: seats are given up, and their calendar learns of it.

The account's own messages go with it, so these have a kind of their own, to the address it had. That address
is forgotten with the rest of the message once it is sent.
"""

from datetime import UTC

from django.conf import settings
from django.db.models.signals import post_delete
from django.dispatch import receiver
from django.utils import timezone
from mailing.models import Message

from core.timezones import display
from events.calendar import feeds, invitations, itip
from events.models import CalendarReply, CoLab, Registration
from events.registration import seats
from forums.models import Membership
from mailing import outbox
from mailing.registry import Letter, letter
from participants.accounts import activation

CANCELLING = ("given-up", "removed", "called-off")


def leave_all(person):
    """Give up every seat and place in a queue; what takes entries out of a calendar and waits is kept."""
    present = Registration.objects.present().filter(participant=person, colab__in=CoLab.objects.ahead())
    for registration in present.select_related("colab"):
        seats.leave(registration.colab, person)
    CalendarReply.objects.filter(registration__participant=person).delete()
    waiting = person.messages.filter(state=Message.State.WAITING, kind__in=CANCELLING)
    for about in waiting.values_list("about", flat=True):
        if about.get("seated"):
            outbox.post(
                "parted",
                None,
                f"parted:{about['uid']}",
                address=person.email,
                language=person.language,
                zone=str(person.zone),
                **{name: about[name] for name in ("registration", "uid", "sequence")},
            )


def give_back_roles(person):
    """The co-labs ahead that this person was to facilitate or harvest have nobody for it now."""
    for role in ("facilitates", "harvests"):
        ahead = getattr(person, role).filter(pk__in=CoLab.objects.ahead().values("pk"))
        getattr(person, role).remove(*ahead)


@receiver(activation.switched_off)
def on_switched_off(person, **_signal):
    """Staff switched the account off: seats and roles ahead are given back, the feed has no address."""
    leave_all(person)
    give_back_roles(person)
    feeds.revoke(person)


@receiver(post_delete, sender=Membership)
def on_membership_gone(instance, **_signal):
    """Who is no longer in a forum that is not public has no seat in its co-labs: they cannot read them."""
    if instance.forum.is_public:
        return
    present = Registration.objects.present().filter(
        participant=instance.participant_id,
        colab__topic__forum=instance.forum_id,
        colab__in=CoLab.objects.ahead(),
    )
    for registration in present.select_related("colab", "participant"):
        seats.leave(registration.colab, registration.participant)


@letter("parted", secret=True)
def parted(message):
    """The cancellation of a seat whose holder has no account any more; of no use after the end."""
    about = message.about
    registration = Registration.objects.filter(pk=about["registration"]).select_related("colab").first()
    if registration is None or registration.colab.has_ended:
        return None
    colab = registration.colab
    start = colab.starts_at.astimezone(UTC)
    context = {
        "colab": colab,
        "link": invitations.link(colab),
        "utc": f"{display.date_words(start, 'UTC', 'long')}, {start:%H:%M}",
    }
    calendar = itip.cancellation(
        invitations.entry(colab, about["uid"], about["sequence"]),
        itip.Mailbox.parse(settings.DEFAULT_FROM_EMAIL),
        itip.Mailbox(message.address),
        timezone.now(),
    )
    return Letter("events/email/parted", context, ("CANCEL", calendar))
