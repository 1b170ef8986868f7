"""The mail that asks whether a DECLINED reply was really sent by the participant (R-REPLY-AUTHENTICATED)."""

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from events.calendar import invitations
from events.messages import notifications
from events.models import Registration
from events.replies import handling
from mailing.registry import Letter, letter


@letter("declined", label=_("My calendar declined, and you are not sure it was me"))
def declined(message):
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
