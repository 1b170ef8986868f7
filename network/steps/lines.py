"""Declares what is still open after an hour, for the mail after it: picks, and a next step."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from events.messages import afterwards
from network.models import NextStep, Pick


def picks_so_far(colab, person):
    number = Pick.objects.filter(colab=colab, chooser=person).count()
    if not number:
        return None
    text = ngettext(
        "You have chosen %(number)s person to talk more with. Change it, or choose others.",
        "You have chosen %(number)s people to talk more with. Change it, or choose others.",
        number,
    )
    return text % {"number": number}, reverse("followups:after", args=[colab.pk]) + "#people"


def no_step_yet(colab, person):
    if NextStep.objects.of(person).filter(colab=colab).exists():
        return None
    return _("One next step: what will you do, and by when?"), reverse("network:new_step", args=[colab.pk])


afterwards.lines.add("picks", picks_so_far)
afterwards.lines.add("next step", no_step_yet)
