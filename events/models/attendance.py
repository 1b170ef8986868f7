"""Who was in the room, for people with a seat and people with a role alike (R-ATTENDANCE)."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from events.models.colab import CoLab
from forums.models import may_read

Person = settings.AUTH_USER_MODEL


class AttendanceQuerySet(models.QuerySet):
    def came(self):
        return self.filter(mark=Attendance.Mark.CAME)

    def of_readers(self):
        """Filter those of people who may read the forum of the co-lab: nobody else's counts."""
        return self.filter(may_read("participant", "colab__topic__forum"))


class Attendance(models.Model):
    """What is known of one person at one co-lab, and from whom; without a row it is unknown."""

    class Mark(models.TextChoices):
        CAME = "came", _("came")
        ABSENT = "absent", _("did not come")

    class Source(models.TextChoices):
        DOOR = "door", _("the door of the room")
        SELF = "self", _("says so")
        ORGANIZER = "organizer", _("noted by the organizer")

    colab = models.ForeignKey(CoLab, on_delete=models.CASCADE, related_name="attendances")
    participant = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="attendances")
    mark = models.CharField(max_length=10, choices=Mark)
    source = models.CharField(max_length=10, choices=Source)
    recorded_at = models.DateTimeField(default=timezone.now)

    objects = AttendanceQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["colab", "participant"], name="one_attendance_each"),
            models.CheckConstraint(
                condition=models.Q(mark="came") | models.Q(source="organizer"),
                name="absence_is_noted_by_the_organizer",
            ),
        ]

    def __str__(self):
        return f"{self.participant}: {self.mark} ({self.source})"

    @property
    def is_absence(self):
        return self.mark == self.Mark.ABSENT
