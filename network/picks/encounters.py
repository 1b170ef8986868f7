"""Where one sees the name of somebody: in an introduction of the two (R-MUTUAL-PICKS)."""

from network.models import Pick
from participants.profiles import encounters


def introduced(person, reader):
    return Pick.objects.filter(chooser=reader, chosen=person).exclude(introduced_at=None).exists()


encounters.where.add("introductions", introduced)
