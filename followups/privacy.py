"""Personal data of this part. Insights and comments stay, by a former participant."""

from followups.harvest.harvest import TEXTS
from followups.models import Comment, FollowUpRequest, Harvest, Insight
from forums.models import may_read
from participants.privacy import erasure, export
from participants.profiles import names

OF_COLAB = "colab__topic__forum"
export.rows(
    "insights",
    "id colab_id colab__title step__method text kind audience first_hand language created_at edited_at",
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
export.rows(
    "dots",
    "insight_id insight__colab__title created_at",
    title="insight__colab__title",
    readable=may_read("participant", "insight__colab__topic__forum"),
)
erasure.keep("comments", *ACTS_OF_OFFICE)
export.rows(
    "pulses",
    "colab_id colab__title worth heard knows answered_at",
    title="colab__title",
    readable=may_read("participant", OF_COLAB),
)
export.rows(
    "ticks",
    "objective_id objective__colab__title answer answered_at",
    title="objective__colab__title",
    readable=may_read("participant", "objective__colab__topic__forum"),
)
export.rows(
    "harvest_voices",
    "harvest_id harvest__colab__title agrees said_at",
    title="harvest__colab__title",
    readable=may_read("participant", "harvest__colab__topic__forum"),
)
for relation in ("dots", "pulses", "ticks", "harvest_voices"):
    erasure.delete(relation)


@erasure.step("notes that nobody else reads go, the others stay", "insights")
def delete_notes_to_oneself(person):
    person.insights.for_myself().delete()


erasure.blank("follow_up_requests", "reason")

for model in (Insight, Comment):
    names.text(model, "text", html="html")
    names.text(model, "hidden_reason")
for field in TEXTS:
    names.text(Harvest, field, html=f"{field}_html")
names.text(FollowUpRequest, "reason", language="colab__language")
