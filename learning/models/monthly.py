"""The monthly digest: what the world may know of a month, of one space or of all of them."""

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import mark_safe
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core.text import languages
from forums import kinds
from forums.models import Forum, Role
from moderation.models import Hideable

Person = settings.AUTH_USER_MODEL
LENGTH = 3000  # of the words before and after its lines


def spaces():
    """Filter the spaces that can have one: everybody may read them, and they are in the library."""
    return Forum.objects.filter(is_public=True, kind__in=kinds.where(in_library=True))


def spaces_written_by(person):
    """Filter those whose digest this person writes: the messengers and stewards (R-MONTHLY-WRITERS)."""
    if not person.is_authenticated:
        return Forum.objects.none()
    messenger = Role.objects.held().of(person).filter(forum=OuterRef("pk"), kind=Role.Kind.MESSENGER)
    steward = person.memberships.filter(forum=OuterRef("pk"), moderates=True)
    return spaces().filter(Exists(messenger) | Exists(steward))


def writes_of_site(person):
    """Return whether this person writes the digest of all spaces."""
    return person.is_authenticated and (person.is_organizer or person.is_moderator)


class MonthlyDigestQuerySet(models.QuerySet):
    def _of_spaces_there_are(self):
        return self.filter(Q(forum=None) | Q(forum__in=spaces().values("pk")))

    def published(self):
        """Filter those that everybody may read (R-DIGEST-IS-PUBLIC)."""
        return self._of_spaces_there_are().filter(state="published", hidden_at=None)

    def visible_to(self, person):
        """Filter published ones; hidden ones are for moderators and for who began them."""
        shown = Q(hidden_at=None)
        if person.is_authenticated:
            shown |= Q(author=person) | Q(pk__in=MonthlyDigest.objects.moderated_by(person).values("pk"))
        return self._of_spaces_there_are().filter(shown, state="published")

    def moderated_by(self, person):
        own = Q(forum__in=Forum.objects.moderated_by(person).values("pk"))
        if person.is_authenticated and person.is_moderator:
            own |= Q(forum=None)
        return self._of_spaces_there_are().filter(own, state="published")

    def written_by(self, person):
        """Filter those that this person may change, drafts too (R-MONTHLY-WRITERS)."""
        own = Q(forum__in=spaces_written_by(person).values("pk"))
        return self.filter(own | Q(forum=None) if writes_of_site(person) else own)

    def of(self, forum, month):
        return self.filter(forum=forum, month=month)

    def for_page(self):
        return self.select_related("forum", "author")


class MonthlyDigest(Hideable):
    """What a month had that everybody may read, chosen by a messenger, with their words around it.

    Of what is told in it, its lines keep only which thing it is (R-DIGEST-IS-PUBLIC).
    """

    class State(models.TextChoices):
        DRAFT = "draft", _("Draft")
        PUBLISHED = "published", _("published")

    forum = models.ForeignKey(
        Forum, on_delete=models.CASCADE, null=True, blank=True, related_name="monthly_digests"
    )
    month = models.DateField(_("month"))  # its first day
    opening = models.TextField(_("opening words"), max_length=LENGTH, blank=True)
    opening_html = models.TextField(editable=False, blank=True)
    closing = models.TextField(_("closing words"), max_length=LENGTH, blank=True)
    closing_html = models.TextField(editable=False, blank=True)
    language = models.CharField(_("language"), max_length=2, choices=languages.CHOICES, default="en")
    author = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="monthly_digests")
    state = models.CharField(max_length=9, choices=State, default=State.DRAFT)
    # New offers and needs of the month, none where fewer than four people wrote them (R-NOT-UNDER-FOUR).
    offers = models.PositiveIntegerField(null=True, blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    edited_at = models.DateTimeField(null=True, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    mailed_at = models.DateTimeField(null=True, blank=True)  # when it was first published

    objects = MonthlyDigestQuerySet.as_manager()

    class Meta:
        verbose_name = _("monthly digest")
        verbose_name_plural = _("monthly digests")
        constraints = [
            models.UniqueConstraint(
                fields=["forum", "month", "language"], nulls_distinct=False, name="one_digest_of_a_month"
            ),
            models.CheckConstraint(condition=Q(month__day=1), name="a_month_is_its_first_day"),
            models.CheckConstraint(
                condition=Q(state="draft", published_at=None)
                | Q(state="published", published_at__isnull=False),
                name="a_monthly_digest_is_published_at_a_time",
            ),
        ]
        indexes = [
            models.Index(
                fields=["-published_at", "-id"],
                condition=Q(state="published", hidden_at=None),
                name="monthly_digests_latest",
            ),
            models.Index(
                fields=["-hidden_at"],
                condition=Q(hidden_at__isnull=False),
                name="monthly_digests_hidden",
            ),
        ]

    def __str__(self):
        """Return its name in the language of whoever reads it."""
        return gettext("Monthly digest, %(month)s") % {"month": date_format(self.month, "YEAR_MONTH_FORMAT")}

    def get_absolute_url(self):
        return self.address("monthly_of")

    def address(self, name):
        """Return the address of one of its pages, in its language. `name`: without `_site` or `_space`."""
        place = [self.forum.slug, self.month] if self.forum_id else [self.month]
        page = reverse(f"learning:{name}_{'space' if self.forum_id else 'site'}", args=place)
        return f"{page}?language={self.language}"

    @property
    def is_published(self):
        return self.state == self.State.PUBLISHED

    @property
    def html(self):
        """The words of its messenger, as moderators look at them."""
        words = format_html("{}\n{}", mark_safe(self.opening_html), mark_safe(self.closing_html))  # noqa: S308
        return words  # both made by core.text.markup


class MonthlyLine(models.Model):
    """One thing in a monthly digest, by its key alone: its words are read where it stands."""

    class Kind(models.TextChoices):
        """In the order in which a digest has them."""

        HOUR = "hour", _("Hours that were held")
        HARVEST = "harvest", _("What was written down of them")
        TOLD = "told", _("What was tried, and what it showed")
        OUTPUT = "output", _("New for others to use")
        USED = "used", _("Used somewhere else, too")
        SEEKING = "seeking", _("Who tests it with them?")
        STORY = "story", _("Stories")
        ELSEWHERE = "elsewhere", _("From another space")

    digest = models.ForeignKey(MonthlyDigest, on_delete=models.CASCADE, related_name="lines")
    position = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=9, choices=Kind)
    key = models.BigIntegerField()  # primary key of the thing

    class Meta:
        verbose_name = _("line of a monthly digest")
        verbose_name_plural = _("lines of monthly digests")
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["digest", "kind", "key"], name="each_thing_once_in_a_digest"),
            models.UniqueConstraint(fields=["digest", "position"], name="one_line_at_each_position"),
        ]

    def __str__(self):
        return f"{self.digest_id}: {self.kind} {self.key}"
