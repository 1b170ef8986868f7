"""Whom somebody would like to talk more with, after one co-lab."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.web.columns import Line
from events.models import Attendance, CoLab
from forums import kinds

Person = settings.AUTH_USER_MODEL
INTRODUCED_WITHIN = timedelta(days=30)  # of the end: attendance may be corrected for some time


class Openness(models.Model):
    """“I am open to be asked”, after one co-lab: known to others who said so alone (R-OPEN-TO-BE-ASKED)."""

    colab = models.ForeignKey(CoLab, on_delete=models.CASCADE, related_name="openness")
    participant = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="openness")
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["colab", "participant"], name="one_openness_each")]

    def __str__(self):
        return f"{self.participant}: {self.created_at:%Y-%m-%d}"


class PickQuerySet(models.QuerySet):
    def mutual(self):
        """Filter those of held co-labs that are answered by a pick, and have not led to an introduction."""
        back = Pick.objects.filter(
            colab=OuterRef("colab"), chooser=OuterRef("chosen"), chosen=OuterRef("chooser")
        )
        recent = timezone.now() - INTRODUCED_WITHIN
        return self.open_where_it_is_asked().filter(
            Exists(back),
            introduced_at=None,
            colab__state=CoLab.State.ANNOUNCED,
            colab__ends_at__lte=timezone.now(),
            colab__ends_at__gt=recent,
        )

    def open_where_it_is_asked(self):
        """Filter those of which both are open to be asked, where that is asked (R-OPEN-TO-BE-ASKED)."""
        asked = Q(colab__topic__forum__kind__in=kinds.where(picks_among=kinds.OPEN))
        said = Openness.objects.filter(colab=OuterRef("colab"))
        both = [Exists(said.filter(participant=OuterRef(one))) for one in ("chooser", "chosen")]
        return self.filter(~asked | Q(*both))

    def of_those_there(self):
        """Filter those of which both came, as is known today, and may read the space."""
        came = Attendance.objects.came().of_readers().filter(colab=OuterRef("colab"))
        return self.filter(
            Exists(came.filter(participant=OuterRef("chooser"))),
            Exists(came.filter(participant=OuterRef("chosen"))),
        )


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

    objects = PickQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["colab", "chooser", "chosen"], name="one_pick_each"),
            models.CheckConstraint(condition=~Q(chooser=F("chosen")), name="nobody_picks_themselves"),
        ]

    def __str__(self):
        return f"{self.chooser} → {self.chosen}"
