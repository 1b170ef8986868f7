"""Who reads which harvest: whoever reads its co-lab, or first those who were there (R-HARVEST-CONSENT)."""

from datetime import timedelta

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from events.models import Attendance, CoLab
from forums import kinds
from forums.models import Topic

WAITS = timedelta(days=14)  # until members read it, from its last change


class HarvestQuerySet(models.QuerySet):
    def recorded(self):
        """Filter those that are no drafts."""
        return self.filter(recorded_at__isnull=False)

    def visible_to(self, person):
        """Filter recorded ones that this person reads."""
        readable = Exists(Topic.objects.visible_to(person).filter(pk=OuterRef("colab__topic")))
        for_readers = Q(colab__topic__forum__kind__in=kinds.where(harvest_for=kinds.READERS))
        allowed = for_readers | Q(pk__in=self.model.objects.agreed().values("pk"))
        if person.is_authenticated:
            allowed |= Exists(CoLab.objects.concerning(person).filter(pk=OuterRef("colab")))
        return self.recorded().filter(readable, allowed)

    def agreed(self, now=None):
        """Filter those that members may read, who were not there (R-HARVEST-CONSENT).

        Two weeks have passed, and each who came said yes: whoever has left the space or the site since then
        stays among them, as they spoke last. A no stands, whatever is known of who came.
        """
        long_ago = (now or timezone.now()) - WAITS
        came = Attendance.objects.came().filter(colab=OuterRef("colab"))
        voices = self.model.voices.rel.related_model.objects
        yes = voices.filter(
            harvest__colab=OuterRef("colab"), participant=OuterRef("participant"), agrees=True
        )
        return self.filter(
            Q(edited_at=None) | Q(edited_at__lte=long_ago),
            Exists(came),
            ~Exists(came.filter(~Exists(yes))),
            ~Exists(voices.filter(harvest=OuterRef("pk"), agrees=False)),
            recorded_at__lte=long_ago,
        )
