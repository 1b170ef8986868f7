"""Saying that one uses an output, or took a thing along."""

from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from core.web.forms import posted
from core.web.responses import done, form_page, refusals_shown, say
from learning.models import Output, Use
from learning.uses import taking, uses
from learning.uses.forms import TakeAlongForm, UseForm


def _published(request, pk):
    return get_object_or_404(Output.objects.readable_by(request.user).for_page(), pk=pk)


def _own(request, pk, **which):
    rows = Use.objects.visible_to(request.user).filter(participant=request.user, **which)
    return get_object_or_404(rows.for_page(), pk=pk)


@require_POST
def use(request, pk):
    """Say that one uses it: one press; how it was changed can be said afterwards."""
    found = _published(request, pk)
    try:
        made = uses.use(found, request.user)
    except uses.Refused as refusal:
        say(request, refusal)
        return redirect(found)
    text = _("Thank you. Its makers are told. You can say here how you changed it.")
    return done(request, made.get_absolute_url(), text)


def change(request, pk):
    found = _own(request, pk, kind=Use.Kind.USED)
    form = UseForm(found, posted(request))
    if form.is_valid():
        with refusals_shown(form):
            uses.change(found, request.user, **form.cleaned_data)
            return done(request, found.address, _("Your changes are kept."))
    return form_page(request, "learning/uses/change_use.html", form, use=found)


@require_POST
def confirm(request, pk):
    return _press(request, pk, uses.confirm, _("Thank you: it is still so."), kind=Use.Kind.USED)


@require_POST
def end(request, pk):
    return _press(request, pk, uses.end, _("It is noted that you used it."), kind=Use.Kind.USED)


@require_POST
def take_out(request, pk):
    return _press(request, pk, uses.take_out, _("It is taken out."))


def _press(request, pk, verb, text, **which):
    found = _own(request, pk, **which)
    try:
        verb(found, request.user)
    except uses.Refused as refusal:
        say(request, refusal)
        return redirect(found.address)
    return done(request, found.address, text)


@require_POST
def take_along(request, pk, of):
    """`of`: "output", "harvest" or "story"."""
    found = get_object_or_404(taking.things(of, request.user), pk=pk)
    form = TakeAlongForm(found, request.POST)
    if form.is_valid():
        with refusals_shown(form):
            made = taking.take_along(found, request.user, **form.cleaned_data)
            return done(request, made.get_absolute_url(), _("It stands here now."))
    return form_page(request, "learning/uses/take_along.html", form, use=Use(**{of: found}))
