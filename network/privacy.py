"""Personal data of this part. Picks by others are private until mutual (R-MUTUAL-PICKS)."""

from forums.models import may_read
from participants.privacy import erasure, export

export.rows(
    "openness",
    "colab_id colab__title created_at",
    title="colab__title",
    readable=may_read("participant", "colab__topic__forum"),
)
export.rows(
    "picks",
    "colab_id colab__title chosen_id reason note created_at introduced_at",
    title="colab__title",
    readable=may_read("chooser", "colab__topic__forum"),
)
export.withhold("picked")
erasure.delete("openness")
erasure.delete("picks")
erasure.delete("picked")
