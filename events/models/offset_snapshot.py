"""Offsets from UTC, stored to detect changes of the rules of time zones (R-ZONE-RULES-MOVED)."""

from django.db import models

from events.models.colab import CoLab


class OffsetSnapshot(models.Model):
    """The offsets at the start of a co-lab ahead, by the zone table of the latest check."""

    colab = models.OneToOneField(CoLab, on_delete=models.CASCADE, related_name="offset_snapshot")
    starts_at = models.DateTimeField()  # for which they were computed
    offsets = models.JSONField(default=dict)  # minutes east of UTC, by IANA name

    def __str__(self):
        return f"{self.colab_id}: {self.starts_at:%Y-%m-%d %H:%M} UTC"
