from django.utils.translation import gettext_lazy as _

from events.calendar import invitations
from events.models import CoLab
from mailing.registry import Letter, letter


@letter(
    "follow-up-announced",
    label=_("A follow-up I asked for is announced"),
    optional=True,
    may_wait=True,
    reaches=lambda person: person.follow_up_requests.exists(),
)
def follow_up_announced(message):
    readable = CoLab.objects.visible_to(message.recipient).ahead()
    colab = readable.filter(pk=message.about["colab"]).select_related("topic__forum", "follows").first()
    if colab is None or colab.has_started:
        return None
    return Letter(
        "followups/email/follow_up_announced", {"colab": colab, "utc": invitations.utc_words(colab)}
    )
