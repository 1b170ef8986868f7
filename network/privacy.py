"""Personal data of this part. Picks by others are private until mutual (R-MUTUAL-PICKS)."""

from participants.privacy import erasure, export

export.rows("picks", "colab_id colab__title chosen_id reason note created_at introduced_at")
export.withhold("picked")
erasure.delete("picks")
erasure.delete("picked")
