"""A co-lab that somebody left: another address for its room, another organizer."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from core.web.forms import posted
from core.web.refusals import Refused
from core.web.responses import done, form_page, refusals_shown
from events.lifecycle import rooms, succession
from events.lifecycle.room_fields import RoomForm
from events.models import CoLab
from events.room import own_rooms

ANOTHER = gettext_lazy("The room has another address. People come in by the same button.")


def _own(request, pk):
    own = CoLab.objects.run_by(request.user).announced()
    return get_object_or_404(own.select_related("topic__forum"), pk=pk)


def new_room(request, pk):
    """Ask for another address of the room; on GET nothing changes."""
    colab = _own(request, pk)
    if colab.has_ended:
        return redirect(colab)
    form = RoomForm(posted(request))
    if form.is_valid():
        with refusals_shown(form):
            rooms.change(colab, request.user, form.cleaned_data["room_url"], form.cleaned_data["dial_in"])
            return done(request, colab, ANOTHER)
    mark = own_rooms.mark_of(colab.room_url) if own_rooms.are_made() else ""
    return form_page(request, "events/lifecycle/new_room.html", form, colab=colab, mark=mark)


@require_POST
def make_room(request, pk):
    """Make a new room by one press, where we make rooms."""
    colab = _own(request, pk)
    if not own_rooms.are_made():
        return redirect("events:new_room", colab.pk)
    return _answer(request, colab, ANOTHER, rooms.renew, request.POST.get("mark", ""))


@require_POST
def keep_room(request, pk):
    colab = _own(request, pk)
    return _answer(request, colab, _("The room keeps its address."), rooms.keep)


@require_POST
def take_over(request, pk):
    colab = get_object_or_404(succession.open_to(request.user), pk=pk)
    return _answer(request, colab, _("You are the organizer of this co-lab now."), succession.take_over)


def _answer(request, colab, text, verb, *about):
    try:
        verb(colab, request.user, *about)
        messages.success(request, text)
    except Refused as refusal:
        messages.error(request, " ".join(getattr(refusal, "messages", [str(refusal)])))
    return redirect(colab)
