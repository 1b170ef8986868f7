"""Export and erasure of reports."""

from participants.privacy import erasure, export

export.rows("reports", "kind key reason created_at settled_at")
erasure.blank("reports", "reason")
erasure.keep("moderation.Report.settled_by")
export.withhold("moderation.Report.settled_by")
