"""The pages that messages about co-labs lead to."""

from events.models import CoLab
from mailing.registry import places


def _page_of_colab(person, pk):
    return _address(CoLab.objects.visible_to(person).filter(pk=pk))


def _page_of_registration(person, pk):
    mine = person.registrations.filter(pk=pk).values("colab")
    return _address(CoLab.objects.visible_to(person).filter(pk__in=mine))


def _address(colabs):
    colab = colabs.select_related("topic__forum").first()
    return colab.get_absolute_url() if colab else ""


places.add("colab", _page_of_colab)
places.add("registration", _page_of_registration)
