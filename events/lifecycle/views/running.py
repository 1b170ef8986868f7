"""What an organizer does with a co-lab: move, call off, seats, people, attendance."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from core.timezones.wall_time import Start
from core.web.forms import posted
from core.web.refusals import Refused
from core.web.responses import done, form_page, refusals_shown, say
from events.hour import presence
from events.lifecycle import colabs
from events.lifecycle.forms import CallOffForm, MoveForm
from events.lifecycle.views.timing import drop_other_errors, piece, time_context, with_chosen_start
from events.models import CoLab
from events.registration import attendance as came
from events.registration import seats
from events.registration.forms import AttendanceForm, SeatsForm
from participants.models import Participant


def _own(request, pk):
    return get_object_or_404(CoLab.objects.run_by(request.user).select_related("topic__forum"), pk=pk)


def move(request, pk):
    colab = _own(request, pk)
    form = MoveForm(colab, posted(request), initial=_start(colab))
    if form.is_valid():
        fields = {name: form.cleaned_data[name] for name in ("start", "reason")}
        reasons = {name: form.cleaned_data[name] for name in ("unfriendly_reason", "notice_reason")}
        with refusals_shown(form):
            colabs.move(colab, request.user, **fields, **reasons)
            return done(request, colab, _("The co-lab is moved, and everyone who registered is told."))
    elif form.is_bound:
        form.tell_the_rest()
    return form_page(request, "events/lifecycle/move.html", **_move_context(request, colab, form))


@require_POST
def check_move(request, pk):
    colab = _own(request, pk)
    form = MoveForm(colab, with_chosen_start(request.POST, colab.zone), initial=_start(colab))
    drop_other_errors(request, form, ("date", "time", "zone", "which"))
    template = piece(request) if request.htmx else "events/lifecycle/move.html"
    return form_page(request, template, **_move_context(request, colab, form))


def _start(colab):
    local = Start.of(colab).local
    return {"date": local.date(), "time": local.time(), "zone": colab.zone}


def _move_context(request, colab, form):
    zone, minutes = colab.zone, colab.minutes
    context = time_context(request, form, colab.topic, zone=zone, minutes=minutes, colab=colab)
    return context | {"colab": colab, "check_url": reverse("events:check_move", args=[colab.pk])}


def _confirm_context(colab, action_text):
    back = colab.get_absolute_url()
    return {"colab": colab, "action_text": action_text, "back_url": back, "dangerous": True}


def call_off(request, pk):
    colab = _own(request, pk)
    form = CallOffForm(posted(request))
    if form.is_valid():
        with refusals_shown(form):
            colabs.call_off(colab, request.user, form.cleaned_data["reason"])
            return done(request, colab, _("The co-lab is called off, and everyone who registered is told."))
    return form_page(
        request, "events/lifecycle/call_off.html", form, **_confirm_context(colab, _("Call it off"))
    )


def discard(request, pk):
    colab = _own(request, pk)
    if request.method == "POST":
        try:
            colabs.discard(colab, request.user)
        except Refused as refusal:
            say(request, refusal)
            return redirect(colab)
        return done(request, colab.topic, _("The draft is deleted."))
    return render(request, "events/lifecycle/discard.html", _confirm_context(colab, _("Delete the draft")))


@require_POST
def set_seats(request, pk):
    colab = _own(request, pk)
    form = SeatsForm(colab, request.POST)
    if not form.is_valid():
        return form_page(request, "events/lifecycle/seats.html", form, colab=colab)
    return _run_verb(
        request, colab, _("The seats are saved."), seats.set_capacity, form.cleaned_data["seats"]
    )


def remove(request, pk, person):
    colab = _own(request, pk)
    person = get_object_or_404(Participant, registrations__colab=colab, pk=person)
    if request.method == "POST":
        answer = _run_verb(request, colab, _("They are taken out, and told."), seats.remove, person)
        presence.tell(colab)
        colab.refresh_from_db(fields=["room_exposed_at"])
        return redirect("events:new_room", colab.pk) if colab.room_exposed_at else answer
    return render(
        request, "events/lifecycle/remove.html", _confirm_context(colab, _("Take out")) | {"person": person}
    )


@require_POST
def allow(request, pk, person):
    colab = _own(request, pk)
    person = get_object_or_404(Participant, registrations__colab=colab, pk=person)
    return _run_verb(request, colab, _("They can register again."), seats.allow, person)


def attendance(request, pk):
    colab = _own(request, pk)
    people = came.expected(colab)
    form = AttendanceForm(people, posted(request))
    if form.is_valid():
        return _run_verb(request, colab, _("Who came is saved."), _record, form.marks())
    return form_page(request, "events/lifecycle/attendance.html", form, colab=colab)


def _record(colab, by, marks):
    came.record(colab, by, marks)


def _run_verb(request, colab, text, verb, *about):
    try:
        verb(colab, request.user, *about)
        messages.success(request, text)
    except Refused as refusal:
        say(request, refusal)
    return redirect(colab)
