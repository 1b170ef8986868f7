"""Messages, and what the outbox has to know of their recipients."""

from datetime import time

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from timezone_field import TimeZoneField

from core.text import languages
from core.timezones.reader_clock import Clock
from core.web.columns import Mailbox


class Recipient(models.Model):
    class Delivery(models.TextChoices):
        """When what comes at once and could wait is sent."""

        AT_ONCE = "", _("At any hour")
        MORNING = "morning", _("In my day: what comes outside it waits until my day begins")

    class Digest(models.TextChoices):
        DAILY = "daily", _("Every day, when my day begins")
        WEEKLY = "weekly", _("Every week, when my Monday begins")

    email = Mailbox(_("e-mail address"), unique=True)
    zone = TimeZoneField(_("time zone"), default="America/Toronto")
    clock = models.CharField(_("hours"), max_length=2, choices=Clock, default=Clock.USUAL, blank=True)
    language = models.CharField(_("language"), max_length=2, choices=languages.CHOICES, default="en")
    day_starts = models.TimeField(_("my day begins"), default=time(8))
    day_ends = models.TimeField(_("my day ends"), default=time(18))

    delivery = models.CharField(
        _("when notices are sent"), max_length=7, choices=Delivery, default=Delivery.AT_ONCE, blank=True
    )
    digest = models.CharField(
        _("when the digest is sent"), max_length=6, choices=Digest, default=Digest.DAILY
    )
    # Kinds of which this person chose the channel; see `mailing.preferences`.
    notices_at_once = ArrayField(models.CharField(max_length=40), default=list, blank=True, editable=False)
    notices_in_digest = ArrayField(models.CharField(max_length=40), default=list, blank=True, editable=False)
    notices_off = ArrayField(models.CharField(max_length=40), default=list, blank=True, editable=False)

    class Meta:
        abstract = True

    def wants(self, kind):
        return kind not in self.notices_off


class MessageQuerySet(models.QuerySet):
    def due(self, now):
        return self.filter(state=Message.State.WAITING, due_at__lte=now)

    def refused(self):
        return self.filter(state=Message.State.REFUSED)

    def held(self):
        return self.filter(state=Message.State.HELD)


class Message(models.Model):
    """A row that becomes an e-mail, or many of them (R-OUTBOX). Written by the outbox only."""

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting")
        HELD = "held", _("kept for a digest")
        DIGESTED = "digested", _("in a digest")
        SENT = "sent", _("sent")
        DROPPED = "dropped", _("no longer true, not sent")
        REFUSED = "refused", _("refused")

    key = models.CharField(
        _("key"), max_length=250, unique=True
    )  # an idempotency key: what the message is about
    kind = models.CharField(_("kind"), max_length=40)
    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("recipient"),
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="messages",
    )
    address = models.EmailField(blank=True)  # if there is no recipient, or it differs from theirs
    about = models.JSONField(default=dict)  # primary keys and plain values; never a rendered text
    created_at = models.DateTimeField(_("written on"), default=timezone.now)
    due_at = models.DateTimeField(_("due on"), default=timezone.now)  # also the end of a sender's lease
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.WAITING)
    settled_at = models.DateTimeField(_("settled on"), null=True, blank=True)
    message_id = models.CharField(max_length=120, unique=True)
    subject = models.CharField(_("subject"), max_length=250, blank=True)
    content = models.BinaryField(null=True)  # the mail as first rendered; retries send the same bytes
    trouble = models.TextField(_("trouble"), blank=True)  # the last error

    objects = MessageQuerySet.as_manager()

    class Meta:
        verbose_name = _("mail")
        verbose_name_plural = _("mails")
        indexes = [
            models.Index(fields=["due_at"], condition=Q(state="waiting"), name="messages_due"),
            models.Index(fields=["-created_at"], condition=Q(state="refused"), name="messages_refused"),
            models.Index(fields=["recipient", "due_at"], condition=Q(state="held"), name="messages_held"),
        ]

    def __str__(self):
        return self.key

    @property
    def is_to_all(self):
        """Whether it stands for a message to each of many (`outbox.post_to_all`)."""
        return self.recipient_id is None and not self.address
