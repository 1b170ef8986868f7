"""Roles of a space: who has said that they look at one matter of it, and until when."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from forums.models.forum import Forum, Membership

Person = settings.AUTH_USER_MODEL
LASTS = timedelta(days=90)


def three_months_on():
    return timezone.now() + LASTS


class RoleQuerySet(models.QuerySet):
    def of(self, person):
        return self.filter(participant=person)

    def held(self, now=None):
        """Filter those that have not ended, of members with an active account (R-ROLE-ENDS)."""
        member = Membership.objects.filter(forum=OuterRef("forum"), participant=OuterRef("participant"))
        return self.filter(Exists(member), until__gt=now or timezone.now(), participant__is_active=True)


class Role(models.Model):
    """A promise to look at one matter of a space for three months; it gives no right (R-ROLE-GIVES-NOTHING).

    The seven are those of Etienne and Beverly Wenger-Trayner.
    """

    class Kind(models.TextChoices):
        AGENDA = "agenda", _("Agenda activist")
        KEEPER = "keeper", _("Community keeper")
        FRIEND = "friend", _("Critical friend")
        REPORTER = "reporter", _("Social reporter")
        MESSENGER = "messenger", _("External messenger")
        DETECTIVE = "detective", _("Value detective")
        BROKER = "broker", _("Organizational broker")

    forum = models.ForeignKey(Forum, on_delete=models.CASCADE, related_name="roles")
    participant = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="space_roles")
    kind = models.CharField(max_length=10, choices=Kind)
    since = models.DateTimeField(default=timezone.now)
    until = models.DateTimeField(default=three_months_on)

    objects = RoleQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["forum", "participant", "kind"], name="one_role_of_a_kind_each")
        ]
        indexes = [models.Index(fields=["until"], name="roles_by_end")]

    def __str__(self):
        return f"{self.participant}: {self.kind} in {self.forum_id}"

    def get_absolute_url(self):
        return f"{self.forum.address_outside('roles')}#role-{self.kind}"
