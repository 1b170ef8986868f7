"""Posts and their revisions."""

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.text import fulltext, languages
from forums.models.forum import Membership
from forums.models.topic import Topic
from moderation.models import Hideable

Person = settings.AUTH_USER_MODEL


class PostQuerySet(models.QuerySet):
    def visible_to(self, person):
        """Filter by R-QUERY-PERMISSION; hidden posts are for moderators."""
        readable = Q(topic__in=Topic.objects.visible_to(person).values("pk"))
        if not person.is_authenticated:
            return self.filter(readable, hidden_at=None)
        if person.is_moderator:
            return self.filter(readable)
        moderated = Q(topic__in=Topic.objects.moderated_by(person).values("pk"))
        return self.filter(readable, Q(hidden_at=None) | moderated)

    def moderated_by(self, person):
        return self.filter(topic__in=Topic.objects.moderated_by(person).values("pk"))

    def with_authors(self):
        """Fetch authors, and annotate `author_moderates`: whether they moderate the forum."""
        own = Membership.objects.filter(
            forum=OuterRef("topic__forum"), participant=OuterRef("author"), moderates=True
        )
        return self.select_related("author").annotate(author_moderates=Exists(own))

    def changeable_by(self, person):
        """Filter this person's own posts that are not hidden. Moderators hide, and do not edit."""
        return self.visible_to(person).filter(author=person, hidden_at=None)


class Post(Hideable):
    topic = models.ForeignKey(Topic, on_delete=models.CASCADE, related_name="posts")
    author = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="posts")
    number = models.PositiveIntegerField()  # 1 for the post that opened the topic
    text = models.TextField(_("text"), max_length=30_000)
    html = models.TextField(editable=False)  # rendered from `text` on writing
    language = models.CharField(max_length=2, choices=languages.CHOICES, default="en")
    created_at = models.DateTimeField(default=timezone.now)
    edited_at = models.DateTimeField(null=True, blank=True)
    imported_as = models.CharField(max_length=100, unique=True, null=True, blank=True, editable=False)
    search_vector = fulltext.column(text="C")

    objects = PostQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["topic", "number"], name="one_post_per_number")]
        indexes = [
            models.Index(fields=["author", "-created_at"], name="posts_by_author"),
            models.Index(fields=["-hidden_at"], condition=Q(hidden_at__isnull=False), name="posts_hidden"),
            GinIndex(fields=["search_vector"], name="posts_search"),
        ]

    def __str__(self):
        return f"{self.topic} #{self.number}"

    def get_absolute_url(self):
        return f"{self.topic.get_absolute_url()}?at={self.number}#post-{self.number}"


class RevisionQuerySet(models.QuerySet):
    def standing(self):
        return self.filter(taken_out_at=None)

    def older_than(self, revision):
        same_moment = Q(replaced_at=revision.replaced_at, pk__lt=revision.pk)
        return self.filter(Q(replaced_at__lt=revision.replaced_at) | same_moment)

    def newer_than(self, revision):
        same_moment = Q(replaced_at=revision.replaced_at, pk__gt=revision.pk)
        return self.filter(Q(replaced_at__gt=revision.replaced_at) | same_moment)

    def removable_by(self, person):
        """Filter those of this person's own posts, and of posts this person moderates."""
        posts = Post.objects.filter(pk=OuterRef("post"))
        own = posts.changeable_by(person)
        moderated = posts.visible_to(person).moderated_by(person)
        return self.filter(Exists(own) | Exists(moderated))


class Revision(models.Model):
    """A post as it stood before an edit, and what that edit changed. Written by `topics.history` only."""

    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="revisions")
    html = models.TextField(blank=True)
    text = models.TextField(blank=True)
    edited_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    replaced_at = models.DateTimeField(default=timezone.now)
    steps = models.JSONField(null=True, editable=False)  # `diffs.between` this text and the next
    taken_out_at = models.DateTimeField(null=True, blank=True)
    taken_out_by = models.ForeignKey(
        Person, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    objects = RevisionQuerySet.as_manager()

    class Meta:
        ordering = ["-replaced_at", "-pk"]
        indexes = [models.Index(fields=["post", "-replaced_at", "-id"], name="revisions_of_post")]
        constraints = [
            models.CheckConstraint(
                condition=Q(taken_out_at=None) | Q(text="", html=""),
                name="a_version_taken_out_keeps_no_words",
            )
        ]

    def __str__(self):
        return f"{self.post}, until {self.replaced_at:%Y-%m-%d}"

    @property
    def is_taken_out(self):
        return self.taken_out_at is not None
