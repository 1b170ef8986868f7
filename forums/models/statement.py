"""What a challenge asks: versions of its statement, and wordings that are proposed."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html_join
from django.utils.translation import gettext_lazy as _

from core.text import languages
from core.web.columns import Line
from forums import kinds
from forums.models.topic import Topic
from moderation.models import Hideable

Person = settings.AUTH_USER_MODEL
OPEN = Q(taken_over_at=None, declined_at=None, withdrawn_at=None)


class StatementQuerySet(models.QuerySet):
    def taken_over(self):
        return self.filter(taken_over_at__isnull=False)

    def open(self):
        """Filter wordings of which nobody has said yet what becomes of them."""
        return self.filter(OPEN)

    def in_force(self):
        """Order versions that nobody has hidden: the first of a topic is the one that holds."""
        return self.taken_over().filter(hidden_at=None).order_by("-number")

    def visible_to(self, person):
        """Filter versions, and for those signed in open proposals; hidden ones are for stewards."""
        readable = self._of(Topic.objects.visible_to(person))
        shown = Q(taken_over_at__isnull=False, hidden_at=None)
        if not person.is_authenticated:
            return readable.filter(shown)
        shown |= Q(OPEN, hidden_at=None)
        return readable.filter(shown | Q(pk__in=Statement.objects.moderated_by(person).values("pk")))

    def moderated_by(self, person):
        return self._of(Topic.objects.visible_to(person).moderated_by(person))

    def _of(self, topics):
        topics = topics.filter(forum__kind__in=kinds.where(has_challenges=True))
        return self.filter(topic__in=topics.values("pk"))


class Statement(Hideable):
    """One version of a challenge's statement, or a proposal; `number` is that of a version."""

    topic = models.ForeignKey(Topic, on_delete=models.CASCADE, related_name="statements")
    number = models.PositiveSmallIntegerField(_("version"), null=True, blank=True)
    text = Line(_("statement"), max_length=300)
    better_for = Line(_("for whom it would be better"), max_length=150, blank=True)
    why = Line(_("why it is changed"), max_length=200, blank=True)
    language = models.CharField(_("language"), max_length=2, choices=languages.CHOICES, default="en")
    by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="statements")
    at = models.DateTimeField(default=timezone.now)
    taken_over_at = models.DateTimeField(null=True, blank=True)
    taken_over_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    declined_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = StatementQuerySet.as_manager()

    class Meta:
        verbose_name = _("statement")
        verbose_name_plural = _("statements")
        constraints = [
            models.UniqueConstraint(fields=["topic", "number"], name="one_statement_of_a_number"),
            models.UniqueConstraint(fields=["topic", "by"], condition=OPEN, name="one_open_wording_each"),
            models.CheckConstraint(
                condition=Q(taken_over_at=None, number=None)
                | Q(
                    taken_over_at__isnull=False,
                    number__isnull=False,
                    number__gte=1,
                    declined_at=None,
                    withdrawn_at=None,
                ),
                name="a_statement_has_a_number_once_taken_over",
            ),
            models.CheckConstraint(
                condition=Q(declined_at=None) | Q(withdrawn_at=None), name="not_both_declined_and_withdrawn"
            ),
        ]
        indexes = [
            models.Index(
                fields=["-hidden_at"], condition=Q(hidden_at__isnull=False), name="statements_hidden"
            )
        ]

    def __str__(self):
        return f"{self.topic}, {self.number or '–'}"

    def get_absolute_url(self):
        place = f"version-{self.number}" if self.number else f"proposal-{self.pk}"
        return f"{reverse('forums:statement', args=[self.topic_id])}#{place}"

    @property
    def is_open(self):
        return not (self.taken_over_at or self.declined_at or self.withdrawn_at)

    @property
    def author(self):
        return self.by

    @property
    def created_at(self):
        return self.at

    @property
    def html(self):
        """All that was typed, for moderators and whoever reports it."""
        said = ((text,) for text in (self.text, self.better_for, self.why) if text)
        return format_html_join("\n", "<p>{}</p>", said)  # words of two lines do not run together
