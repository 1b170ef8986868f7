"""What the network was like, month by month."""

from django.db import models
from django.db.models import Q

from forums.models import Forum


class NetworkReading(models.Model):
    """Numbers of one month, of the whole site or of one space; of those who show themselves on the map.

    `islands` are groups of people who are connected with one another and with nobody else; `alone` are people
    without a connection.
    """

    month = models.DateField()  # its first day
    forum = models.ForeignKey(
        Forum, on_delete=models.CASCADE, null=True, blank=True, related_name="network_readings"
    )
    people = models.PositiveIntegerField()
    connections = models.PositiveIntegerField()
    across_districts = models.PositiveIntegerField()
    across_organizations = models.PositiveIntegerField()
    islands = models.PositiveIntegerField()
    alone = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["month", "forum"], name="one_reading_a_month", nulls_distinct=False
            ),
            models.CheckConstraint(condition=Q(month__day=1), name="a_reading_is_of_a_month"),
        ]

    def __str__(self):
        return f"{self.month:%Y-%m}"
