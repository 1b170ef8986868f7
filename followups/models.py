"""What follows a co-lab: insights, harvest, follow-up requests, and topics that grew out of insights."""

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.text import fulltext, languages
from core.web.columns import Line
from events.models import CoLab
from forums.models import Topic
from moderation.models import Hideable
from participants.models import ERASED

Person = settings.AUTH_USER_MODEL


def _of_topics_for(person):
    """Return a condition that is asked row by row: as a list of keys it would read all topics."""
    return Exists(Topic.objects.visible_to(person).filter(pk=OuterRef("colab__topic")))


def _of_colabs_of(person):
    return Exists(CoLab.objects.mine(person).filter(pk=OuterRef("colab")))


class InsightQuerySet(models.QuerySet):
    def on_page_for(self, person):
        """Filter by R-QUERY-PERMISSION; of hidden ones, a page shows the reason only.

        Where the topic was hidden, they stay for those with a seat or a role (R-LEAVE-ALWAYS).
        """
        return self.filter(_of_topics_for(person) | _of_colabs_of(person))

    def visible_to(self, person):
        """Filter those whose words this person may read; hidden ones are for moderators."""
        moderated = Q(colab__topic__in=Topic.objects.moderated_by(person).values("pk"))
        return self.on_page_for(person).filter(Q(hidden_at=None) | moderated)

    def shared_with(self, person):
        """Filter those whose words may be shown elsewhere, as long as they are shared (R-WORDS-LINKED)."""
        shown = self.visible_to(person).filter(_of_topics_for(person), hidden_at=None)
        return shown.exclude(author__email__endswith=ERASED)

    def moderated_by(self, person):
        return self.filter(colab__topic__in=Topic.objects.moderated_by(person).values("pk"))

    def written_by(self, person):
        return self.filter(author=person)

    def changeable_by(self, person):
        return self.visible_to(person).filter(author=person, hidden_at=None)


class Insight(Hideable):
    """What a participant found valuable; only its author edits or deletes it (R-STORIES-OWNED)."""

    colab = models.ForeignKey(
        CoLab, verbose_name=_("co-lab"), on_delete=models.PROTECT, related_name="insights"
    )
    author = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="insights")
    text = models.TextField(_("what was valuable"), max_length=10_000)
    html = models.TextField(_("text"), editable=False)
    language = models.CharField(max_length=2, choices=languages.CHOICES, default="en")
    created_at = models.DateTimeField(_("written on"), default=timezone.now)
    edited_at = models.DateTimeField(null=True, blank=True)
    search_vector = fulltext.column(text="B")

    objects = InsightQuerySet.as_manager()

    class Meta:
        verbose_name = _("insight")
        verbose_name_plural = _("insights")
        ordering = ["created_at", "pk"]
        indexes = [GinIndex(fields=["search_vector"], name="insights_search")]

    def __str__(self):
        return f"{self.colab}: {self.text[:40]}"

    def get_absolute_url(self):
        return reverse("followups:after", args=[self.colab_id]) + f"#insight-{self.pk}"


class CommentQuerySet(models.QuerySet):
    def on_page_for(self, person):
        """Filter by R-QUERY-PERMISSION; of hidden ones, a page shows the reason only."""
        return self.filter(insight__in=Insight.objects.on_page_for(person).values("pk"))

    def visible_to(self, person):
        """Filter those whose words this person may read; hidden ones are for moderators."""
        moderated = Q(insight__in=Insight.objects.moderated_by(person).values("pk"))
        shown = Q(hidden_at=None, insight__hidden_at=None)
        return self.on_page_for(person).filter(shown | moderated)

    def moderated_by(self, person):
        return self.filter(insight__in=Insight.objects.moderated_by(person).values("pk"))

    def written_by(self, person):
        return self.filter(author=person)

    def changeable_by(self, person):
        return self.visible_to(person).filter(author=person, hidden_at=None)


class Comment(Hideable):
    """An answer to an insight; only its author edits or deletes it (R-STORIES-OWNED)."""

    insight = models.ForeignKey(Insight, on_delete=models.CASCADE, related_name="comments")
    author = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="comments")
    text = models.TextField(_("comment"), max_length=5000)
    html = models.TextField(editable=False)
    language = models.CharField(max_length=2, choices=languages.CHOICES, default="en")
    created_at = models.DateTimeField(default=timezone.now)
    edited_at = models.DateTimeField(null=True, blank=True)

    objects = CommentQuerySet.as_manager()

    class Meta:
        ordering = ["created_at", "pk"]

    def __str__(self):
        return self.text[:40]

    def get_absolute_url(self):
        return reverse("followups:after", args=[self.insight.colab_id]) + f"#comment-{self.pk}"


class Harvest(models.Model):
    """The results of a co-lab (R-HARVEST-CLOSES)."""

    colab = models.OneToOneField(
        CoLab, verbose_name=_("co-lab"), on_delete=models.PROTECT, related_name="harvest"
    )
    written_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    nothing_to_record = models.BooleanField(_("there is nothing to record"), default=False)
    summary = models.TextField(_("summary"), max_length=10_000, blank=True)
    summary_html = models.TextField(blank=True, editable=False)
    themes = models.TextField(_("themes"), max_length=5000, blank=True)
    themes_html = models.TextField(blank=True, editable=False)
    next_steps = models.TextField(_("next steps"), max_length=5000, blank=True)
    next_steps_html = models.TextField(blank=True, editable=False)
    language = models.CharField(max_length=2, choices=languages.CHOICES, default="en")
    created_at = models.DateTimeField(_("written on"), default=timezone.now)
    edited_at = models.DateTimeField(null=True, blank=True)
    search_vector = fulltext.column(summary="A", themes="B", next_steps="C")

    class Meta:
        verbose_name = _("harvest")
        verbose_name_plural = _("harvests")
        indexes = [GinIndex(fields=["search_vector"], name="harvests_search")]
        constraints = [
            models.CheckConstraint(
                condition=Q(nothing_to_record=True) | ~Q(summary=""),
                name="a_harvest_says_something_or_nothing",
            )
        ]

    def __str__(self):
        return f"{self.colab}: harvest"


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


class Origin(models.Model):
    """A topic that grew out of an insight; of one that is deleted, no words stay (R-WORDS-LINKED)."""

    topic = models.OneToOneField(Topic, on_delete=models.CASCADE, related_name="origin")
    insight = models.ForeignKey(Insight, on_delete=models.SET_NULL, null=True, related_name="topics")

    def __str__(self):
        return f"{self.topic} from {self.insight}"
