"""Forums, topics and posts; who wants a topic to become a co-lab; who watches what."""

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from participants import fulltext, languages

Person = settings.AUTH_USER_MODEL


class ForumQuerySet(models.QuerySet):
    def visible_to(self, person):
        """Public forums for everyone; the others for their members (rule 21)."""
        if not person.is_authenticated:
            return self.filter(is_public=True)
        return self.filter(Q(is_public=True) | Q(memberships__participant=person)).distinct()


class Forum(models.Model):
    """A learning space with its own topics, purpose and principles."""

    class Kind(models.TextChoices):
        OPEN = "open", _("Open forum")
        PRACTICE = "practice", _("Community of practice")
        LEARNING = "learning", _("Community of learning")
        HEALING = "healing", _("Community of healing")
        LAB = "lab", _("Social innovation lab")

    slug = models.SlugField(max_length=60, unique=True)
    name = models.CharField(_("name"), max_length=100)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind, default=Kind.OPEN)
    purpose = models.CharField(_("purpose"), max_length=300)
    principles = models.TextField(_("principles"), blank=True)
    principles_html = models.TextField(blank=True, editable=False)
    language = models.CharField(_("language"), max_length=2, choices=languages.CHOICES, default="en")
    is_public = models.BooleanField(_("anyone may read it"), default=True)
    position = models.PositiveSmallIntegerField(default=0)
    last_post_at = models.DateTimeField(null=True, blank=True)

    objects = ForumQuerySet.as_manager()

    class Meta:
        ordering = ["position", "name"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(kind="healing", is_public=True), name="a_community_of_healing_is_not_public"
            )
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("forums:forum", args=[self.slug])

    @property
    def unattributed(self):
        """Where nobody's name is shown beside what they wrote (rule 20)."""
        return self.kind == self.Kind.HEALING


class Membership(models.Model):
    """A participant is in a forum."""

    forum = models.ForeignKey(Forum, on_delete=models.CASCADE, related_name="memberships")
    participant = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="memberships")
    moderates = models.BooleanField(_("moderates this forum"), default=False)
    joined_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["forum", "participant"], name="one_membership_each")]

    def __str__(self):
        return f"{self.participant} in {self.forum}"


class Tag(models.Model):
    slug = models.SlugField(max_length=50, unique=True, allow_unicode=True)
    name = models.CharField(max_length=50)

    class Meta:
        ordering = ["name"]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("forums:tag", args=[self.slug])


class TopicQuerySet(models.QuerySet):
    def visible_to(self, person):
        """Topics of the forums this person may read; hidden ones for moderators only (rule 21)."""
        topics = self.filter(forum__in=Forum.objects.visible_to(person).values("pk"))
        if person.is_authenticated and person.is_moderator:
            return topics
        return topics.filter(hidden_at=None)

    def open(self):
        return self.filter(closed_at=None, hidden_at=None)

    def candidates(self, now=None):
        """Topics that people want as a co-lab and that have none ahead (design, section 2)."""
        now = now or timezone.now()
        return self.open().filter(wanted__isnull=False).exclude(scheduled_until__gt=now)

    def nominated_by(self, person):
        return self.filter(nominations__participant=person)


class Topic(models.Model):
    forum = models.ForeignKey(Forum, on_delete=models.PROTECT, related_name="topics")
    author = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="topics")
    title = models.CharField(_("title"), max_length=150)
    slug = models.SlugField(max_length=150, editable=False)
    language = models.CharField(_("language"), max_length=2, choices=languages.CHOICES, default="en")
    tags = models.ManyToManyField(Tag, related_name="topics", blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    last_post_at = models.DateTimeField(default=timezone.now)
    post_count = models.PositiveIntegerField(default=0)  # of posts that are not hidden; kept by F()
    closed_at = models.DateTimeField(null=True, blank=True)
    pinned_at = models.DateTimeField(null=True, blank=True)
    hidden_at = models.DateTimeField(null=True, blank=True)
    hidden_reason = models.CharField(max_length=300, blank=True)
    hidden_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")

    # Both are `ranking.heat` of people, the second of those who nominated and were not yet answered by a co-lab.
    heat = models.FloatField(default=0)
    wanted = models.FloatField(null=True, blank=True)
    # The end of the latest co-lab on this topic, ahead or held. Set by `topics.schedule`.
    scheduled_until = models.DateTimeField(null=True, blank=True)
    found_by = fulltext.column(title="A")

    imported_as = models.CharField(max_length=100, unique=True, null=True, blank=True, editable=False)

    objects = TopicQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["-last_post_at", "-id"], name="topics_latest"),
            models.Index(fields=["forum", "-last_post_at", "-id"], name="topics_latest_in_forum"),
            models.Index(fields=["-heat", "-id"], name="topics_popular"),
            models.Index(fields=["forum", "-heat", "-id"], name="topics_popular_in_forum"),
            models.Index(fields=["-wanted", "-id"], condition=Q(wanted__isnull=False), name="topics_wanted"),
            GinIndex(fields=["found_by"], name="topics_found_by"),
            GinIndex(fields=["title"], opclasses=["gin_trgm_ops"], name="topics_like"),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("forums:topic", args=[self.pk, self.slug])

    @property
    def is_closed(self):
        return self.closed_at is not None

    @property
    def is_hidden(self):
        return self.hidden_at is not None

    @property
    def has_colab_ahead(self):
        return self.scheduled_until is not None and self.scheduled_until > timezone.now()


class PostQuerySet(models.QuerySet):
    def visible_to(self, person):
        posts = self.filter(topic__in=Topic.objects.visible_to(person).values("pk"))
        if person.is_authenticated and person.is_moderator:
            return posts
        return posts.filter(hidden_at=None)


class Post(models.Model):
    topic = models.ForeignKey(Topic, on_delete=models.CASCADE, related_name="posts")
    author = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="posts")
    number = models.PositiveIntegerField()  # 1 for the post that opened the topic
    text = models.TextField(_("text"), max_length=30_000)
    html = models.TextField(editable=False)  # rendered when it is written
    language = models.CharField(max_length=2, choices=languages.CHOICES, default="en")
    created_at = models.DateTimeField(default=timezone.now)
    edited_at = models.DateTimeField(null=True, blank=True)
    hidden_at = models.DateTimeField(null=True, blank=True)
    hidden_reason = models.CharField(max_length=300, blank=True)
    hidden_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    imported_as = models.CharField(max_length=100, unique=True, null=True, blank=True, editable=False)
    found_by = fulltext.column(text="C")

    objects = PostQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["topic", "number"], name="one_post_per_number")]
        indexes = [
            models.Index(fields=["author", "-created_at"], name="posts_by_author"),
            GinIndex(fields=["found_by"], name="posts_found_by"),
        ]

    def __str__(self):
        return f"{self.topic} #{self.number}"

    def get_absolute_url(self):
        """Opens the topic at this post, on whichever page of it the post stands."""
        return f"{self.topic.get_absolute_url()}?at={self.number}#post-{self.number}"

    @property
    def is_hidden(self):
        return self.hidden_at is not None


class Revision(models.Model):
    """A post as it stood before an edit."""

    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="revisions")
    html = models.TextField()
    text = models.TextField()
    edited_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    replaced_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-replaced_at", "-pk"]

    def __str__(self):
        return f"{self.post}, until {self.replaced_at:%Y-%m-%d}"


class Part(models.TextChoices):
    """What somebody would do in a co-lab."""

    SHARE = "share", _("Share my experience")
    LISTEN = "listen", _("Listen")
    UNSURE = "unsure", _("Not sure yet")


class Nomination(models.Model):
    """One participant's "consider this for a co-lab", on a topic or on one of its posts (rule 2)."""

    topic = models.ForeignKey(Topic, on_delete=models.CASCADE, related_name="nominations")
    post = models.ForeignKey(
        Post, on_delete=models.SET_NULL, null=True, blank=True, related_name="nominations"
    )
    participant = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="nominations")
    part = models.CharField(max_length=10, choices=Part, default=Part.UNSURE)
    reason = models.CharField(_("why this deserves a conversation"), max_length=500, blank=True)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["topic", "participant"], name="one_nomination_each")]
        indexes = [models.Index(fields=["participant", "-created_at"], name="nominations_by_person")]

    def __str__(self):
        return f"{self.participant}: {self.topic}"


class Watch(models.Model):
    """Somebody wants to hear of new posts in a topic, a forum, or under a tag."""

    participant = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="watches")
    topic = models.ForeignKey(Topic, on_delete=models.CASCADE, null=True, blank=True, related_name="watches")
    forum = models.ForeignKey(Forum, on_delete=models.CASCADE, null=True, blank=True, related_name="watches")
    tag = models.ForeignKey(Tag, on_delete=models.CASCADE, null=True, blank=True, related_name="watches")
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["participant", "topic", "forum", "tag"],
                name="one_watch_each",
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                condition=Q(topic__isnull=False, forum=None, tag=None)
                | Q(topic=None, forum__isnull=False, tag=None)
                | Q(topic=None, forum=None, tag__isnull=False),
                name="a_watch_is_on_one_thing",
            ),
        ]

    def __str__(self):
        return f"{self.participant} watches {self.topic or self.forum or self.tag}"
