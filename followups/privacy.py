"""Personal data of this part. Insights and comments stay, by a former participant."""

from followups.harvest.harvest import TEXTS
from followups.models import Comment, FollowUpRequest, Harvest, Insight
from forums.models import may_read
from participants.privacy import erasure, export
from participants.profiles import names

OF_COLAB = "colab__topic__forum"
export.rows(
    "insights",
    "id colab_id colab__title text language created_at edited_at",
    title="colab__title",
    readable=may_read("author", OF_COLAB),
)
export.rows("comments", "id insight_id text language created_at edited_at")
export.rows(
    "follow_up_requests",
    "colab_id colab__title reason created_at",
    title="colab__title",
    readable=may_read("participant", OF_COLAB),
)

ACTS_OF_OFFICE = (
    "followups.Insight.hidden_by",
    "followups.Comment.hidden_by",
    "followups.Harvest.written_by",
)
export.withhold(*ACTS_OF_OFFICE)
erasure.keep("insights", "comments", *ACTS_OF_OFFICE)
erasure.blank("follow_up_requests", "reason")

for model in (Insight, Comment):
    names.text(model, "text", html="html")
    names.text(model, "hidden_reason")
for field in TEXTS:
    names.text(Harvest, field, html=f"{field}_html")
names.text(FollowUpRequest, "reason", language="colab__language")
