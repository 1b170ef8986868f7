"""A role that somebody is asked to take over or to share (R-HANDED-OVER)."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from events.models import roles
from events.models.colab import CoLab
from forums.models import may_read

Person = settings.AUTH_USER_MODEL


class RoleOfferQuerySet(models.QuerySet):
    def open(self):
        """Filter those that can be accepted: the hour is not over, and both are who they have to be."""
        ahead = CoLab.objects.ahead().filter(roles.counts("organizer")).values("pk")
        trusted = Q(to__is_organizer=True) | Q(role="co_organizer", to=F("colab__facilitator"))
        mine = Q(by=F("colab__organizer"), to__is_active=True)
        return self.filter(
            mine, trusted, may_read("to", "colab__topic__forum"), ended_at=None, colab__in=ahead
        )

    def to(self, person):
        """Filter those made to a person in forums that they may read."""
        return self.filter(may_read("to", "colab__topic__forum"), to=person)

    def for_page(self):
        return self.select_related("colab__topic__forum", "to", "by")


class RoleOffer(models.Model):
    """Made by the organizer of a co-lab to one person, who answers it."""

    class Role(models.TextChoices):
        ORGANIZER = "organizer", _("To organize it in my place")
        CO_ORGANIZER = "co_organizer", _("To organize it with me")

    class Answer(models.TextChoices):
        ACCEPTED = "accepted", _("accepted")
        DECLINED = "declined", _("declined")
        TAKEN_BACK = "taken_back", _("taken back")

    colab = models.ForeignKey(CoLab, on_delete=models.CASCADE, related_name="role_offers")
    role = models.CharField(_("role"), max_length=12, choices=Role)
    to = models.ForeignKey(
        Person, verbose_name=_("asked"), on_delete=models.CASCADE, related_name="role_offers"
    )
    by = models.ForeignKey(
        Person, verbose_name=_("asked by"), on_delete=models.CASCADE, related_name="role_offers_made"
    )
    offered_at = models.DateTimeField(_("asked on"), default=timezone.now)
    answer = models.CharField(_("answer"), max_length=10, choices=Answer, blank=True)
    ended_at = models.DateTimeField(_("ended on"), null=True, blank=True)

    objects = RoleOfferQuerySet.as_manager()

    class Meta:
        verbose_name = _("offer of a role")
        verbose_name_plural = _("offers of roles")
        constraints = [
            models.UniqueConstraint(
                fields=["colab", "role"], condition=Q(ended_at=None), name="one_open_offer_of_a_role"
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None, answer="") | Q(ended_at__isnull=False) & ~Q(answer=""),
                name="an_offer_ends_with_an_answer",
            ),
        ]

    def __str__(self):
        return f"{self.colab}: {self.role}, {self.to}"

    def get_absolute_url(self):
        return reverse("events:offer", args=[self.pk])

    @property
    def hands_over(self):
        """Whether the organizer hands the co-lab over; else they share it."""
        return self.role == self.Role.ORGANIZER
