"""What people offer, and what they look for; and what one does not want to be suggested."""

from datetime import timedelta

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from core.text import fulltext, languages
from core.web.columns import Line
from forums.models import Tag, Topic
from forums.models.tag import list_of
from moderation.models import Hideable, Report
from participants.profiles import sections

Person = settings.AUTH_USER_MODEL
STANDS = timedelta(days=183)


def half_a_year_on():
    return timezone.now() + STANDS


class OfferQuerySet(models.QuerySet):
    def of(self, person):
        return self.filter(participant=person)

    def open(self, now=None):
        """Filter those that have not ended."""
        return self.filter(until__gt=now or timezone.now())

    def in_directory(self, reader):
        """Filter those that stand in the directory for this reader (R-SECTIONS)."""
        listed = self.open().filter(hidden_at=None, participant__listed=True, participant__is_active=True)
        return listed.exclude(participant__in=sections.closed_to(reader, "offers"))

    def moderated_by(self, person):
        """Filter those that were reported or hidden, for moderators, beside those they read anyway."""
        if not person.is_authenticated or not person.is_moderator:
            return self.none()
        reported = Report.objects.open().filter(kind="offer", key=OuterRef("pk"))
        looked_at = Offer.objects.filter(Q(hidden_at__isnull=False) | Exists(reported)).values("pk")
        return self.filter(pk__in=looked_at.union(Offer.objects.in_directory(person).values("pk")))

    def visible_to(self, person):
        mine = Offer.objects.of(person).values("pk")
        others = Offer.objects.in_directory(person).values("pk")
        return self.filter(pk__in=mine.union(others, Offer.objects.moderated_by(person).values("pk")))

    def for_page(self):
        """Select the person, and annotate `tag_list`, see `tag.list_of`."""
        return self.select_related("participant").annotate(tag_list=list_of("offers"))


class Offer(Hideable):
    """What somebody could give, or, with `is_need`, looks for; it ends unless renewed (R-OFFERS-END)."""

    participant = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="offers")
    is_need = models.BooleanField(default=False)
    text = Line(_("In one line"), max_length=140)
    language = models.CharField(max_length=2, choices=languages.CHOICES, default="en")
    tags = models.ManyToManyField(Tag, related_name="offers", blank=True)
    created_at = models.DateTimeField(_("written on"), default=timezone.now)
    until = models.DateTimeField(_("until"), default=half_a_year_on)
    topic = models.ForeignKey(  # as which the need was posted (R-NEED-TO-TOPIC)
        Topic, on_delete=models.SET_NULL, null=True, blank=True, related_name="needs"
    )
    search_vector = fulltext.column(text="A")

    objects = OfferQuerySet.as_manager()

    class Meta:
        verbose_name = _("offer or need")
        verbose_name_plural = _("offers and needs")
        constraints = [
            models.CheckConstraint(
                condition=Q(topic=None) | Q(is_need=True), name="needs_alone_become_topics"
            ),
        ]
        indexes = [
            models.Index(
                fields=["is_need", "-created_at", "-id"],
                condition=Q(hidden_at=None),
                name="offers_in_directory",
            ),
            models.Index(fields=["until"], name="offers_by_end"),
            models.Index(fields=["-hidden_at"], condition=Q(hidden_at__isnull=False), name="offers_hidden"),
            GinIndex(fields=["search_vector"], name="offers_search"),
        ]

    def __str__(self):
        return self.text

    def get_absolute_url(self):
        return reverse("network:offer", args=[self.pk])

    @property
    def html(self):
        """The words, as moderators and whoever reports them look at them."""
        return format_html("<p>{}</p>", self.text)

    @property
    def has_ended(self):
        return self.until <= timezone.now()


class NotNowQuerySet(models.QuerySet):
    def standing(self, person):
        """Filter those of a person about people with an account today."""
        others = Q(third=None) | Q(third__is_active=True)
        return self.filter(others, participant=person, until__gt=timezone.now(), other__is_active=True)


class NotNow(models.Model):
    """Somebody whom a person does not want to be suggested (R-NOT-NOW).

    With `third`, which has the higher key, two whom they do not want to introduce.
    """

    participant = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="not_now")
    other = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="not_now_of_others")
    third = models.ForeignKey(
        Person, on_delete=models.CASCADE, null=True, blank=True, related_name="not_now_of_pairs"
    )
    until = models.DateTimeField(default=half_a_year_on)

    objects = NotNowQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["participant", "other", "third"], name="one_not_now_each", nulls_distinct=False
            ),
            models.CheckConstraint(
                condition=Q(third=None) | Q(third__gt=F("other")), name="a_pair_in_one_order"
            ),
        ]

    def __str__(self):
        return f"{self.participant}: {self.other}, {self.third or ''}"
