"""Invitations to co-labs: they lead to the page, where everybody registers by the same rules."""

from django.utils.translation import gettext as _

from events.models import CoLab
from participants.invitations import invitations
from participants.invitations.registry import Kind, kinds
from participants.models import Participant


def find(key):
    return CoLab.objects.ahead().filter(pk=key).first()


def makers(colab):
    return Participant.objects.active().filter(pk=colab.organizer_id, is_organizer=True)


def check(colab, person):
    if not CoLab.objects.readable_by(person).filter(pk=colab.pk).exists():
        raise invitations.Refused(
            _("The co-lab is in a space that you are not in. Ask for an invitation to that space first.")
        )


def accept(colab, person):
    return colab.get_absolute_url()


kinds.declare(
    Kind(
        "colab", find=find, makers=makers, check=check, accept=accept, template="events/pages/invitation.html"
    )
)
