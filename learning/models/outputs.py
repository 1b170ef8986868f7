"""What others can use: an output, those who agreed to be named with it, and who uses it."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy as _

from core.text import languages
from core.web.columns import Line
from events.models import CoLab
from forums import kinds
from forums.models import Topic
from moderation.models import Hideable

Person = settings.AUTH_USER_MODEL
HOLDS = timedelta(days=365)  # a use that nobody has confirmed for as long is one that was


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
        return self.select_related("topic__forum", "author", "colab")


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


class UseQuerySet(models.QuerySet):
    def current(self):
        """Filter those that are so today, as far as anybody said within a year (R-WAS-USED)."""
        return self.filter(ended_at=None, confirmed_at__gt=timezone.now() - HOLDS)

    def elsewhere(self):
        """Filter uses by organizations other than those in which it was made (R-SPREAD)."""
        agreed = Contributor.objects.filter(output=OuterRef("output"), agreed_at__isnull=False)
        own = Exists(agreed.filter(organization_key=OuterRef("organization_key")))
        used = self.filter(kind="used", hidden_at=None).exclude(organization_key="")
        return used.exclude(organization_key=F("output__organization_key")).exclude(own)

    def visible_to(self, person):
        shown = Q(hidden_at=None)
        if person.is_authenticated:
            shown |= Q(participant=person) | Q(pk__in=Use.objects.moderated_by(person).values("pk"))
        return self.filter(shown, output__in=Output.objects.visible_to(person).values("pk"))

    def moderated_by(self, person):
        return self.filter(output__in=Output.objects.moderated_by(person).values("pk"))


class Use(Hideable):
    """That somebody uses an output where they work, or told others of it (R-SPREAD)."""

    class Kind(models.TextChoices):
        USED = "used", _("used")
        TOLD = "told", _("taken along")

    output = models.ForeignKey(Output, on_delete=models.CASCADE, related_name="uses")
    participant = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="uses")
    kind = models.CharField(max_length=4, choices=Kind, default=Kind.USED)
    organization = Line(_("organization"), max_length=150, blank=True)
    organization_key = models.CharField(max_length=450, editable=False, blank=True)  # see `key_of`
    district = Line(_("district"), max_length=100, blank=True)
    changed = Line(_("how we changed it"), max_length=500, blank=True)
    taken_to = Line(_("I took this to …"), max_length=150, blank=True)
    language = models.CharField(_("language"), max_length=2, choices=languages.CHOICES, default="en")
    created_at = models.DateTimeField(default=timezone.now)
    confirmed_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = UseQuerySet.as_manager()

    class Meta:
        verbose_name = _("use")
        verbose_name_plural = _("uses")
        constraints = [
            models.UniqueConstraint(fields=["output", "participant", "kind"], name="one_use_each"),
            models.CheckConstraint(
                condition=Q(kind="used") | ~Q(taken_to=""),
                name="what_is_taken_along_says_where_to",
            ),
        ]
        indexes = [
            models.Index(fields=["output", "created_at", "id"], name="uses_of_an_output"),
            models.Index(fields=["participant", "confirmed_at"], name="uses_to_confirm"),
            models.Index(fields=["-hidden_at"], condition=Q(hidden_at__isnull=False), name="uses_hidden"),
        ]

    def __str__(self):
        return f"{self.output}: {self.organization or self.participant}"

    def save(self, *args, **options):
        self.organization_key = key_of(self.organization)
        super().save(*args, **options)

    def get_absolute_url(self):
        return f"{self.output.get_absolute_url()}#use-{self.pk}"

    @property
    def author(self):
        return self.participant

    @property
    def is_current(self):
        """Whether it is used today, as far as anybody said within a year (R-WAS-USED)."""
        return not self.ended_at and self.confirmed_at > timezone.now() - HOLDS

    @property
    def html(self):
        """All that was typed, as moderators look at it."""
        said = (self.organization, self.district, self.changed, self.taken_to)
        lines = [format_html("<p>{}</p>", text) for text in said if text]
        return mark_safe("\n".join(lines))  # noqa: S308  each line is escaped


def key_of(organization):
    """Return what two spellings of one organization have in common."""
    return " ".join(organization.casefold().split())
