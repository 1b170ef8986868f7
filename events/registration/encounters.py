"""Where one sees the name of somebody: in a role of a co-lab, and beside oneself there (R-SEATED-NAMES)."""

from django.db.models import Q

from events.models import CoLab, Registration
from forums import kinds
from participants.profiles import encounters


def has_a_role(person, reader):
    return CoLab.objects.readable_by(reader).with_role(person).exists()


def is_registered(person, reader):
    """Organizers see everybody; people with a seat or a role see one another, where names are shown."""
    mine = Registration.objects.present().filter(participant=reader).values("colab")
    together = Q(colab__in=mine) | Q(colab__in=CoLab.objects.with_role(reader))
    named = Q(colab__topic__forum__kind__in=kinds.where(names_authors=True)) & together
    organized = Q(colab__in=CoLab.objects.run_by(reader))
    return Registration.objects.filter(named | organized, participant=person).exists()


encounters.where.add("roles in co-labs", has_a_role)
encounters.where.add("registrations", is_registered)
