"""Two people whom somebody would like to bring together, or one who asks for time."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html_join
from django.utils.translation import gettext_lazy as _

from core.text import languages
from core.web.columns import Line
from moderation.models import Hideable, Report

Person = settings.AUTH_USER_MODEL
STANDS = timedelta(days=14)


def two_weeks_on():
    return timezone.now() + STANDS


class IntroductionQuerySet(models.QuerySet):
    def for_page(self):
        return self.select_related("by", "first", "second")

    def of(self, person):
        """Filter those that a person began, or is asked by; of people with an account today."""
        mine = Q(by=person) | Q(first=person) | Q(second=person)
        return self.filter(mine, by__is_active=True, first__is_active=True, second__is_active=True)

    def awaiting(self, person):
        """Filter those that a person can answer and has not."""
        first = Q(first=person, first_said=Introduction.Said.ASKED)
        second = Q(second=person, second_said=Introduction.Said.ASKED)
        return self.of(person).under_way().filter(first | second, hidden_at=None)

    def moderated_by(self, person):
        """Filter those that were reported or hidden, for moderators (R-PRIVATE-MEANS-PRIVATE)."""
        if not person.is_authenticated or not person.is_moderator:
            return self.none()
        reported = Report.objects.open().filter(kind="introduction", key=OuterRef("pk"))
        return self.filter(Q(hidden_at__isnull=False) | Exists(reported))

    def visible_to(self, person):
        mine = Introduction.objects.of(person).values("pk")
        if not person.is_moderator:
            return self.filter(pk__in=mine)
        return self.filter(pk__in=mine.union(Introduction.objects.moderated_by(person).values("pk")))

    def under_way(self):
        """Filter by what everybody may know: whether it has opened, and its end; never by an answer."""
        return self.filter(opened_at=None, until__gt=timezone.now())


class Introduction(Hideable):
    """Opens when both said yes (R-BOTH-SAY-YES); `first` has the lower key, `by` may be one of the two."""

    class Said(models.TextChoices):
        ASKED = "asked", _("not yet answered")
        YES = "yes", _("yes")
        NO = "no", _("no")

    by = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="introductions_made")
    first = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="introductions_as_first")
    second = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="introductions_as_second")
    why = Line(_("why"), max_length=300)
    first_step = Line(_("a first step"), max_length=150, blank=True)
    language = models.CharField(max_length=2, choices=languages.CHOICES, default="en")
    first_said = models.CharField(max_length=5, choices=Said, default=Said.ASKED)
    second_said = models.CharField(max_length=5, choices=Said, default=Said.ASKED)
    created_at = models.DateTimeField(_("begun on"), default=timezone.now)
    until = models.DateTimeField(_("until"), default=two_weeks_on)
    opened_at = models.DateTimeField(_("both said yes on"), null=True, blank=True)

    objects = IntroductionQuerySet.as_manager()

    class Meta:
        verbose_name = _("introduction")
        verbose_name_plural = _("introductions")
        constraints = [
            models.CheckConstraint(condition=Q(first__lt=F("second")), name="introduced_in_one_order"),
            models.CheckConstraint(
                condition=Q(opened_at=None) | Q(first_said="yes", second_said="yes"),
                name="an_introduction_opens_by_two",
            ),
        ]

    def __str__(self):
        return f"{self.first} – {self.second}"

    def get_absolute_url(self):
        return reverse("network:introduction", args=[self.pk])

    @property
    def html(self):
        """The words, as moderators and whoever reports them look at them."""
        return format_html_join("\n", "<p>{}</p>", ((text,) for text in (self.why, self.first_step) if text))

    @property
    def is_under_way(self):
        return self.opened_at is None and self.until > timezone.now()

    @property
    def is_for_oneself(self):
        """Whether somebody asks for time, instead of bringing two others together."""
        return self.by_id in {self.first_id, self.second_id}

    def other_of(self, person):
        return self.second if self.first_id == person.pk else self.first

    def answer_of(self, person):
        """Return what one of the two said; "" of anybody else."""
        return {self.first_id: self.first_said, self.second_id: self.second_said}.get(person.pk, "")
