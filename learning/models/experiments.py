"""What people try: an experiment in four sentences, and the places that test it."""

from datetime import timedelta

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.html import format_html_join
from django.utils.safestring import mark_safe
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core.text import fulltext, languages
from core.web.columns import Line
from events.models import CoLab
from forums import kinds
from forums.models import Post, Topic
from moderation.models import Hideable

Person = settings.AUTH_USER_MODEL
ASKED_FOR = timedelta(days=28)  # from its day on, whoever tests it is asked what it showed


class ExperimentQuerySet(models.QuerySet):
    def readable_by(self, person):
        """Filter those whose topic may be read, where things are tried by the table of kinds."""
        topics = Topic.objects.visible_to(person).filter(forum__kind__in=kinds.where(in_library=True))
        return self.filter(topic__in=topics.values("pk"))

    def visible_to(self, person):
        """Filter readable ones; hidden ones are for moderators and for their author."""
        readable = self.readable_by(person)
        if not person.is_authenticated:
            return readable.filter(hidden_at=None)
        moderated = Experiment.objects.moderated_by(person).values("pk")
        return readable.filter(Q(hidden_at=None) | Q(author=person) | Q(pk__in=moderated))

    def moderated_by(self, person):
        topics = Topic.objects.visible_to(person).moderated_by(person)
        return self.readable_by(person).filter(topic__in=topics.values("pk"))

    def for_page(self):
        return self.select_related("topic__forum", "author", "follows", "colab").defer("search_vector")


class Experiment(Hideable):
    """If we …, then …; we test it by …; we share what we learn by …, on a day (R-EXPERIMENT-OF-A-TOPIC)."""

    topic = models.ForeignKey(Topic, on_delete=models.CASCADE, related_name="experiments")
    colab = models.ForeignKey(
        CoLab, on_delete=models.SET_NULL, null=True, blank=True, related_name="experiments"
    )
    author = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="experiments")
    if_we = Line(_("if we"), max_length=200)
    then = Line(_("then"), max_length=200)
    test_by = Line(_("we test it by"), max_length=300)
    share_by = Line(_("we share what we learn by"), max_length=200)
    share_on = models.DateField(_("on"))
    follows = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, blank=True, related_name="followed_by"
    )
    language = models.CharField(_("language"), max_length=2, choices=languages.CHOICES, default="en")
    created_at = models.DateTimeField(default=timezone.now)
    edited_at = models.DateTimeField(null=True, blank=True)
    search_vector = fulltext.column(if_we="A", then="B", test_by="C")

    objects = ExperimentQuerySet.as_manager()

    class Meta:
        verbose_name = _("experiment")
        verbose_name_plural = _("experiments")
        indexes = [
            models.Index(fields=["-created_at", "-id"], name="experiments_latest"),
            models.Index(
                fields=["-hidden_at"], condition=Q(hidden_at__isnull=False), name="experiments_hidden"
            ),
            GinIndex(fields=["search_vector"], name="experiments_search"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(follows=None) | ~Q(follows=models.F("id")), name="no_experiment_follows_itself"
            )
        ]

    def __str__(self):
        return self.first_sentence(self.if_we, self.language)

    @staticmethod
    def first_sentence(if_we, language):
        """Return it in the language of its author, as all that they wrote."""
        with translation.override(language):
            return gettext("If we %(sentence)s") % {"sentence": if_we}

    @property
    def beyond(self):
        """What is expected, as the rest of its first sentence, in its own language."""
        with translation.override(self.language):
            return gettext("then %(sentence)s") % {"sentence": self.then}

    def get_absolute_url(self):
        return reverse("learning:experiment", args=[self.pk])

    @property
    def html(self):
        """The four sentences, as moderators look at them."""
        said = (self.if_we, self.then, self.test_by, self.share_by)
        return format_html_join("\n", "<p>{}</p>", ((text,) for text in said))


class TrialQuerySet(models.QuerySet):
    def under_way(self):
        return self.filter(state=Trial.State.TAKEN_UP)

    def told(self):
        return self.filter(state=Trial.State.TOLD)

    def visible_to(self, person):
        """Filter those whose experiment one may read; hidden ones are for moderators and who told them."""
        readable = self.filter(experiment__in=Experiment.objects.visible_to(person).values("pk"))
        if not person.is_authenticated:
            return readable.filter(hidden_at=None)
        moderated = Trial.objects.moderated_by(person).values("pk")
        return readable.filter(Q(hidden_at=None) | Q(participant=person) | Q(pk__in=moderated))

    def moderated_by(self, person):
        return self.filter(experiment__in=Experiment.objects.moderated_by(person).values("pk"))

    def current(self):
        """Filter those that nobody has taken back."""
        return self.exclude(state=Trial.State.WITHDRAWN)


class Trial(Hideable):
    """One place that tests an experiment, and what it showed: told by its own people (R-EACH-TELLS)."""

    class State(models.TextChoices):
        OFFERED = "offered", _("offered")
        TAKEN_UP = "taken-up", _("under way")
        TOLD = "told", _("told")
        WITHDRAWN = "withdrawn", _("taken back")

    class Showed(models.TextChoices):
        """Whether it led to what was expected: one word each, in this order everywhere (R-SAME-SIZE)."""

        YES = "yes", _("Yes")
        PARTLY = "partly", _("Partly")
        NO = "no", _("No")
        EARLY = "early", _("Unclear")

    experiment = models.ForeignKey(Experiment, on_delete=models.CASCADE, related_name="trials")
    participant = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="trials")
    organization = Line(_("organization"), max_length=150, blank=True)
    where = Line(_("where"), max_length=100, blank=True)
    when = Line(_("when"), max_length=100, blank=True)
    state = models.CharField(max_length=9, choices=State, default=State.OFFERED)
    showed = models.CharField(_("what it showed"), max_length=6, choices=Showed, blank=True)
    learnt = models.TextField(_("what was learnt"), max_length=3000, blank=True)
    learnt_html = models.TextField(editable=False, blank=True)
    evidence_url = models.URLField(_("where more stands"), blank=True)
    language = models.CharField(_("language"), max_length=2, choices=languages.CHOICES, default="en")
    created_at = models.DateTimeField(default=timezone.now)
    told_at = models.DateTimeField(null=True, blank=True)
    # The reply in which it was told in the topic, if its teller wanted one (R-TOLD-IN-ITS-TOPIC).
    post = models.OneToOneField(Post, on_delete=models.SET_NULL, null=True, blank=True, related_name="trial")

    objects = TrialQuerySet.as_manager()

    class Meta:
        verbose_name = _("trial")
        verbose_name_plural = _("trials")
        constraints = [
            models.UniqueConstraint(fields=["experiment", "participant"], name="one_trial_each"),
            models.CheckConstraint(
                condition=~Q(state="told") | (Q(told_at__isnull=False) & ~Q(showed="")),
                name="a_told_trial_says_what_it_showed",
            ),
        ]
        indexes = [
            models.Index(fields=["-told_at", "-id"], condition=Q(state="told"), name="trials_told"),
            models.Index(fields=["-hidden_at"], condition=Q(hidden_at__isnull=False), name="trials_hidden"),
        ]

    def __str__(self):
        return f"{self.experiment}: {self.where or self.organization or self.participant}"

    @property
    def about(self):
        """What is known of the place: a list of lines."""
        return [words for words in (self.organization, self.where, self.when) if words]

    @property
    def answer(self):
        """One or two words: what it showed, or else how far it is (R-SAME-SIZE)."""
        if self.state == self.State.TOLD:
            return self.get_showed_display()
        is_late = timezone.localdate() >= self.experiment.share_on + ASKED_FOR
        if self.state == self.State.TAKEN_UP and is_late:
            return _("not told yet")
        return self.get_state_display()

    def get_absolute_url(self):
        return f"{self.experiment.get_absolute_url()}#trial-{self.pk}"

    @property
    def author(self):
        return self.participant

    @property
    def html(self):
        """All that was typed, as moderators look at it."""
        lines = format_html_join("\n", "<p>{}</p>\n", ((text,) for text in self.about))
        return lines + mark_safe(self.learnt_html)  # noqa: S308  made by core.text.markup
