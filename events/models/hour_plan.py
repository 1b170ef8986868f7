"""The plan of an hour, and where it stands while it goes."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.web.columns import Line
from events.models.colab import CoLab

Person = settings.AUTH_USER_MODEL
MOST_OBJECTIVES, MOST_STEPS = 4, 12


class Objective(models.Model):
    """What people should be able to say they got from the hour."""

    class Dimension(models.TextChoices):
        ME = "me", _("For me")
        US = "us", _("Between us")
        WORK = "work", _("Our work")
        NETWORKS = "networks", _("Our networks")

    colab = models.ForeignKey(CoLab, on_delete=models.CASCADE, related_name="objectives")
    position = models.PositiveSmallIntegerField()
    dimension = models.CharField(_("for whom"), max_length=10, choices=Dimension)
    text = Line(_("objective"), max_length=150)

    class Meta:
        verbose_name = _("objective")
        verbose_name_plural = _("objectives")
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["colab", "position"], name="one_objective_per_position"),
            models.CheckConstraint(
                condition=Q(position__gte=1, position__lte=MOST_OBJECTIVES), name="at_most_four_objectives"
            ),
        ]

    def __str__(self):
        return self.text


class Step(models.Model):
    """One step of the run sheet of a co-lab; `method` is the key of a card, or `methods.OWN`.

    An empty `title` or `prompt` is that of the card, in the language of the reader.
    """

    colab = models.ForeignKey(CoLab, on_delete=models.CASCADE, related_name="steps")
    position = models.PositiveSmallIntegerField()  # from 1
    method = models.CharField(_("method"), max_length=20)
    title = Line(_("name"), max_length=80, blank=True)
    prompt = Line(_("what people read"), max_length=250, blank=True)
    minutes = models.PositiveSmallIntegerField(_("minutes"))
    shown_at = models.DateTimeField(null=True, blank=True)  # when what was written in it appeared to the ten

    class Meta:
        verbose_name = _("step")
        verbose_name_plural = _("steps")
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(
                fields=["colab", "position"],
                name="one_step_per_position",
                deferrable=models.Deferrable.DEFERRED,
            ),
            models.CheckConstraint(
                condition=Q(minutes__gte=1, minutes__lte=60), name="a_step_lasts_one_to_sixty_minutes"
            ),
        ]

    def __str__(self):
        return self.title or self.method


class RunningHour(models.Model):
    """Where the hour of a co-lab stands. Without a row, or before it was begun, it goes by its clock.

    `version` rises with whatever its page shows (`course.touch`); `step` and `step_began_at` are set as soon
    as somebody leads.
    """

    colab = models.OneToOneField(CoLab, on_delete=models.CASCADE, related_name="running")
    version = models.PositiveIntegerField(default=1)
    step = models.ForeignKey(Step, on_delete=models.SET_NULL, null=True, related_name="+")
    step_began_at = models.DateTimeField(null=True, blank=True)
    begun_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    groups = models.JSONField(default=list)  # lists of keys of participants
    changed_at = models.DateTimeField(default=timezone.now)
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(step=None) | Q(step_began_at__isnull=False), name="a_step_began_at_some_time"
            )
        ]

    def __str__(self):
        return f"{self.colab}: version {self.version}"
