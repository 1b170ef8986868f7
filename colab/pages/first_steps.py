"""What the owner of a new site does first, and what of it is done."""

from django.conf import settings
from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_safe

from forums.models import Forum
from mailing.models import Message
from participants.models import Participant

CHECK = "python manage.py check --deploy"  # what it says on the machine of the site


@require_safe
def page(request):
    if not request.user.is_superuser:
        raise Http404
    with_roles = Participant.objects.active().filter(is_organizer=True).exclude(pk=request.user.pk)
    context = {
        "has_space": Forum.objects.exists(),
        "has_organizer": with_roles.exists(),
        "has_sent": Message.objects.filter(state=Message.State.SENT).exists(),
        "refused": Message.objects.refused().count(),
        "sender": settings.DEFAULT_FROM_EMAIL,
        "command": CHECK,
        "is_demonstration": settings.DEMONSTRATION,
    }
    return render(request, "colab/pages/first_steps.html", context)
