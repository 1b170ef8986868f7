"""Links that let people in, and who came by them."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from participants.models.person import Participant


class InvitationQuerySet(models.QuerySet):
    def to(self, kind, target):
        return self.filter(kind=kind, target=target)

    def with_uses(self, by_others_than=None):
        """Annotate `used`: how many people have used it, without one who may use it again."""
        counted = ~Q(uses__person=by_others_than) if by_others_than else None
        return self.annotate(used=models.Count("uses", filter=counted))

    def ended(self, now):
        return self.filter(Q(withdrawn_at__lte=now) | Q(ends_at__lte=now))


class Invitation(models.Model):
    """A link that lets in whoever has it. `kind` is declared in `participants.invitations.registry`."""

    kind = models.CharField(max_length=20)
    target = models.BigIntegerField(default=0)  # a primary key, in the table of the kind; 0 is the site
    maker = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="invitations")
    made_at = models.DateTimeField(default=timezone.now)
    ends_at = models.DateTimeField()
    most = models.PositiveSmallIntegerField(_("for how many people"))
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(most__gte=1), name="an_invitation_is_for_somebody"),
            models.CheckConstraint(
                condition=Q(ends_at__gt=models.F("made_at")), name="an_invitation_ends_after_it_is_made"
            ),
        ]
        indexes = [models.Index(fields=["kind", "target", "-made_at", "-id"], name="invitations_to")]

    def __str__(self):
        return f"{self.kind} {self.target}"


class InvitationUse(models.Model):
    """Somebody came in by an invitation."""

    invitation = models.ForeignKey(Invitation, on_delete=models.CASCADE, related_name="uses")
    person = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="invitation_uses")
    used_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["invitation", "person"], name="an_invitation_counts_a_person_once"
            )
        ]

    def __str__(self):
        return f"{self.person}: {self.invitation}"
