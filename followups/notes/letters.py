from django.utils.translation import gettext_lazy as _

from followups.models import Comment, Insight
from mailing.registry import Letter, letter, places


@letter(
    "insight-comment",
    label=_("Somebody answers a note of mine"),
    optional=True,
    may_wait=True,
    reaches=lambda person: person.insights.exists(),
)
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


def _page_of_answer(person, pk):
    comment = Comment.objects.visible_to(person).select_related("insight").filter(pk=pk).first()
    return comment.get_absolute_url() if comment else ""


places.add("comment", _page_of_answer)
