"""The entry of one person for one co-lab in their calendar, and what they were told of it."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from events.models.colab import CoLab
from mailing.models import Message

Person = settings.AUTH_USER_MODEL


class CalendarEntry(models.Model):
    """What a person's calendar knows of a co-lab: by their seat, or by their roles (R-ONE-UID)."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True)
    sequence = models.PositiveIntegerField(default=0)  # RFC 5545 3.8.7.4

    class Meta:
        abstract = True

    @property
    def is_by_own_will(self):
        """Whether the person took the seat or the role: then PARTSTAT is ACCEPTED at first."""
        return True


class RoleEntryQuerySet(models.QuerySet):
    def current(self):
        return self.filter(ended_at=None)


class RoleEntry(CalendarEntry):
    """The entry of somebody with roles in an announced co-lab, one for all of them (R-ROLE-ENTRIES)."""

    colab = models.ForeignKey(CoLab, on_delete=models.CASCADE, related_name="role_entries")
    participant = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="role_entries")
    given_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = RoleEntryQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["colab", "participant"], condition=Q(ended_at=None), name="one_role_entry_each"
            )
        ]

    def __str__(self):
        return f"{self.participant}: {self.colab}"

    @property
    def is_by_own_will(self):
        return self.participant_id in {self.colab.organizer_id, self.colab.co_organizer_id}


class EntryVersion(models.Model):
    """A calendar entry as a person was told of it, by our page or by a mail that may have arrived.

    `uid` is that of a CalendarEntry. Without `method` it was our page that told; without a message the mail
    is no longer kept.
    """

    uid = models.UUIDField(db_index=True)
    colab = models.ForeignKey(CoLab, on_delete=models.CASCADE, related_name="+")
    message = models.ForeignKey(Message, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    method = models.CharField(max_length=7, blank=True)
    sequence = models.PositiveIntegerField(default=0)
    stamp = models.DateTimeField(default=timezone.now)  # DTSTAMP, which rises with each mail
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    title = models.CharField(max_length=150, blank=True)  # empty where it is not known

    def __str__(self):
        return f"{self.method} {self.uid}, {self.sequence}"

    @property
    def times(self):
        return self.starts_at, self.ends_at

    @property
    def minutes(self):
        return round((self.ends_at - self.starts_at).total_seconds() / 60)

    @property
    def is_certain(self):
        """Whether the person knows it: they saw the page, or the mail was taken by the mail server."""
        return self.message is None or self.message.state == Message.State.SENT

    @property
    def will_arrive(self):
        return self.is_certain or self.message.state == Message.State.WAITING
