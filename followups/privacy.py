"""Personal data of this part. Insights and comments stay, by a former participant."""

from participants.privacy import erasure, export

export.rows("insights", "id colab_id colab__title text language created_at edited_at")
export.rows("comments", "id insight_id text language created_at edited_at")
export.rows("follow_up_requests", "colab_id colab__title reason created_at")

ACTS_OF_OFFICE = (
    "followups.Insight.hidden_by",
    "followups.Comment.hidden_by",
    "followups.Harvest.written_by",
)
export.withhold(*ACTS_OF_OFFICE)
erasure.keep("insights", "comments", *ACTS_OF_OFFICE)
erasure.blank("follow_up_requests", "reason")
