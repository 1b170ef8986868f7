"""Wishes for the same topic again."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.web.columns import Line
from events.models import CoLab

Person = settings.AUTH_USER_MODEL


class FollowUpRequest(models.Model):
    """A participant's wish for the same topic again, with new people."""

    colab = models.ForeignKey(
        CoLab, verbose_name=_("co-lab"), on_delete=models.CASCADE, related_name="follow_up_requests"
    )
    participant = models.ForeignKey(
        Person, verbose_name=_("participant"), on_delete=models.CASCADE, related_name="follow_up_requests"
    )
    reason = Line(_("what is still to explore"), max_length=500, blank=True)
    created_at = models.DateTimeField(_("written on"), default=timezone.now)

    class Meta:
        verbose_name = _("follow-up request")
        verbose_name_plural = _("follow-up requests")
        constraints = [
            models.UniqueConstraint(fields=["colab", "participant"], name="one_follow_up_request_each")
        ]

    def __str__(self):
        return f"{self.participant}: {self.colab} again"
