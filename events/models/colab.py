import uuid

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from timezone_field import TimeZoneField

from core.text import fulltext, languages, slugs
from core.web.addresses import check_https
from core.web.columns import Line
from events.models import hour
from events.models.colab_queries import CoLabQuerySet
from events.models.hour import HourState
from events.models.role_holders import HasRoles
from forums.models import Topic

Person = settings.AUTH_USER_MODEL
LIMITS = settings.COLAB


class CoLab(HasRoles, models.Model):
    """`starts_at` is UTC; `zone` and `wall_time` are the time that was meant (R-UTC-AND-ZONE)."""

    class State(models.TextChoices):
        DRAFT = "draft", _("Draft")
        ANNOUNCED = "announced", _("Announced")
        CALLED_OFF = "called_off", _("Called off")

    class ChosenFor(models.TextChoices):
        POPULARITY = "popularity", _("Popularity: many people want it")
        RELEVANCE = "relevance", _("Relevance: it matters now")

    topic = models.ForeignKey(Topic, verbose_name=_("topic"), on_delete=models.PROTECT, related_name="colabs")
    organizer = models.ForeignKey(
        Person, verbose_name=_("who organizes it"), on_delete=models.PROTECT, related_name="organizes"
    )
    co_organizer = models.ForeignKey(
        Person,
        verbose_name=_("who organizes it as well"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="co_organizes",
    )
    facilitator = models.ForeignKey(
        Person,
        verbose_name=_("who facilitates it"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="facilitates",
    )
    harvester = models.ForeignKey(
        Person,
        verbose_name=_("who writes the harvest"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="harvests",
    )
    follows = models.ForeignKey(
        "self",
        verbose_name=_("follows"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="follow_ups",
    )
    first = models.ForeignKey(  # of the lineage; empty on the first itself
        "self",
        verbose_name=_("first of its line"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )

    title = Line(_("title"), max_length=150)
    question = Line(_("guiding question"), max_length=250)
    description = models.TextField(_("description"), max_length=5000, blank=True)
    description_html = models.TextField(_("description as shown"), blank=True, editable=False)
    language = models.CharField(_("language"), max_length=2, choices=languages.CHOICES, default="en")
    chosen_for = models.CharField(_("chosen for"), max_length=12, choices=ChosenFor)
    chosen_because = Line(_("why this topic, why now"), max_length=500)

    starts_at = models.DateTimeField(_("start"))
    ends_at = models.DateTimeField(_("end"))
    minutes = models.PositiveSmallIntegerField(_("length in minutes"), default=LIMITS["minutes"])
    zone = TimeZoneField(_("time zone"))
    wall_time = models.CharField(_("time as announced"), max_length=16)  # "2027-01-14T14:00" in `zone`
    unfriendly_reason = Line(_("why at this hour"), max_length=500, blank=True)
    notice_reason = Line(_("why at short notice"), max_length=500, blank=True)

    host = Line(_("hosted by"), max_length=150, blank=True)
    host_offers = Line(_("what the host offers"), max_length=300, blank=True)
    care_note = Line(_("care note"), max_length=300, blank=True)
    is_brave = models.BooleanField(_("brave hour"), default=False)  # R-BRAVE-HOUR
    keeps = Line(_("what we want to keep"), max_length=200, blank=True)

    capacity = models.PositiveSmallIntegerField(_("seats"), default=LIMITS["seats"])
    room_url = models.URLField(_("room address"), max_length=500)
    dial_in = Line(_("number to dial in"), max_length=200, blank=True)  # behind the door, as the room
    room_exposed_at = models.DateTimeField(
        _("room known to somebody who left, since"), null=True, blank=True
    )  # R-ROOM-RENEWED
    offered_at = models.DateTimeField(
        _("seat offered on"), null=True, blank=True
    )  # when seats were last opened for claims

    state = models.CharField(_("state"), max_length=10, choices=State, default=State.DRAFT)
    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)  # of the public calendar entry
    # RFC 5545 3.8.7.4, of the public calendar entry
    sequence = models.PositiveIntegerField(_("number of its version"), default=0)
    created_at = models.DateTimeField(_("written on"), default=timezone.now)
    # of anything that its calendar entry shows
    revised_at = models.DateTimeField(_("last changed on"), default=timezone.now)
    announced_at = models.DateTimeField(_("announced on"), null=True, blank=True)
    called_off_at = models.DateTimeField(_("called off on"), null=True, blank=True)
    called_off_reason = Line(_("why it is called off"), max_length=500, blank=True)
    # by its harvest (R-HARVEST-CLOSES)
    closed_at = models.DateTimeField(_("closed on"), null=True, blank=True)
    search_vector = fulltext.column(title="A", question="B", description="C")

    objects = CoLabQuerySet.as_manager()

    class Meta:
        verbose_name = _("co-lab")
        verbose_name_plural = _("co-labs")
        constraints = [
            models.CheckConstraint(
                condition=Q(minutes__gte=1, minutes__lte=60), name="at_most_sixty_minutes"
            ),
            models.CheckConstraint(condition=Q(capacity__gte=1, capacity__lte=10), name="at_most_ten_seats"),
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="ends_after_it_starts"),
            models.CheckConstraint(condition=Q(room_url__startswith="https://"), name="room_is_https"),
            models.CheckConstraint(
                condition=Q(is_brave=False) | ~Q(care_note=""), name="a_brave_hour_has_a_care_note"
            ),
        ]
        indexes = [
            models.Index(fields=["state", "starts_at", "id"], name="colabs_by_start"),
            models.Index(fields=["ends_at"], name="colabs_by_end"),
            models.Index(  # the order of lists
                fields=["-starts_at", "-id"], condition=~Q(state="draft"), name="colabs_in_lists"
            ),
            models.Index(
                fields=["-announced_at", "-id"],
                condition=Q(announced_at__isnull=False),
                name="colabs_by_announcement",
            ),
            GinIndex(fields=["search_vector"], name="colabs_search"),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return self.address_of(self.pk, self.title if self.words_leave else "")

    @staticmethod
    def slug_of(title):
        return slugs.slug_of(title, at="events:colab", otherwise="co-lab")

    @staticmethod
    def address_of(pk, title):
        """Return the address of a co-lab with this title; the short one for "" (R-WORDS-STAY)."""
        if not title:
            return reverse("events:short", args=[pk])
        return reverse("events:colab", args=[pk, CoLab.slug_of(title)])

    def clean(self):
        errors = {}
        if self.minutes is not None and not 1 <= self.minutes <= LIMITS["minutes"]:
            errors["minutes"] = _("A co-lab lasts one to sixty minutes.")
        if self.capacity is not None and not 1 <= self.capacity <= LIMITS["seats"]:
            errors["capacity"] = _("A co-lab has one to ten seats.")
        try:
            if self.room_url:
                check_https(self.room_url)
        except ValidationError as refusal:
            errors["room_url"] = refusal
        if errors:
            raise ValidationError(errors)

    def validate_constraints(self, exclude=None):
        """Skip: `clean` reports errors by field, and the database enforces the constraints."""

    @property
    def words_leave(self):
        """Whether mails, calendars and addresses may say its words (R-WORDS-STAY)."""
        return self.topic.forum.rules.words_leave

    @property
    def title_outside(self):
        """The title as mails and calendars say it."""
        return self.title if self.words_leave else "Co-Lab"

    @property
    def question_outside(self):
        """The guiding question as mails and calendars say it; "" where they do not."""
        return self.question if self.words_leave else ""

    @property
    def slug(self):
        return self.slug_of(self.title)

    @property
    def is_draft(self):
        return self.state == self.State.DRAFT

    @property
    def is_announced(self):
        return self.state == self.State.ANNOUNCED

    @property
    def is_called_off(self):
        return self.state == self.State.CALLED_OFF

    @property
    def hour(self):
        """The HourState of now, of whatever state the co-lab is (R-HOUR-STATE)."""
        return hour.state_at(timezone.now(), self.starts_at, self.ends_at)

    @property
    def status(self):
        return hour.status_of(self.state, self.hour)

    @property
    def door_is_open(self):
        """Whether pages show the door of the room, to those with a seat or a role (R-ROOM-DOOR)."""
        return self.is_announced and self.hour in {HourState.OPEN, HourState.UNDER_WAY}

    @property
    def has_started(self):
        return self.hour in {HourState.UNDER_WAY, HourState.OVER}

    @property
    def has_ended(self):
        return self.hour == HourState.OVER

    @property
    def is_under_way(self):
        return self.is_announced and self.hour == HourState.UNDER_WAY

    @property
    def is_ahead(self):
        return self.is_announced and not self.has_ended

    @property
    def is_held(self):
        return self.is_announced and self.has_ended

    @property
    def is_closed(self):
        return self.closed_at is not None


class Move(models.Model):
    colab = models.ForeignKey(CoLab, on_delete=models.CASCADE, related_name="moves")
    moved_by = models.ForeignKey(
        Person, verbose_name=_("moved by"), on_delete=models.SET_NULL, null=True, related_name="+"
    )
    from_start = models.DateTimeField(_("start before"))
    to_start = models.DateTimeField(_("start after"))
    reason = Line(_("reason"), max_length=500)
    moved_at = models.DateTimeField(_("moved on"), default=timezone.now)

    class Meta:
        verbose_name = _("move")
        verbose_name_plural = _("moves")
        ordering = ["-moved_at", "-pk"]

    def __str__(self):
        return f"{self.colab}: {self.from_start:%Y-%m-%d %H:%M} → {self.to_start:%Y-%m-%d %H:%M} UTC"
