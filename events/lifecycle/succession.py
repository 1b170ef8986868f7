"""Another organizer for a co-lab whose own no longer is one, or left its forum (R-ROLES-TODAY)."""

from django.utils import timezone
from django.utils.translation import gettext as _

from events.lifecycle import checks
from events.models import CoLab
from events.models.locking import holding
from events.registration import role_entries, roles, seats


def open_to(person):
    """Return the drafts and co-labs not over that wait for an organizer, if this person may be one."""
    if not (person.is_authenticated and person.is_organizer):
        return CoLab.objects.none()
    waiting = CoLab.objects.visible_to(person).without_organizer().filter(closed_at=None)
    return waiting.exclude(state=CoLab.State.CALLED_OFF)


def take_over(colab, by):
    """Make somebody the organizer of a co-lab that has none. Idempotent. Raise checks.Refused."""
    with holding(colab) as colab:
        if colab.role_of(by) == "organizer":
            return colab
        if not open_to(by).filter(pk=colab.pk).exists():
            raise checks.Refused(_("This co-lab has an organizer."))
        make_organizer(colab, by)
        return colab


def make_organizer(colab, person):
    """Replace the organizer, with the row of the co-lab locked; who takes over does it by their own will."""
    if not colab.has_ended:
        seats.leave(colab, person)
    roles.record_one(person, "role-taken", colab, "organizer", colab.organizer_id)
    colab.organizer, colab.room_exposed_at = person, timezone.now()
    if colab.co_organizer_id == person.pk:
        roles.record_one(person, "role-taken", colab, "co_organizer", person.pk)
        colab.co_organizer = None
    colab.save(update_fields=["organizer", "co_organizer", "room_exposed_at"])
    roles.record_one(person, "role-given", colab, "organizer", person.pk)
    role_entries.settle(colab)
