"""What calendars ask of us and answer: addresses of feeds, and answers to invitations."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from events.models.registration import Registration

Person = settings.AUTH_USER_MODEL


class FeedKey(models.Model):
    """A person has a feed of their own; of its secret address we keep the digest (R-FEED-TOKEN)."""

    participant = models.OneToOneField(Person, on_delete=models.CASCADE, related_name="feed_key")
    digest = models.CharField(max_length=64, unique=True)  # SHA-256 of the token, in hexadecimal
    made_at = models.DateTimeField(default=timezone.now)

    def __str__(self):
        return f"{self.participant}: {self.made_at:%Y-%m-%d}"


class CalendarReply(models.Model):
    """What somebody's calendar said about one state of an invitation; the latest counts (R-REPLY-LATEST).

    `uid` and `sequence` are those of the invitation it answers: an answer to an earlier state is recorded
    here and has no effect.
    """

    class Partstat(models.TextChoices):
        ACCEPTED = "ACCEPTED", _("accepted")
        TENTATIVE = "TENTATIVE", _("tentative")
        DECLINED = "DECLINED", _("declined")

    registration = models.ForeignKey(Registration, on_delete=models.CASCADE, related_name="calendar_replies")
    uid = models.UUIDField()
    sequence = models.PositiveIntegerField()
    partstat = models.CharField(max_length=9, choices=Partstat)
    stamp = models.DateTimeField()  # DTSTAMP of the answer
    authenticated = models.BooleanField(default=False)  # the mail was certainly this person's
    received_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["uid", "sequence"], name="one_reply_to_each_state")]

    def __str__(self):
        return f"{self.registration}: {self.partstat}"


class ReplyCount(models.Model):
    """How many mails came in on a day (UTC), by what became of them. Their texts are not kept."""

    day = models.DateField()
    outcome = models.CharField(max_length=40)
    number = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["day", "outcome"], name="one_count_a_day")]

    def __str__(self):
        return f"{self.day} {self.outcome}: {self.number}"
