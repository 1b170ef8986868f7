"""What a co-lab leaves behind, and who agrees that others read it."""

from django.conf import settings
from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q
from django.db.models.functions import JSONObject
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.text import fulltext, languages
from events.models import CoLab
from followups.models.harvest_queries import HarvestQuerySet
from forums.models import Tag

Person = settings.AUTH_USER_MODEL


class Harvest(models.Model):
    """The results of a co-lab, in the words of whoever writes them (R-HARVEST-CLOSES).

    What people shared is not in it: it stands beside it, under its tags, while it is shared (R-WORDS-LINKED).
    """

    colab = models.OneToOneField(
        CoLab, verbose_name=_("co-lab"), on_delete=models.PROTECT, related_name="harvest"
    )
    written_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    nothing_to_record = models.BooleanField(_("there is nothing to record"), default=False)
    summary = models.TextField(_("summary"), max_length=10_000, blank=True)
    summary_html = models.TextField(blank=True, editable=False)
    themes = models.TextField(_("in other words"), max_length=5000, blank=True)
    themes_html = models.TextField(blank=True, editable=False)
    next_steps = models.TextField(_("next steps"), max_length=5000, blank=True)
    next_steps_html = models.TextField(blank=True, editable=False)
    tags = models.ManyToManyField(Tag, verbose_name=_("themes"), blank=True, related_name="harvests")
    language = models.CharField(max_length=2, choices=languages.CHOICES, default="en")
    created_at = models.DateTimeField(_("written on"), default=timezone.now)
    # None for a draft, which is read by those alone who may write it
    recorded_at = models.DateTimeField(_("recorded on"), null=True, blank=True)
    edited_at = models.DateTimeField(null=True, blank=True)  # after it was recorded
    search_vector = fulltext.column(summary="A", themes="B", next_steps="C")

    objects = HarvestQuerySet.as_manager()

    class Meta:
        verbose_name = _("harvest")
        verbose_name_plural = _("harvests")
        indexes = [
            GinIndex(fields=["search_vector"], name="harvests_search"),
            models.Index(  # the order of the library
                fields=["-recorded_at", "-id"],
                condition=Q(recorded_at__isnull=False, nothing_to_record=False),
                name="harvests_in_library",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(recorded_at=None) | Q(nothing_to_record=True) | ~Q(summary=""),
                name="a_harvest_says_something_or_nothing",
            )
        ]

    def __str__(self):
        return f"{self.colab}: harvest"

    def get_absolute_url(self):
        return reverse("followups:after", args=[self.colab_id]) + "#harvest"

    @property
    def is_recorded(self):
        return self.recorded_at is not None

    @property
    def changed_at(self):
        """The UTC instant since which it says what it says; None for a draft."""
        return self.edited_at or self.recorded_at


def harvest_tags(**harvest):
    """Return an expression: [{"slug": …, "name": …}] of the tags of a harvest, in the order of its writer.

    `harvest` says which: `harvest=OuterRef("pk")`.
    """
    rows = Harvest.tags.through.objects.filter(**harvest).order_by("pk")
    return ArraySubquery(rows.values(data=JSONObject(slug="tag__slug", name="tag__name")))


class HarvestVoice(models.Model):
    """Whether somebody who was there agrees that members read the harvest (R-HARVEST-CONSENT)."""

    harvest = models.ForeignKey(Harvest, on_delete=models.CASCADE, related_name="voices")
    participant = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="harvest_voices")
    agrees = models.BooleanField()
    said_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["harvest", "participant"], name="one_voice_on_a_harvest_each")
        ]

    def __str__(self):
        return f"{self.harvest_id}: {self.agrees}"
