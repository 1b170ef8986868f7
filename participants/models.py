"""People, and the messages written to them."""

from datetime import time

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from timezone_field import TimeZoneField

from core.text import languages
from core.timezones.reader_clock import Clock
from participants import regions

IMPORTED = "@imported.invalid"  # addresses of authors whose account waits to be claimed
ERASED = "@erased.invalid"  # of accounts that were erased


class ParticipantManager(BaseUserManager):
    def create_user(self, email, password=None, **fields):
        participant = self.model(email=self.normalize_email(email).lower(), **fields)
        participant.set_password(password)
        participant.save(using=self._db)
        return participant

    def create_superuser(self, email, password=None, **fields):
        fields |= {"is_staff": True, "is_superuser": True}
        return self.create_user(email, password, **fields)

    def get_by_natural_key(self, email):
        return self.get(email__iexact=email)


class ParticipantQuerySet(models.QuerySet):
    def active(self):
        return self.filter(is_active=True)

    def in_directory(self):
        """People who chose to be found; the directory shows nobody else."""
        return self.active().filter(listed=True).order_by("name", "pk")

    def known(self):
        """Everyone with an account, and those whose posts are still here without one."""
        gone = Q(imported_as__isnull=False) | Q(email__endswith=ERASED)
        return self.filter(Q(is_active=True) | gone)

    def by_address(self, address):
        """The active account of an address, whatever its case."""
        return self.active().filter(email=address.strip().lower())

    def placeholders(self):
        """Authors of an imported forum whose account nobody has claimed."""
        return self.filter(imported_as__isnull=False, is_active=False, email__endswith=IMPORTED)


class Participant(AbstractBaseUser, PermissionsMixin):
    """A person with an account. The e-mail address is the login; its case does not matter."""

    class Country(models.TextChoices):
        CANADA = "CA", _("Canada")
        UNITED_STATES = "US", _("United States")
        MEXICO = "MX", _("Mexico")
        OTHER = "--", _("Another country")

    class Delivery(models.TextChoices):
        """When notices that can wait are sent."""

        AT_ONCE = "", _("At once, at any hour")
        MORNING = "morning", _("In my day: what comes outside it waits until my day begins")
        DAILY = "daily", _("In one mail a day, when my day begins")
        WEEKLY = "weekly", _("In one mail a week, when my Monday begins")

    email = models.EmailField(_("e-mail address"), unique=True)
    name = models.CharField(_("name"), max_length=100)
    organization = models.CharField(_("organization"), max_length=150, blank=True)
    district = models.CharField(_("district"), max_length=150, blank=True)
    region = models.CharField(_("state, province or territory"), max_length=10, blank=True)
    country = models.CharField(_("country"), max_length=2, choices=Country, blank=True)
    about = models.TextField(_("about me"), max_length=2000, blank=True)
    about_html = models.TextField(blank=True, editable=False)

    zone = TimeZoneField(_("time zone"), default="America/Toronto")
    zones_declined = ArrayField(models.CharField(max_length=64), default=list, blank=True, editable=False)
    clock = models.CharField(_("hours"), max_length=2, choices=Clock, default=Clock.USUAL, blank=True)
    language = models.CharField(_("language"), max_length=2, choices=languages.CHOICES, default="en")
    day_starts = models.TimeField(_("my day begins"), default=time(8))
    day_ends = models.TimeField(_("my day ends"), default=time(18))

    delivery = models.CharField(
        _("when notices are sent"), max_length=7, choices=Delivery, default=Delivery.AT_ONCE, blank=True
    )
    notices_off = ArrayField(models.CharField(max_length=40), default=list, blank=True, editable=False)
    listed = models.BooleanField(_("show me in the directory"), default=False)

    is_organizer = models.BooleanField(_("organizer"), default=False)
    is_moderator = models.BooleanField(_("moderator"), default=False)
    is_staff = models.BooleanField(_("staff"), default=False)
    is_active = models.BooleanField(_("active"), default=True)
    imported_as = models.CharField(  # who wrote it, in the forum it was imported from
        max_length=150, unique=True, null=True, blank=True, editable=False
    )
    date_joined = models.DateTimeField(default=timezone.now, editable=False)

    objects = ParticipantManager.from_queryset(ParticipantQuerySet)()

    USERNAME_FIELD = EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        constraints = [
            models.UniqueConstraint(Lower("email"), name="one_account_per_address"),
            models.CheckConstraint(
                condition=Q(day_starts__lt=models.F("day_ends")), name="a_day_ends_after_it_begins"
            ),
        ]
        indexes = [
            models.Index(
                fields=["name", "id"],
                condition=Q(listed=True, is_active=True),
                name="participants_in_directory",
            ),
            models.Index(
                fields=["name", "id"],
                condition=Q(imported_as__isnull=False, is_active=False),
                name="participants_unclaimed",
            ),
        ]

    def __str__(self):
        if self.has_left:
            return gettext("Former participant")
        return self.name or self.email.partition("@")[0]

    def clean(self):
        super().clean()
        self.email = self.email.lower()

    @property
    def has_left(self):
        """Whether this account was erased: what they wrote stays, under nobody's name."""
        return self.email.endswith(ERASED)

    @property
    def place(self):
        """District and region, in words."""
        return ", ".join(filter(None, [self.district, str(regions.name(self.region, self.country))]))

    @property
    def initials(self):
        words = str(self).split()
        return "".join(word[0] for word in (words[:1] + words[1:][-1:])).upper()

    @property
    def window(self):
        """The daily window in which a co-lab suits this person: (start, end), local times."""
        return self.day_starts, self.day_ends

    def wants(self, kind):
        """Whether notices of this kind are on."""
        return kind not in self.notices_off


class MessageQuerySet(models.QuerySet):
    def due(self, now):
        return self.filter(state=Message.State.WAITING, due_at__lte=now)

    def refused(self):
        return self.filter(state=Message.State.REFUSED)

    def held(self):
        """Kept for a digest."""
        return self.filter(state=Message.State.HELD)

    def troubled(self):
        """Not sent yet, because something stands in the way; they are tried again by themselves."""
        return self.filter(state=Message.State.WAITING).exclude(trouble="")


class Message(models.Model):
    """A row that becomes an e-mail (rule 15). `outbox` writes, sends and judges these rows; nobody else."""

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting")
        HELD = "held", _("kept for a digest")
        DIGESTED = "digested", _("in a digest")
        SENT = "sent", _("sent")
        DROPPED = "dropped", _("no longer true, not sent")
        REFUSED = "refused", _("refused")

    key = models.CharField(max_length=250, unique=True)  # says what the message is about
    kind = models.CharField(max_length=40)
    recipient = models.ForeignKey(
        Participant, on_delete=models.CASCADE, null=True, blank=True, related_name="messages"
    )
    address = models.EmailField(blank=True)  # where there is no recipient, or not the recipient's address
    about = models.JSONField(default=dict)  # primary keys and plain values; never a rendered text
    created_at = models.DateTimeField(default=timezone.now)
    due_at = models.DateTimeField(default=timezone.now)  # also the end of a sender's lease
    attempts = models.PositiveSmallIntegerField(default=0)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    settled_at = models.DateTimeField(null=True, blank=True)
    message_id = models.CharField(max_length=120, unique=True)
    subject = models.CharField(max_length=250, blank=True)
    content = models.BinaryField(null=True)  # the mail as first sent; a retry sends these bytes again
    trouble = models.TextField(blank=True)  # the last answer of the mail server

    objects = MessageQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["due_at"], condition=Q(state="waiting"), name="messages_due"),
            models.Index(fields=["-created_at"], condition=Q(state="refused"), name="messages_refused"),
            models.Index(fields=["recipient", "due_at"], condition=Q(state="held"), name="messages_held"),
        ]

    def __str__(self):
        return self.key
