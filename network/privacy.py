"""What this part holds of a person. Picks by others are theirs, private until they are mutual.

See R-MUTUAL-PICKS.
"""

from participants.privacy import erasure, export

export.rows("picks", "colab_id colab__title chosen_id reason note created_at introduced_at")
export.withhold("picked")
erasure.delete("picks")
erasure.delete("picked")
