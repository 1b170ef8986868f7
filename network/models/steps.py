"""What people said they would do."""

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.text import languages
from core.web.columns import Line
from events.models import CoLab

Person = settings.AUTH_USER_MODEL


class NextStepQuerySet(models.QuerySet):
    def of(self, person):
        """Filter those in which a person is by their own word."""
        return self.filter(parts__participant=person, parts__agreed_at__isnull=False)

    def asked_of(self, person):
        """Filter those to which a person is asked along, and has not answered."""
        return self.filter(parts__participant=person, parts__agreed_at=None)

    def for_page(self, person):
        """Select the co-lab, and annotate `shows_colab`: whether this person may read it today."""
        readable = CoLab.objects.readable_by(person).filter(pk=OuterRef("colab"))
        return self.select_related("colab__topic__forum").annotate(shows_colab=Exists(readable))


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
