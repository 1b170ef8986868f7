from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.text import languages
from core.web.columns import Line
from events.models import Attendance, CoLab

Person = settings.AUTH_USER_MODEL
INTRODUCED_WITHIN = timedelta(days=30)  # of the end: attendance may be corrected for some time


class Openness(models.Model):
    """“I am open to be asked”, after one co-lab: known to others who said so alone (R-OPEN-TO-BE-ASKED)."""

    colab = models.ForeignKey(CoLab, on_delete=models.CASCADE, related_name="openness")
    participant = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="openness")
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["colab", "participant"], name="one_openness_each")]

    def __str__(self):
        return f"{self.participant}: {self.created_at:%Y-%m-%d}"


class PickQuerySet(models.QuerySet):
    def mutual(self):
        """Filter those of held co-labs that are answered by a pick, and have not led to an introduction."""
        back = Pick.objects.filter(
            colab=OuterRef("colab"), chooser=OuterRef("chosen"), chosen=OuterRef("chooser")
        )
        recent = timezone.now() - INTRODUCED_WITHIN
        return self.filter(
            Exists(back),
            introduced_at=None,
            colab__state=CoLab.State.ANNOUNCED,
            colab__ends_at__lte=timezone.now(),
            colab__ends_at__gt=recent,
        )

    def of_those_there(self):
        """Filter those of which both came, as is known today, and may read the space."""
        came = Attendance.objects.came().of_readers().filter(colab=OuterRef("colab"))
        return self.filter(
            Exists(came.filter(participant=OuterRef("chooser"))),
            Exists(came.filter(participant=OuterRef("chosen"))),
        )


class Pick(models.Model):
    """A wish to talk more with somebody: private until mutual (R-MUTUAL-PICKS)."""

    class Reason(models.TextChoices):
        INFORMATION = "information", _("For information")
        OPPORTUNITY = "opportunity", _("To explore an opportunity")
        OTHER = "other", _("For another reason")

    colab = models.ForeignKey(CoLab, on_delete=models.CASCADE, related_name="picks")
    chooser = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="picks")
    chosen = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="picked")
    reason = models.CharField(max_length=12, choices=Reason, default=Reason.INFORMATION)
    note = Line(_("a few words to them"), max_length=500, blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    introduced_at = models.DateTimeField(null=True, blank=True)  # when both were notified

    objects = PickQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["colab", "chooser", "chosen"], name="one_pick_each"),
            models.CheckConstraint(condition=~Q(chooser=F("chosen")), name="nobody_picks_themselves"),
        ]

    def __str__(self):
        return f"{self.chooser} → {self.chosen}"


class ConnectionQuerySet(models.QuerySet):
    def of(self, person):
        """Filter those of a person with somebody who has an account today; select both."""
        with_others = Q(first=person, second__is_active=True) | Q(second=person, first__is_active=True)
        return self.filter(with_others).select_related("first", "second")

    def among(self, keys):
        """Filter those between people of these keys, without private ones (R-CONNECTED-PRIVATE)."""
        return self.filter(first__in=keys, second__in=keys, is_private=False)


class Connection(models.Model):
    """Two people who both said that they want to talk more (R-CONNECTED-BY-BOTH); `first` has the lower key.

    A private one comes from a space that names nobody: `via` is empty then (R-CONNECTED-PRIVATE).
    """

    first = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="connections_as_first")
    second = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="connections_as_second")
    since = models.DateTimeField(_("since"), default=timezone.now)
    via = models.ForeignKey(
        CoLab, on_delete=models.SET_NULL, null=True, blank=True, related_name="connections"
    )
    is_private = models.BooleanField(default=False)

    objects = ConnectionQuerySet.as_manager()

    class Meta:
        verbose_name = _("connection")
        verbose_name_plural = _("connections")
        constraints = [
            models.UniqueConstraint(fields=["first", "second"], name="one_connection_of_two"),
            models.CheckConstraint(condition=Q(first__lt=F("second")), name="the_first_has_the_lower_key"),
            models.CheckConstraint(
                condition=Q(is_private=False) | Q(via=None), name="a_private_connection_says_not_whence"
            ),
        ]

    def __str__(self):
        return f"{self.first} – {self.second}"

    def other_of(self, person):
        return self.second if self.first_id == person.pk else self.first


class NextStepQuerySet(models.QuerySet):
    def of(self, person):
        """Filter those in which a person is by their own word."""
        return self.filter(parts__participant=person, parts__agreed_at__isnull=False)

    def asked_of(self, person):
        """Filter those to which a person is asked along, and has not answered."""
        return self.filter(parts__participant=person, parts__agreed_at=None)


class NextStep(models.Model):
    """What one to three people said they would do, by a date."""

    class Kind(models.TextChoices):
        TALK = "talk", _("Talk with somebody")
        SHARE = "share", _("Share something")
        HELP = "help", _("Help somebody")
        INTRODUCE = "introduce", _("Introduce people")
        TRY = "try", _("Try something")
        OTHER = "other", _("Something else")

    class Readable(models.TextChoices):
        US = "us", _("only those whose step it is")
        READERS = "readers", _("everyone who may read this co-lab")

    class State(models.TextChoices):
        OPEN = "open", _("open")
        HAPPENED = "happened", _("it happened")
        LET_GO = "let_go", _("let go")

    text = Line(_("What will you do?"), max_length=200)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind, default=Kind.OTHER)
    language = models.CharField(max_length=2, choices=languages.CHOICES, default="en")
    due_on = models.DateField(_("by"))
    colab = models.ForeignKey(
        CoLab, on_delete=models.SET_NULL, null=True, blank=True, related_name="next_steps"
    )
    readable = models.CharField(_("who reads it"), max_length=10, choices=Readable, default=Readable.US)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.OPEN)
    came_of_it = Line(_("what came of it"), max_length=500, blank=True)
    created_at = models.DateTimeField(_("written on"), default=timezone.now)
    settled_at = models.DateTimeField(null=True, blank=True)

    objects = NextStepQuerySet.as_manager()

    class Meta:
        verbose_name = _("next step")
        verbose_name_plural = _("next steps")
        ordering = ["due_on", "pk"]
        indexes = [
            models.Index(fields=["due_on"], condition=Q(state="open"), name="open_steps_by_date"),
        ]

    def __str__(self):
        return self.text

    def get_absolute_url(self):
        return reverse("network:step", args=[self.pk])


class StepPart(models.Model):
    """Somebody whose next step it is; until `agreed_at`, who is asked along (R-ASKED-ALONG).

    `said_at` is when this one said whether it happened.
    """

    step = models.ForeignKey(NextStep, on_delete=models.CASCADE, related_name="parts")
    participant = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="step_parts")
    agreed_at = models.DateTimeField(null=True, blank=True)
    said_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["step", "participant"], name="one_part_each")]

    def __str__(self):
        return f"{self.participant}: {self.step}"
