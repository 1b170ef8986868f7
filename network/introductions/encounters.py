"""Where one sees the name of somebody: as one of two who are introduced, or who introduces them."""

from django.db.models import Q

from network.models import Introduction
from participants.profiles import encounters


def in_one(person, reader):
    theirs = Q(by=person) | Q(first=person) | Q(second=person)
    return Introduction.objects.of(reader).filter(theirs, hidden_at=None).exists()


encounters.where.add("people who are introduced", in_one)
