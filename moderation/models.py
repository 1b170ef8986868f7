"""Reports, and the base class of what can be hidden."""

from django.conf import settings
from django.db import models
from django.db.models.signals import post_delete
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.web.columns import Line
from moderation.registry import kinds

Person = settings.AUTH_USER_MODEL


class Hideable(models.Model):
    """Something that moderators can hide, with a reason shown instead. Changed by `hiding` only.

    Reports about it go with it, by whatever way its row is deleted.
    """

    hidden_at = models.DateTimeField(_("hidden on"), null=True, blank=True)
    hidden_reason = Line(_("why it is hidden"), max_length=300, blank=True)
    hidden_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        abstract = True

    def __init_subclass__(cls, **options):
        super().__init_subclass__(**options)
        post_delete.connect(_forget_reports, sender=cls)

    @property
    def is_hidden(self):
        return self.hidden_at is not None


def _forget_reports(instance, **options):
    Report.objects.about(instance).delete()


class ReportQuerySet(models.QuerySet):
    def open(self):
        return self.filter(settled_at=None)

    def about(self, thing):
        return self.filter(kind=kinds.name_of(thing), key=thing.pk)

    def moderated_by(self, person):
        allowed = models.Q(pk=None)
        for name, kind in kinds.items():
            this = kind.moderated_by(person).filter(pk=models.OuterRef("key"))
            allowed |= models.Q(models.Exists(this), kind=name)
        return self.filter(allowed)


class Report(models.Model):
    """A request to the moderators to look at something. The reporter is shown to moderators only."""

    kind = models.CharField(max_length=20)  # of its subject, as named in `registry.kinds`
    key = models.BigIntegerField()  # primary key of its subject
    reporter = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="reports")
    reason = Line(_("what is wrong with it"), max_length=500)
    created_at = models.DateTimeField(default=timezone.now)
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")

    objects = ReportQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "key", "reporter"],
                condition=models.Q(settled_at=None),
                name="one_open_report_each",
            )
        ]

    def __str__(self):
        return f"{self.kind} {self.key}: {self.reason[:50]}"
