"""Notes of the hour (in code: insights), answers to them, dots, and topics from them."""

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.text import fulltext, languages
from events.models import CoLab, Step
from followups.models.note_queries import TEN, InsightQuerySet
from forums.models import Tag, Topic
from moderation.models import Hideable, Report

Person = settings.AUTH_USER_MODEL


class Insight(Hideable):
    """A note: written in or after the hour; only its author edits or deletes it (R-STORIES-OWNED)."""

    class Kind(models.TextChoices):
        INSIGHT = "insight", _("Insight")
        STORY = "story", _("Story")
        IDEA = "idea", _("Idea")
        QUESTION = "question", _("Question")
        RESOURCE = "resource", _("Resource")

    class Audience(models.TextChoices):
        """Who reads it (R-THREE-AUDIENCES)."""

        ME = "me", _("only me")
        TEN = "ten", _("the people of this hour")
        READERS = "readers", _("everyone who may read this co-lab")

    colab = models.ForeignKey(
        CoLab, verbose_name=_("co-lab"), on_delete=models.PROTECT, related_name="insights"
    )
    author = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="insights")
    text = models.TextField(_("what was valuable"), max_length=10_000)
    html = models.TextField(_("text"), editable=False)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind, default=Kind.INSIGHT)
    audience = models.CharField(_("who reads it"), max_length=10, choices=Audience, default=Audience.READERS)
    step = models.ForeignKey(  # of the hour, in which it was written
        Step, on_delete=models.SET_NULL, null=True, blank=True, related_name="notes"
    )
    first_hand = models.BooleanField(_("I have lived this myself"), default=False)
    tags = models.ManyToManyField(Tag, verbose_name=_("tags"), blank=True, related_name="notes")
    language = models.CharField(max_length=2, choices=languages.CHOICES, default="en")
    created_at = models.DateTimeField(_("written on"), default=timezone.now)
    edited_at = models.DateTimeField(null=True, blank=True)
    search_vector = fulltext.column(text="B")

    objects = InsightQuerySet.as_manager()

    class Meta:
        verbose_name = _("note")
        verbose_name_plural = _("notes")
        ordering = ["created_at", "pk"]
        indexes = [
            GinIndex(fields=["search_vector"], name="insights_search"),
            models.Index(  # the order of the library
                fields=["-created_at", "-id"],
                condition=Q(audience="readers", hidden_at=None),
                name="notes_in_library",
            ),
            models.Index(
                fields=["kind", "-created_at", "-id"],
                condition=Q(audience="readers", hidden_at=None),
                name="notes_of_a_kind_in_library",
            ),
            models.Index(fields=["-hidden_at"], condition=Q(hidden_at__isnull=False), name="notes_hidden"),
        ]

    def __str__(self):
        return f"{self.colab}: {self.get_kind_display()}"  # no words: one may be for its author alone

    def get_absolute_url(self):
        return reverse("followups:after", args=[self.colab_id]) + f"#insight-{self.pk}"


def _to(insights):
    """Return a condition on answers that is asked row by row: as a list of keys it would read all notes."""
    return Exists(insights.filter(pk=OuterRef("insight")))


class CommentQuerySet(models.QuerySet):
    def on_page_for(self, person):
        """Filter by R-QUERY-PERMISSION; of hidden ones, a page shows the reason only."""
        return self.filter(_to(Insight.objects.on_page_for(person)))

    def visible_to(self, person):
        """Filter those whose words this person may read; hidden ones are for moderators."""
        moderated = Exists(Comment.objects.moderated_by(person).filter(pk=OuterRef("pk")))
        shown = Q(hidden_at=None, insight__hidden_at=None)
        return self.filter(
            Q(_to(Insight.objects.reached_by(person))) & moderated
            | Q(_to(Insight.objects.on_page_for(person))) & shown
        )

    def moderated_by(self, person):
        """Filter those this person moderates; on notes for the ten, what was reported or hidden."""
        reported = Exists(Report.objects.open().filter(kind="comment", key=OuterRef("pk")))
        in_spaces = Exists(Topic.objects.moderated_by(person).filter(pk=OuterRef("insight__colab__topic")))
        looked_at = Q(insight__audience=TEN) & (Q(hidden_at__isnull=False) | reported)
        of_notes = Q(_to(Insight.objects.moderated_by(person)))
        return self.filter(of_notes | (in_spaces & looked_at))

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


class Dot(models.Model):
    """One of the three that a participant gives to notes of an hour."""

    insight = models.ForeignKey(Insight, on_delete=models.CASCADE, related_name="dots")
    participant = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="dots")
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["insight", "participant"], name="one_dot_each")]

    def __str__(self):
        return f"{self.insight_id}"


class Origin(models.Model):
    """A topic that grew out of an insight; of one that is deleted, no words stay (R-WORDS-LINKED)."""

    topic = models.OneToOneField(Topic, on_delete=models.CASCADE, related_name="origin")
    insight = models.ForeignKey(Insight, on_delete=models.SET_NULL, null=True, related_name="topics")

    def __str__(self):
        return f"{self.topic} from {self.insight}"
