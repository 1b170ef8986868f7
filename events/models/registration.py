"""Registrations, and entries to the room."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.web.columns import Line
from events.models.colab import CoLab
from events.models.entries import CalendarEntry
from forums.models import Intention, may_read

Person = settings.AUTH_USER_MODEL


class RegistrationQuerySet(models.QuerySet):
    def seated(self):
        return self.filter(status=Registration.Status.SEATED)

    def waiting(self):
        return self.filter(status=Registration.Status.WAITING).order_by("queued_at", "pk")

    def present(self):
        return self.exclude(status=Registration.Status.GONE)

    def of_readers(self):
        """Filter those of people who may read the forum of the co-lab: no other seat counts."""
        return self.filter(may_read("participant", "colab__topic__forum"))

    def not_of_readers(self):
        return self.exclude(may_read("participant", "colab__topic__forum"))


class Registration(CalendarEntry):
    """Changed by `seats` only (R-ONE-WRITER)."""

    class Status(models.TextChoices):
        SEATED = "seated", _("seated")
        WAITING = "waiting", _("waiting")
        GONE = "gone", _("gone")

    colab = models.ForeignKey(CoLab, on_delete=models.CASCADE, related_name="registrations")
    participant = models.ForeignKey(
        Person, verbose_name=_("participant"), on_delete=models.CASCADE, related_name="registrations"
    )
    intention = models.CharField(max_length=10, choices=Intention, default=Intention.UNSURE)
    bring = Line(_("what I bring or hope for"), max_length=500, blank=True)
    # Read by whoever organizes and facilitates, until seven days after the hour (R-PRIVATE-LINE)
    private_line = Line(_("only for those who organize or facilitate"), max_length=500, blank=True)
    agreed_at = models.DateTimeField(_("agreed on"), null=True, blank=True)  # R-BRAVE-HOUR
    status = models.CharField(_("state"), max_length=10, choices=Status)
    seat = models.PositiveSmallIntegerField(_("seat"), null=True, blank=True)
    # When they registered: the order of the queue.
    queued_at = models.DateTimeField(_("waiting since"), default=timezone.now)
    seated_at = models.DateTimeField(null=True, blank=True)
    gone_at = models.DateTimeField(null=True, blank=True)
    removed = models.BooleanField(_("taken out"), default=False)  # by the organizer, who alone can undo it

    # Read by nobody since Attendance has what it held; the column goes with the next release.
    attendance = models.CharField(max_length=10, default="unknown", editable=False)

    objects = RegistrationQuerySet.as_manager()

    class Meta:
        verbose_name = _("registration")
        verbose_name_plural = _("registrations")
        constraints = [
            models.UniqueConstraint(fields=["colab", "participant"], name="one_registration_each"),
            models.UniqueConstraint(fields=["colab", "seat"], name="one_person_per_seat"),
            models.CheckConstraint(
                condition=Q(seat=None) | Q(seat__gte=1, seat__lte=10), name="seats_are_one_to_ten"
            ),
            models.CheckConstraint(
                condition=Q(status="seated", seat__isnull=False) | (~Q(status="seated") & Q(seat=None)),
                name="seated_means_a_seat",
            ),
        ]
        indexes = [
            models.Index(fields=["colab", "status", "queued_at", "id"], name="registrations_queue"),
            models.Index(fields=["participant", "status"], name="registrations_of_person"),
        ]

    def __str__(self):
        return f"{self.participant}: {self.colab} ({self.status})"

    @property
    def is_seated(self):
        return self.status == self.Status.SEATED

    @property
    def is_waiting(self):
        return self.status == self.Status.WAITING

    @property
    def would_do(self):
        """Return what this person would do there, as others say it (R-OWN-WORDS)."""
        return Intention(self.intention).of_another


class RoomEntry(models.Model):
    """The first time somebody entered the room (R-ROOM-DOOR)."""

    colab = models.ForeignKey(CoLab, on_delete=models.CASCADE, related_name="room_entries")
    participant = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="room_entries")
    came_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["colab", "participant"], name="one_room_entry_each")]

    def __str__(self):
        return f"{self.participant} in {self.colab}"
