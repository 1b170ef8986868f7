"""Participants: people with an account."""

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Concat, Lower
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core.text import mailboxes, names
from core.web.columns import Line
from mailing.models import Recipient
from participants import regions

IMPORTED = "@imported.invalid"  # domain of imported authors whose account is unclaimed
ERASED = "@erased.invalid"  # domain of erased accounts


class ParticipantManager(BaseUserManager):
    def create_user(self, email, password=None, **fields):
        participant = self.model(email=mailboxes.same(email), **fields)
        participant.set_password(password)
        participant.save(using=self._db)
        return participant

    def create_superuser(self, email, password=None, **fields):
        fields |= {"is_staff": True, "is_superuser": True}
        return self.create_user(email, password, **fields)

    def get_by_natural_key(self, email):
        return self.get(email=mailboxes.same(email))


class ParticipantQuerySet(models.QuerySet):
    def active(self):
        return self.filter(is_active=True)

    def in_directory(self):
        return self.active().filter(listed=True).order_by("name", "pk")

    def known(self):
        """Active people, and imported or erased ones whose posts are shown."""
        gone = Q(imported_as__isnull=False) | Q(email__endswith=ERASED)
        return self.filter(Q(is_active=True) | gone)

    def erased(self):
        return self.filter(email__endswith=ERASED)

    def named_like(self, text):
        """Filter people whose names have words that begin with those of the text."""
        return self.filter(names.begins(names.Folded("name"), text))

    def in_words(self, text):
        """Filter people whose name, organization or district holds each word of the text."""
        return self.filter(names.holds(F("looked_up"), text))

    def by_address(self, address):
        return self.active().filter(email=mailboxes.same(address))

    def unconfirmed(self):
        """Filter accounts that nobody ever entered, with an unconfirmed address and without a role."""
        roles = {"is_staff": False, "is_superuser": False, "is_organizer": False, "is_moderator": False}
        return (
            self.active()
            .filter(last_login=None, imported_as=None, **roles)
            .exclude(emailaddress__verified=True)
        )

    def placeholders(self):
        return self.filter(imported_as__isnull=False, is_active=False, email__endswith=IMPORTED)


class Participant(Recipient, AbstractBaseUser, PermissionsMixin):
    """A person with an account. The e-mail address is the login, case-insensitively."""

    class Country(models.TextChoices):
        CANADA = "CA", _("Canada")
        UNITED_STATES = "US", _("United States")
        MEXICO = "MX", _("Mexico")
        OTHER = "--", _("Another country")

    name = Line(_("name"), max_length=100)
    organization = Line(_("organization"), max_length=150, blank=True)
    district = Line(_("district"), max_length=150, blank=True)
    region = Line(_("state, province or territory"), max_length=10, blank=True)
    country = models.CharField(_("country"), max_length=2, choices=Country, blank=True)
    about = models.TextField(_("about me"), max_length=2000, blank=True)
    about_html = models.TextField(blank=True, editable=False)

    zones_declined = ArrayField(models.CharField(max_length=64), default=list, blank=True, editable=False)
    listed = models.BooleanField(_("show me in the directory"), default=False)
    on_map = models.BooleanField(_("show me on the map"), default=False)

    is_organizer = models.BooleanField(_("organizer"), default=False)
    is_moderator = models.BooleanField(_("moderator"), default=False)
    is_staff = models.BooleanField(_("staff"), default=False)
    is_active = models.BooleanField(_("active"), default=True)
    imported_as = models.CharField(
        _("name in the imported forum"),  # the author's name in the forum of origin
        max_length=150,
        unique=True,
        null=True,
        blank=True,
        editable=False,
    )
    date_joined = models.DateTimeField(_("joined on"), default=timezone.now, editable=False)
    looked_up = models.GeneratedField(  # what the directory looks at
        expression=names.Folded(Concat("name", Value(" "), "organization", Value(" "), "district")),
        output_field=models.TextField(),
        db_persist=True,
    )

    objects = ParticipantManager.from_queryset(ParticipantQuerySet)()

    USERNAME_FIELD = EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        verbose_name = _("participant")
        verbose_name_plural = _("participants")
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
            GinIndex(OpClass(names.Folded("name"), "gin_trgm_ops"), name="participants_named"),
            GinIndex(
                fields=["looked_up"],
                opclasses=["gin_trgm_ops"],
                condition=Q(listed=True, is_active=True),
                name="participants_in_words",
            ),
            GinIndex(
                OpClass(names.Folded("about"), "gin_trgm_ops"),
                condition=Q(listed=True, is_active=True),
                name="participants_about",
            ),
            models.Index(
                fields=["district", "organization"],
                condition=Q(on_map=True, is_active=True),
                name="participants_on_map",
            ),
        ]

    def __str__(self):
        if self.has_left:
            return gettext("Former participant")
        return self.name or self.email.partition("@")[0]

    @property
    def has_left(self):
        return self.email.endswith(ERASED)

    @property
    def place(self):
        return ", ".join(filter(None, [self.district, str(regions.name(self.region, self.country))]))

    @property
    def window(self):
        """The day in which a co-lab suits this person: (start, end) in local time."""
        return self.day_starts, self.day_ends
