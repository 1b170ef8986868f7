"""Keys of personal feeds, and replies to invitations."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from events.models.entries import RoleEntry
from events.models.registration import Registration

Person = settings.AUTH_USER_MODEL


class FeedKey(models.Model):
    """The digest of the token of a personal feed (R-FEED-TOKEN)."""

    participant = models.OneToOneField(Person, on_delete=models.CASCADE, related_name="feed_key")
    digest = models.CharField(max_length=64, unique=True)  # SHA-256 of the token, in hexadecimal
    made_at = models.DateTimeField(default=timezone.now)

    def __str__(self):
        return f"{self.participant}: {self.made_at:%Y-%m-%d}"


class CalendarReply(models.Model):
    """The latest reply to one SEQUENCE of an invitation (R-REPLY-LATEST).

    `uid` and `sequence` are those of the invitation: a reply to an earlier one has no effect.
    """

    class Partstat(models.TextChoices):
        ACCEPTED = "ACCEPTED", _("accepted")
        TENTATIVE = "TENTATIVE", _("tentative")
        DECLINED = "DECLINED", _("declined")

    registration = models.ForeignKey(
        Registration, on_delete=models.CASCADE, null=True, blank=True, related_name="calendar_replies"
    )
    role_entry = models.ForeignKey(
        RoleEntry, on_delete=models.CASCADE, null=True, blank=True, related_name="calendar_replies"
    )
    uid = models.UUIDField()
    sequence = models.PositiveIntegerField()
    partstat = models.CharField(max_length=9, choices=Partstat)
    stamp = models.DateTimeField()  # DTSTAMP of the reply
    authenticated = models.BooleanField(default=False)  # R-REPLY-AUTHENTICATED
    received_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["uid", "sequence"], name="one_reply_to_each_state"),
            models.CheckConstraint(
                condition=Q(registration=None) ^ Q(role_entry=None), name="a_reply_is_about_one_entry"
            ),
        ]

    def __str__(self):
        return f"{self.registration or self.role_entry}: {self.partstat}"


class ReplyCount(models.Model):
    """The number of mails received on a day (UTC), by outcome. The mails are not stored."""

    day = models.DateField()
    outcome = models.CharField(max_length=40)
    number = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["day", "outcome"], name="one_count_a_day")]

    def __str__(self):
        return f"{self.day} {self.outcome}: {self.number}"
