"""Nominations, and watches."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.web.columns import Line
from forums.models.forum import Forum
from forums.models.post import Post
from forums.models.tag import Tag
from forums.models.topic import Topic

Person = settings.AUTH_USER_MODEL


class Intention(models.TextChoices):
    """What somebody would do in a co-lab."""

    SHARE = "share", _("Share my experience")
    LISTEN = "listen", _("Listen")
    UNSURE = "unsure", _("Not sure yet")

    @property
    def of_another(self):
        """Return the same said of another person: the labels are one's own words (R-OWN-WORDS)."""
        return {
            Intention.SHARE: _("Would share experience"),
            Intention.LISTEN: _("Would listen"),
            Intention.UNSURE: _("Is not sure yet"),
        }[self]


class NominationQuerySet(models.QuerySet):
    def unanswered(self):
        """Filter those made since the latest co-lab on their topic."""
        return self.filter(Q(topic__scheduled_until=None) | Q(created_at__gt=F("topic__scheduled_until")))


class Nomination(models.Model):
    """A participant's "consider this for a co-lab", on a topic or one of its posts (R-ONE-NOMINATION)."""

    topic = models.ForeignKey(Topic, on_delete=models.CASCADE, related_name="nominations")
    post = models.ForeignKey(
        Post, on_delete=models.SET_NULL, null=True, blank=True, related_name="nominations"
    )
    participant = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="nominations")
    intention = models.CharField(max_length=10, choices=Intention, default=Intention.UNSURE)
    reason = Line(_("why this deserves a conversation"), max_length=500, blank=True)
    created_at = models.DateTimeField(default=timezone.now)

    objects = NominationQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["topic", "participant"], name="one_nomination_each")]
        indexes = [models.Index(fields=["participant", "-created_at"], name="nominations_by_person")]

    def __str__(self):
        return f"{self.participant}: {self.topic}"


class Watch(models.Model):
    """A subscription to new posts in a topic, in a forum, or under a tag."""

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
