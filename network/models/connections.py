"""Who is connected with whom."""

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from events.models import CoLab
from forums import kinds

Person = settings.AUTH_USER_MODEL


class ConnectionQuerySet(models.QuerySet):
    def of(self, person):
        """Filter those of a person with somebody who has an account today; select both."""
        with_others = Q(first=person, second__is_active=True) | Q(second=person, first__is_active=True)
        return self.filter(with_others).select_related("first", "second")

    def keys_for(self, person):
        """Return the keys of those with whom a person is connected."""
        mine = self.of(person).select_related(None).order_by()
        return mine.filter(second=person).values("first").union(mine.filter(first=person).values("second"))

    def for_page(self, person):
        """Select the co-lab, and annotate `shows_via`: whether this person may read it today."""
        readable = CoLab.objects.readable_by(person).filter(pk=OuterRef("via"))
        return self.select_related("via__topic__forum").annotate(shows_via=Exists(readable))

    def of_named_spaces(self):
        """Leave out discreet ones (R-CONNECTED-PRIVATE)."""
        nameless = kinds.where(names_authors=False)
        return self.filter(is_private=False).exclude(via__topic__forum__kind__in=nameless)

    def among(self, keys):
        """Filter those between people of these keys, without discreet ones."""
        return self.of_named_spaces().filter(first__in=keys, second__in=keys)


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
    hidden_by_first = models.BooleanField(default=False)  # from the map (R-ON-MAP)
    hidden_by_second = models.BooleanField(default=False)

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

    @property
    def is_discreet(self):
        """Whether it is private, or comes from a space that names nobody today (R-CONNECTED-PRIVATE)."""
        return self.is_private or (self.via is not None and not self.via.topic.forum.rules.names_authors)

    def is_hidden_by(self, person):
        return self.hidden_by_first if self.first_id == person.pk else self.hidden_by_second

    def other_of(self, person):
        return self.second if self.first_id == person.pk else self.first
