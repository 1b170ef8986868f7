"""Topics, and which of them are candidates."""

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Count, Exists, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.text import fulltext, languages, slugs
from core.web.columns import Line
from forums.models.forum import Forum
from forums.models.tag import Tag, list_of
from moderation.models import Hideable

Person = settings.AUTH_USER_MODEL


class TopicQuerySet(models.QuerySet):
    def visible_to(self, person):
        """Filter by R-QUERY-PERMISSION; hidden topics are for moderators."""
        readable = Q(forum__in=Forum.objects.visible_to(person).values("pk"))
        if not person.is_authenticated:
            return self.filter(readable, hidden_at=None)
        if person.is_moderator:
            return self.filter(readable)
        moderated = Q(forum__in=Forum.objects.moderated_by(person).values("pk"))
        return self.filter(readable, Q(hidden_at=None) | moderated)

    def moderated_by(self, person):
        return self.filter(forum__in=Forum.objects.moderated_by(person).values("pk"))

    def open(self):
        return self.filter(closed_at=None, hidden_at=None)

    def candidates(self, now=None):
        now = now or timezone.now()
        return self.open().filter(wanted__isnull=False).exclude(scheduled_until__gt=now)

    def nominated_by(self, person):
        return self.filter(nominations__participant=person)

    def with_people(self):
        """Annotate `people`, the number of those the board counts, for the rows that are shown alone."""
        unanswered = self.model.nominations.rel.related_model.objects.unanswered()
        counted = (
            unanswered.filter(topic=OuterRef("pk"))
            .order_by()
            .values("topic")
            .annotate(number=Count("pk"))
            .values("number")
        )
        return self.annotate(people=Coalesce(Subquery(counted), 0))

    def with_tags(self):
        """Annotate `tag_list`, see `tag.list_of`."""
        return self.annotate(tag_list=list_of("topics"))

    def for_list(self):
        """Select what a row or a card shows, and no more."""
        unseen = ["search_vector", "forum__supports", "forum__supports_html"]
        unseen += ["author__about", "author__about_html", "author__password"]
        return self.select_related("forum", "author").defer(*unseen).with_tags()

    def for_page(self, person):
        topics = self.for_list()
        if not person.is_authenticated:
            return topics.annotate(watched=Value(False), moderated=Value(False))
        return topics.annotate(
            watched=Exists(person.watches.filter(topic=OuterRef("pk"))),
            moderated=Exists(Forum.objects.moderated_by(person).filter(pk=OuterRef("forum"))),
        )


class Topic(Hideable):
    forum = models.ForeignKey(Forum, on_delete=models.PROTECT, related_name="topics")
    author = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="topics")
    title = Line(_("title"), max_length=150)
    slug = models.SlugField(max_length=150, editable=False)
    language = models.CharField(_("language"), max_length=2, choices=languages.CHOICES, default="en")
    tags = models.ManyToManyField(Tag, related_name="topics", blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    last_post_at = models.DateTimeField(default=timezone.now)
    post_count = models.PositiveIntegerField(default=0)  # of posts that are not hidden; kept by F()
    closed_at = models.DateTimeField(null=True, blank=True)
    pinned_at = models.DateTimeField(null=True, blank=True)
    is_challenge = models.BooleanField(_("is a challenge that others have, too"), default=False)

    # Both by `popularity.heat`: of all contributors, and of those with an unanswered nomination.
    heat = models.FloatField(default=0)
    wanted = models.FloatField(null=True, blank=True)
    # The end of the latest co-lab on this topic, ahead or held. Set by `topics.schedule`.
    scheduled_until = models.DateTimeField(null=True, blank=True)
    search_vector = fulltext.column(title="A")

    imported_as = models.CharField(max_length=100, unique=True, null=True, blank=True, editable=False)

    objects = TopicQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["-last_post_at", "-id"], name="topics_latest"),
            models.Index(fields=["forum", "-last_post_at", "-id"], name="topics_latest_in_forum"),
            models.Index(fields=["-heat", "-id"], name="topics_popular"),
            models.Index(fields=["forum", "-heat", "-id"], name="topics_popular_in_forum"),
            models.Index(fields=["-wanted", "-id"], condition=Q(wanted__isnull=False), name="topics_wanted"),
            models.Index(
                fields=["forum", "-pinned_at"], condition=Q(pinned_at__isnull=False), name="topics_pinned"
            ),
            models.Index(
                fields=["-created_at", "-id"], condition=Q(is_challenge=True), name="topics_challenges"
            ),
            models.Index(fields=["-hidden_at"], condition=Q(hidden_at__isnull=False), name="topics_hidden"),
            GinIndex(fields=["search_vector"], name="topics_search"),
            GinIndex(fields=["title"], opclasses=["gin_trgm_ops"], name="topics_like"),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return self.address_of(self.pk, self.slug if self.forum.rules.words_leave else "")

    @staticmethod
    def slug_of(title):
        return slugs.slug_of(title, at="forums:topic", otherwise="topic")

    @staticmethod
    def address_of(pk, slug):
        """Return the address of a topic with this stored slug, which an address may have taken meanwhile.

        For "" it is the short one (R-WORDS-STAY).
        """
        if not slug:
            return reverse("forums:topic_by_number", args=[pk])
        return reverse("forums:topic", args=[pk, Topic.slug_of(slug)])

    @property
    def is_closed(self):
        return self.closed_at is not None

    @property
    def has_colab_ahead(self):
        return self.scheduled_until is not None and self.scheduled_until > timezone.now()
