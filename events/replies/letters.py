"""The mails that answer a DECLINED reply by which no seat was freed."""

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from events.calendar import invitations
from events.messages import composing, notifications
from events.models import Registration
from events.replies import handling
from mailing.registry import Letter, letter


@letter("declined", label=_("My calendar declined, and you are not sure it was me"))
def declined(message):
    """Ask whether the participant sent it (R-REPLY-AUTHENTICATED)."""
    about = message.about
    seats = Registration.objects.seated().of_readers().filter(pk=about["registration"], uid=about["uid"])
    registration = seats.select_related("colab__topic__forum", "participant").first()
    if registration is None:
        return None
    colab = registration.colab
    if not colab.is_announced or colab.has_started or notifications.stamp(colab.starts_at) != about["start"]:
        return None
    path = reverse("events:decline", args=[handling.token(registration)])
    return Letter(
        "events/email/declined",
        {
            "colab": colab,
            "link": invitations.link(colab),
            "utc": invitations.utc_words(colab),
            "decline_url": settings.SITE_URL + path,
        },
    )


@letter("decline-without-effect", label=_("My calendar declined, and I still have my seat or role"))
def decline_without_effect(message):
    """Say that it answered an earlier state, or that a role stays (R-REPLY-LATEST, R-ROLE-ENTRIES)."""
    entry = composing.entry_of(message)
    if entry is None:
        return None
    is_seat = isinstance(entry, Registration)
    link = invitations.link(entry.colab)
    if is_seat:
        link = settings.SITE_URL + reverse("events:decline", args=[handling.token(entry)])
    role = None if is_seat else entry.colab.role_of(message.recipient)
    return composing.letter_about("decline_without_effect", entry.colab, role=role, button_url=link)
