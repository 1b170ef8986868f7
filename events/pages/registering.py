"""The views of a person's own seat, and the door of the room. A GET changes nothing (R-LINKS-ASK)."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from core.web.forms import posted
from core.web.refusals import Refused
from core.web.responses import form_page, refuse, say, say_at
from events.hour import presence
from events.models import CoLab
from events.pages.views import page_of
from events.registration import seat_panel, seats
from events.registration.forms import Agreeing, ChangeForm, RegistrationForm
from events.room import access, providers
from participants import limits


def _readable(request, pk):
    return get_object_or_404(CoLab.objects.readable_by(request.user).for_page(), pk=pk)


def register(request, pk):
    """GET, after signing in, redirects to the form."""
    colab = _readable(request, pk)
    if request.method != "POST":
        return redirect(f"{colab.get_absolute_url()}#seats")
    form = RegistrationForm(colab, request.POST)
    if not form.is_valid():
        return _form_errors(request, colab)
    return _run_verb(request, colab, _registered, seats.join, **form.answers())


@require_POST
def change(request, pk):
    colab = _readable(request, pk)
    form = ChangeForm(colab, request.POST)
    if not form.is_valid():
        return _form_errors(request, colab)
    return _run_verb(request, colab, lambda _row: _("Your change is saved."), seats.change, **form.answers())


def leave(request, pk):
    colab = _readable(request, pk)
    if request.method == "POST":
        return _run_verb(request, colab, _left, seats.leave)
    panel = seat_panel.of(colab, request.user)
    if panel.state not in {"seated", "waiting"}:
        return redirect(colab)
    text = _("Give my seat back") if panel.state == "seated" else _("Leave the waiting list")
    return _confirm(request, "events/pages/leave.html", colab, text, panel=panel, dangerous=True)


def claim(request, pk):
    """Also ask somebody who waits since before a box was asked for (R-BRAVE-HOUR)."""
    colab = _readable(request, pk)
    panel = seat_panel.of(colab, request.user)
    form = Agreeing(colab, posted(request)) if panel.must_agree else None
    if request.method == "POST" and (form is None or form.is_valid()):
        return _run_verb(request, colab, _registered, seats.claim, **(form.answers() if form else {}))
    if not panel.may_claim:
        return redirect(f"{colab.get_absolute_url()}#seats")
    return _confirm(request, "events/pages/claim.html", colab, _("Claim the seat"), form=form)


def enter(request, pk):
    """Record the entry and pass on without a referrer (R-ROOM-DOOR)."""
    colab = _readable(request, pk)
    if request.method != "POST":
        return redirect(f"{colab.get_absolute_url()}#seats")
    return _behind_the_door(request, colab, access.enter, "room")


def dial_in(request, pk):
    """Record the entry and show the number to dial (R-ROOM-DOOR)."""
    colab = _readable(request, pk)
    if request.method != "POST":
        return redirect(f"{colab.get_absolute_url()}#seats")
    return _behind_the_door(request, colab, access.dial_in, "dial_in")


def _behind_the_door(request, colab, verb, page):
    """Return the page with what the verb returns for whoever comes in, which nobody keeps (R-ROOM-SECRET)."""
    was_here = colab.attendances.came().filter(participant=request.user).exists()
    try:
        address = verb(colab, request.user)
    except Refused as refusal:
        say(request, refusal)
        return redirect(colab)
    if not was_here:
        presence.tell(colab)
    context = {"colab": colab, "address": address, "call": providers.telephone(address)}
    response = render(request, f"events/pages/{page}.html", context)
    response.headers["Cache-Control"] = "no-store"
    response.headers["Referrer-Policy"] = "no-referrer"
    return response


def _confirm(request, template, colab, action_text, form=None, **context):
    back = {"back_url": colab.get_absolute_url(), "action_text": action_text}
    return form_page(request, template, form, **{"colab": colab} | back | context)


def _run_verb(request, colab, text, verb, **arguments):
    try:
        row = verb(colab, request.user, **arguments)
        presence.tell(colab)
        messages.success(request, text(row))
    except limits.Refused as refusal:
        return _form_errors(request, colab, refusal)
    except Refused as refusal:
        say(request, refusal)
    if not request.htmx:
        return redirect(f"{colab.get_absolute_url()}#seats")
    say_at(request, "seats")
    colab = _readable(request, colab.pk)
    return render(request, "events/pages/_seat_response.html", seat_panel.context(colab, request.user))


def _form_errors(request, colab, refusal=None):
    """Return the form as it was sent, with its errors or with the refusal."""
    context = seat_panel.context(colab, request.user, request.POST)
    if refusal:
        refuse(context["form"], refusal)
    if request.htmx:
        return form_page(request, "events/pages/_seat.html", **context)
    return page_of(request, colab, context)


def _registered(registration):
    if registration.is_seated:
        return _("You have a seat. We have sent you an invitation for your calendar.")
    return _("You are on the waiting list. You get a mail when a seat is yours.")


def _left(registration):
    if registration is not None and registration.seated_at:
        return _("You gave up your seat. Thank you for telling the others in time.")
    return _("You are no longer registered.")
