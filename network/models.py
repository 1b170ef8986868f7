from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.web.columns import Line
from events.models import CoLab

Person = settings.AUTH_USER_MODEL


class Openness(models.Model):
    """“I am open to be asked”, after one co-lab: known to others who said so alone (R-OPEN-TO-BE-ASKED)."""

    colab = models.ForeignKey(CoLab, on_delete=models.CASCADE, related_name="openness")
    participant = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="openness")
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["colab", "participant"], name="one_openness_each")]

    def __str__(self):
        return f"{self.participant}: {self.created_at:%Y-%m-%d}"


class Pick(models.Model):
    """A wish to talk more with somebody: private until mutual (R-MUTUAL-PICKS)."""

    class Reason(models.TextChoices):
        INFORMATION = "information", _("For information")
        OPPORTUNITY = "opportunity", _("To explore an opportunity")
        OTHER = "other", _("For another reason")

    colab = models.ForeignKey(CoLab, on_delete=models.CASCADE, related_name="picks")
    chooser = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="picks")
    chosen = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="picked")
    reason = models.CharField(max_length=12, choices=Reason, default=Reason.INFORMATION)
    note = Line(_("a few words to them"), max_length=500, blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    introduced_at = models.DateTimeField(null=True, blank=True)  # when both were notified

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["colab", "chooser", "chosen"], name="one_pick_each"),
            models.CheckConstraint(condition=~Q(chooser=F("chosen")), name="nobody_picks_themselves"),
        ]

    def __str__(self):
        return f"{self.chooser} → {self.chosen}"
