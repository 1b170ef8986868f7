"""How the people of a space treat one another: versions, proposals, and what each says of them."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import Count, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape
from django.utils.translation import gettext_lazy as _

from core.text import languages
from core.web.columns import Line
from forums.models.forum import Forum, Membership
from moderation.models import Hideable

Person = settings.AUTH_USER_MODEL
STANDS = timedelta(days=14)  # a proposal, before it can be adopted
COUNTS = timedelta(days=28)  # a concern, after it was said
ANSWERED = timedelta(days=56)  # after a text was proposed, until when concerns stop it


def two_weeks_on():
    return timezone.now() + STANDS


class PrinciplesQuerySet(models.QuerySet):
    def adopted(self):
        return self.filter(adopted_at__isnull=False)

    def standing(self):
        """Filter proposals that are neither adopted nor withdrawn; one in a space (R-ONE-PROPOSAL)."""
        return self.filter(adopted_at=None, withdrawn_at=None)

    def in_force(self):
        """Order adopted versions that nobody has hidden: the first of a space is the one that holds."""
        return self.adopted().filter(hidden_at=None).order_by("-number")

    def series(self, proposal):
        """Filter a proposal and the texts in whose place it was put."""
        first = proposal.first_id or proposal.pk
        return self.filter(Q(pk=first) | Q(first=first))

    def visible_to(self, person):
        """Filter versions, and for those signed in the proposal that stands; hidden ones are for stewards."""
        readable = self.filter(forum__in=Forum.objects.visible_to(person).values("pk"))
        shown = Q(adopted_at__isnull=False, hidden_at=None)
        if not person.is_authenticated:
            return readable.filter(shown)
        shown |= Q(adopted_at=None, withdrawn_at=None, hidden_at=None)
        return readable.filter(shown | Q(pk__in=Principles.objects.moderated_by(person).values("pk")))

    def moderated_by(self, person):
        return self.filter(forum__in=Forum.objects.moderated_by(person).values("pk"))

    def with_voices(self, *, members=False):
        """Annotate `agreed`, how many agree; of a proposal, how many `members` do.

        Whoever is switched off does not count.
        """
        agreeing = Voice.objects.filter(principles=OuterRef("pk"), agrees=True).order_by()
        agreeing = agreeing.of_members() if members else agreeing.filter(participant__is_active=True)
        counted = agreeing.values("principles").annotate(number=Count("pk")).values("number")
        return self.annotate(agreed=Coalesce(Subquery(counted), 0))


class Principles(Hideable):
    """One version of a space's principles, or a proposal; `number` is that of a version once adopted."""

    forum = models.ForeignKey(Forum, on_delete=models.CASCADE, related_name="principles")
    number = models.PositiveSmallIntegerField(_("version"), null=True, blank=True)
    text = models.TextField(_("principles"), max_length=5000)
    html = models.TextField(editable=False)
    language = models.CharField(_("language"), max_length=2, choices=languages.CHOICES, default="en")
    change_note = Line(_("what changes, and why"), max_length=200, blank=True)
    proposed_by = models.ForeignKey(
        Person, on_delete=models.SET_NULL, null=True, related_name="proposed_principles"
    )
    proposed_at = models.DateTimeField(default=timezone.now)
    closes_at = models.DateTimeField(default=two_weeks_on)
    adopted_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    # The first of the texts that were put in one another's place; None for that text itself.
    first = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, blank=True, editable=False, related_name="later"
    )

    objects = PrinciplesQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("principles")
        constraints = [
            models.UniqueConstraint(fields=["forum", "number"], name="one_version_of_a_number"),
            models.UniqueConstraint(
                fields=["forum"],
                condition=Q(adopted_at=None, withdrawn_at=None),
                name="one_proposal_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(adopted_at=None) | Q(withdrawn_at=None), name="not_both_adopted_and_withdrawn"
            ),
            models.CheckConstraint(
                condition=Q(adopted_at=None, number=None)
                | Q(adopted_at__isnull=False, number__isnull=False, number__gte=1),
                name="an_adopted_version_has_a_number",
            ),
        ]
        indexes = [
            models.Index(
                fields=["-hidden_at"], condition=Q(hidden_at__isnull=False), name="principles_hidden"
            )
        ]

    def __str__(self):
        return f"{self.forum}, {self.number or '–'}"

    def get_absolute_url(self):
        if self.number is None:
            return reverse("forums:principles", args=[self.forum.slug])
        return reverse("forums:version_of_principles", args=[self.forum.slug, self.number])

    @property
    def stands(self):
        return self.adopted_at is None and self.withdrawn_at is None

    @property
    def author(self):
        return self.proposed_by

    @property
    def created_at(self):
        return self.proposed_at


class VoiceQuerySet(models.QuerySet):
    def of_members(self):
        """Filter those of people who are in the space, and not switched off: nobody else's count."""
        inside = Membership.objects.filter(
            forum=OuterRef("principles__forum"), participant=OuterRef("participant")
        )
        return self.filter(models.Exists(inside), participant__is_active=True)

    def concerns(self):
        """Filter the concerns of members; hidden ones, too."""
        return self.of_members().filter(agrees=False)

    def stopping(self, now=None):
        """Filter the concerns because of which nothing is adopted (R-CONCERN-STOPS)."""
        now = now or timezone.now()
        lately = Q(said_at__gt=now - COUNTS, principles__proposed_at__gt=now - ANSWERED)
        return self.concerns().filter(lately, hidden_at=None)

    def visible_to(self, person):
        """Filter concerns about proposals that stand; hidden ones are for stewards."""
        if not person.is_authenticated:
            return self.none()
        standing = Principles.objects.visible_to(person).standing()
        shown = Voice.objects.concerns().filter(principles__in=standing.values("pk"), hidden_at=None)
        return self.filter(pk__in=shown.values("pk").union(Voice.objects.moderated_by(person).values("pk")))

    def moderated_by(self, person):
        moderated = Forum.objects.moderated_by(person).values("pk")
        return self.filter(agrees=False, principles__forum__in=moderated)


class Voice(Hideable):
    """What one person says of one version: they agree, or have a concern."""

    principles = models.ForeignKey(Principles, on_delete=models.CASCADE, related_name="voices")
    participant = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="voices")
    agrees = models.BooleanField()
    concern = Line(_("concern"), max_length=500, blank=True)
    said_at = models.DateTimeField(default=timezone.now)

    objects = VoiceQuerySet.as_manager()

    class Meta:
        verbose_name = _("voice")
        verbose_name_plural = _("voices")
        constraints = [
            models.UniqueConstraint(fields=["principles", "participant"], name="one_voice_each"),
            models.CheckConstraint(condition=Q(agrees=True) | ~Q(concern=""), name="a_concern_says_what"),
        ]
        indexes = [
            models.Index(fields=["-hidden_at"], condition=Q(hidden_at__isnull=False), name="voices_hidden")
        ]

    def __str__(self):
        return f"{self.participant}: {self.principles}"

    def get_absolute_url(self):
        return f"{reverse('forums:principles', args=[self.principles.forum.slug])}#concern-{self.pk}"

    @property
    def counts_until(self):
        """When a concern stops the proposal no more (R-CONCERN-STOPS)."""
        return min(self.said_at + COUNTS, self.principles.proposed_at + ANSWERED)

    @property
    def counts(self):
        return not self.is_hidden and self.counts_until > timezone.now()

    @property
    def author(self):
        return self.participant

    @property
    def created_at(self):
        return self.said_at

    @property
    def language(self):
        return self.principles.language

    @property
    def html(self):
        return escape(self.concern)
