"""The invitation to claim an imported author's account."""

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from mailing.registry import Letter, letter
from participants.imported_authors import claims
from participants.models import Participant


@letter("claim", secret=True)
def claim(message):
    placeholder = Participant.objects.placeholders().filter(pk=message.about["placeholder"]).first()
    if (
        placeholder is None
        or claims.ends(message.created_at) < timezone.now()
        or claims.taken(message.address)
    ):
        return None
    token = claims.token(placeholder, message.address, message.created_at)
    url = settings.SITE_URL + reverse("participants:claim", args=[token])
    context = {"placeholder": placeholder, "claim_url": url, "until": claims.ends(message.created_at)}
    return Letter("participants/email/claim", context)
