"""What this part of the site writes to people."""

from django.utils.translation import gettext_lazy as _
from network.models import Pick

from events.models import CoLab
from followups.models import Comment, Insight
from mailing.registry import Letter, letter


@letter("introduction")
def introduction(message):
    """To both who picked each other; the one mail in which an address passes between people (rule 19)."""
    mine = (
        Pick.objects.filter(pk=message.about["pick"], introduced_at__isnull=False)
        .select_related("colab", "chosen")
        .first()
    )
    if mine is None or not mine.chosen.is_active:
        return None
    theirs = Pick.objects.get(colab=mine.colab, chooser=mine.chosen, chosen=mine.chooser_id)
    return Letter("network/email/introduction", {"mine": mine, "theirs": theirs, "colab": mine.colab})


@letter("insight-comment", label=_("Somebody answers an insight of mine"), optional=True, may_wait=True)
def insight_comment(message):
    comment = (
        Comment.objects.filter(pk=message.about["comment"], hidden_at=None)
        .filter(insight__in=Insight.objects.visible_to(message.recipient).filter(hidden_at=None).values("pk"))
        .select_related("author", "insight__colab__topic__forum")
        .first()
    )
    if comment is None:
        return None
    return Letter("followups/email/insight_comment", {"comment": comment, "colab": comment.insight.colab})


@letter("follow-up-announced", label=_("A follow-up I asked for is announced"), optional=True, may_wait=True)
def follow_up_announced(message):
    readable = CoLab.objects.visible_to(message.recipient).ahead()
    colab = readable.filter(pk=message.about["colab"]).select_related("topic", "follows").first()
    if colab is None or colab.has_started:
        return None
    return Letter("followups/email/follow_up_announced", {"colab": colab})
