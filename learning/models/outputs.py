"""What others can use: an output, and those who agreed to be named with it."""

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
from forums import kinds
from forums.models import Topic
from moderation.models import Hideable

Person = settings.AUTH_USER_MODEL


class OutputQuerySet(models.QuerySet):
    def readable_by(self, person):
        """Filter published ones whose topic may be read, of kinds of space that have a library."""
        return self._of_topics(person).filter(state="published")

    def _of_topics(self, person):
        topics = Topic.objects.visible_to(person).filter(forum__kind__in=kinds.where(in_library=True))
        return self.filter(topic__in=topics.values("pk"))

    def visible_to(self, person):
        """Filter published ones, and drafts for who wrote them or is asked to be named with them."""
        shown = Q(state="published", hidden_at=None)
        if person.is_authenticated:
            asked = Contributor.objects.filter(output=OuterRef("pk"), participant=person)
            moderated = Output.objects.moderated_by(person).values("pk")
            shown |= Q(author=person) | Exists(asked) | Q(pk__in=moderated)
        return self._of_topics(person).filter(shown)

    def moderated_by(self, person):
        topics = Topic.objects.visible_to(person).moderated_by(person)
        return self.readable_by(person).filter(topic__in=topics.values("pk"))

    def for_page(self):
        return self.select_related("topic__forum", "author", "colab").defer("search_vector")


class Output(Hideable):
    """A tool, a process, a practice …: a text to copy, or a link to where it lies (R-LICENCE)."""

    class Kind(models.TextChoices):
        TOOL = "tool", _("Tool")
        PROCESS = "process", _("Process")
        FRAMEWORK = "framework", _("Framework")
        PRACTICE = "practice", _("Practice")
        POLICY = "policy", _("Input to policy")
        OTHER = "other", _("Something else")

    class Licence(models.TextChoices):
        CC0 = "cc0-1.0", "CC0 1.0"
        BY = "cc-by-4.0", "CC BY 4.0"
        BY_SA = "cc-by-sa-4.0", "CC BY-SA 4.0"
        OTHER = "other", _("Another one, named in the text")

    class State(models.TextChoices):
        DRAFT = "draft", _("Draft")
        PUBLISHED = "published", _("published")

    topic = models.ForeignKey(Topic, on_delete=models.CASCADE, related_name="outputs")
    colab = models.ForeignKey(CoLab, on_delete=models.SET_NULL, null=True, blank=True, related_name="outputs")
    author = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="outputs")
    organization_key = models.CharField(max_length=450, editable=False, blank=True)  # where it was made
    title = Line(_("title"), max_length=150)
    kind = models.CharField(_("kind"), max_length=9, choices=Kind)
    what_for = Line(_("what it is for"), max_length=300)
    text = models.TextField(_("text"), max_length=20_000, blank=True)
    html = models.TextField(editable=False, blank=True)
    url = models.URLField(_("where it lies"), max_length=500, blank=True)
    licence = models.CharField(_("licence"), max_length=12, choices=Licence)
    informs = Line(_("which programme, policy or research could use it"), max_length=200, blank=True)
    evidence_url = models.URLField(_("what shows that it helps"), max_length=500, blank=True)
    state = models.CharField(max_length=9, choices=State, default=State.DRAFT)
    language = models.CharField(_("language"), max_length=2, choices=languages.CHOICES, default="en")
    created_at = models.DateTimeField(default=timezone.now)
    edited_at = models.DateTimeField(null=True, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    search_vector = fulltext.column(title="A", what_for="B", text="C", informs="C")

    objects = OutputQuerySet.as_manager()

    class Meta:
        verbose_name = _("output")
        verbose_name_plural = _("outputs")
        constraints = [
            models.CheckConstraint(condition=~Q(text="") | ~Q(url=""), name="an_output_is_a_text_or_a_place"),
            models.CheckConstraint(
                condition=Q(state="draft", published_at=None)
                | Q(state="published", published_at__isnull=False),
                name="an_output_is_published_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(url="") | Q(url__startswith="https://"), name="an_output_lies_behind_https"
            ),
        ]
        indexes = [
            models.Index(
                fields=["-published_at", "-id"], condition=Q(state="published"), name="outputs_latest"
            ),
            models.Index(fields=["-hidden_at"], condition=Q(hidden_at__isnull=False), name="outputs_hidden"),
            GinIndex(fields=["search_vector"], name="outputs_search"),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("learning:output", args=[self.pk])

    @property
    def is_published(self):
        return self.state == self.State.PUBLISHED


class Contributor(models.Model):
    """Somebody whose notes an output builds on: asked to be named with it, and what they said."""

    output = models.ForeignKey(Output, on_delete=models.CASCADE, related_name="contributors")
    participant = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="contributions")
    organization_key = models.CharField(max_length=450, editable=False, blank=True)  # when they agreed
    asked_at = models.DateTimeField(default=timezone.now)
    agreed_at = models.DateTimeField(null=True, blank=True)
    declined_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("contributor")
        verbose_name_plural = _("contributors")
        constraints = [
            models.UniqueConstraint(fields=["output", "participant"], name="one_contributor_each"),
            models.CheckConstraint(
                condition=Q(agreed_at=None) | Q(declined_at=None), name="a_contributor_says_one_thing"
            ),
        ]

    def __str__(self):
        return f"{self.participant}: {self.output}"


def key_of(organization):
    """Return what two spellings of one organization have in common."""
    return " ".join(organization.casefold().split())
