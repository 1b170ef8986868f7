"""What clocks showed, so that it can be said what changed when the rules of time zones change.

See R-ZONE-RULES-MOVED.
"""

from django.db import models

from events.models.colab import CoLab


class OffsetSnapshot(models.Model):
    """The offsets at the start of a co-lab ahead, by the table of zones of the latest check."""

    colab = models.OneToOneField(CoLab, on_delete=models.CASCADE, related_name="offset_snapshot")
    starts_at = models.DateTimeField()  # the start for which they are
    offsets = models.JSONField(default=dict)  # minutes east of UTC, by IANA name

    def __str__(self):
        return f"{self.colab_id}: {self.starts_at:%Y-%m-%d %H:%M} UTC"
