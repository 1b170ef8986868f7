"""What came of the hours of twelve months, in numbers that are about nobody."""

from django.db import models
from django.db.models import Q

from core.few import FEWEST
from forums.models import Forum


class ValueReading(models.Model):
    """One number about the twelve months that end with `month`, of all public spaces or of one space.

    A number about fewer than FEWEST people is not kept. `part` tells numbers of one kind apart: an answer, a
    district, a dimension of objectives; "" is the only one, or of districts the others together.
    """

    class What(models.TextChoices):
        HOURS = "hours"
        THERE = "there"  # each person once an hour
        NOTES = "notes"
        PAIRS = "pairs"
        TOLD = "told"  # trials; part: what they showed
        OUTPUTS = "outputs"  # that others use
        DISTRICTS = "districts"  # in which they are used
        USED_IN = "used-in"  # uses; part: a district
        AIMED = "aimed"  # objectives; part: their dimension
        GOT = "got"  # ticks; part: dimension and answer, "me:2"

    forum = models.ForeignKey(
        Forum, on_delete=models.CASCADE, null=True, blank=True, related_name="value_readings"
    )
    month = models.DateField()  # its first day
    what = models.CharField(max_length=9, choices=What)
    part = models.CharField(max_length=100, blank=True)
    amount = models.PositiveIntegerField()
    people = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["forum", "month", "what", "part"], name="one_number_of_a_kind", nulls_distinct=False
            ),
            models.CheckConstraint(condition=Q(month__day=1), name="a_value_reading_is_of_a_month"),
            models.CheckConstraint(condition=Q(people__gte=FEWEST), name="no_number_about_few_people"),
        ]

    def __str__(self):
        return f"{self.month:%Y-%m} {self.what}"
