"""How often somebody did something, and who did what."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from participants.models.person import Participant


class LimitCount(models.Model):
    """How often somebody did something since a moment. Changed by `limits` only, and pruned."""

    who = models.CharField(max_length=60)  # "participant 17", or a network: "198.51.100.0/24"
    verb = models.CharField(max_length=20)
    number = models.PositiveIntegerField()
    since = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["who", "verb"], name="one_count_each")]
        indexes = [models.Index(fields=["since"], name="limit_counts_by_age")]

    def __str__(self):
        return f"{self.who}: {self.verb}, {self.number}"


class AuditEntry(models.Model):
    """Who did what to what. Written by `audit.record`; a trigger refuses every change (R-AUDIT).

    Its keys have no constraint: an entry outlives what it is about.
    """

    at = models.DateTimeField(_("time"), default=timezone.now)
    actor = models.ForeignKey(  # empty: nobody signed in, or the system
        Participant,
        models.DO_NOTHING,
        null=True,
        db_constraint=False,
        related_name="+",
        verbose_name=_("who"),
    )
    verb = models.CharField(_("what"), max_length=40)
    kind = models.CharField(_("kind"), max_length=60, blank=True)  # of its subject: "forums.topic"
    key = models.BigIntegerField(_("key"), null=True)  # primary key of its subject
    changes = models.JSONField(_("changes"), default=dict)  # {field: plain value}; never a name or text

    class Meta:
        verbose_name = _("entry of the record")
        verbose_name_plural = _("record of who did what")
        indexes = [
            models.Index(fields=["actor", "-id"], name="audit_by_actor"),
            models.Index(fields=["kind", "key", "-id"], name="audit_by_subject"),
            models.Index(fields=["verb", "-id"], name="audit_by_verb"),
            models.Index(fields=["-at"], name="audit_by_time"),
        ]

    def __str__(self):
        return f"{self.verb} {self.kind} {self.key or ''}".strip()
