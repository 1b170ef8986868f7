"""Three taps at the end of an hour, and ticks at its objectives."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from events.models import CoLab, Objective

Person = settings.AUTH_USER_MODEL


class Extent(models.IntegerChoices):
    """What a tap says, of a pulse and of an objective."""

    NO = 0, _("no")
    PARTLY = 1, _("partly")
    YES = 2, _("yes")


class Pulse(models.Model):
    """Three taps at the end of an hour (R-PULSE); each may be left out."""

    colab = models.ForeignKey(CoLab, on_delete=models.CASCADE, related_name="pulses")
    participant = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="pulses")
    worth = models.PositiveSmallIntegerField(_("Worth my hour?"), choices=Extent, null=True, blank=True)
    heard = models.PositiveSmallIntegerField(
        _("Was I heard, or could I listen in peace?"), choices=Extent, null=True, blank=True
    )
    knows = models.PositiveSmallIntegerField(
        _("Do I know whom to talk to next?"), choices=Extent, null=True, blank=True
    )
    answered_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["colab", "participant"], name="one_pulse_each")]

    def __str__(self):
        return f"{self.colab_id}"


class Tick(models.Model):
    """Whether a participant got what an objective says."""

    objective = models.ForeignKey(Objective, on_delete=models.CASCADE, related_name="ticks")
    participant = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="ticks")
    answer = models.PositiveSmallIntegerField(choices=Extent)
    answered_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["objective", "participant"], name="one_tick_each")]

    def __str__(self):
        return f"{self.objective_id}"
