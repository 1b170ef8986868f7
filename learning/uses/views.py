"""Saying that one uses an output, or took it along."""

from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from core.web.forms import posted
from core.web.responses import done, form_page, refusals_shown, say
from learning.models import Output, Use
from learning.outputs import uses
from learning.outputs.forms import TakeAlongForm, UseForm


def _published(request, pk):
    return get_object_or_404(Output.objects.readable_by(request.user).for_page(), pk=pk)


def _own(request, pk):
    rows = Use.objects.filter(participant=request.user, output__in=Output.objects.visible_to(request.user))
    return get_object_or_404(rows.select_related("output__topic__forum"), pk=pk)


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
    found = _own(request, pk)
    form = UseForm(found, posted(request))
    if form.is_valid():
        with refusals_shown(form):
            uses.change(found, request.user, **form.cleaned_data)
            return done(request, found.output.get_absolute_url(), _("Your changes are kept."))
    return form_page(request, "learning/outputs/change_use.html", form, use=found, output=found.output)


@require_POST
def confirm(request, pk):
    return _press(request, pk, uses.confirm, _("Thank you: it is still so."))


@require_POST
def end(request, pk):
    return _press(request, pk, uses.end, _("It is noted that you used it."))


@require_POST
def take_out(request, pk):
    return _press(request, pk, uses.take_out, _("It is taken out."))


def _press(request, pk, verb, text):
    found = _own(request, pk)
    try:
        verb(found, request.user)
    except uses.Refused as refusal:
        say(request, refusal)
        return redirect(found.output)
    return done(request, found.output.get_absolute_url(), text)


@require_POST
def take_along(request, pk):
    found = _published(request, pk)
    form = TakeAlongForm(found, request.POST)
    if form.is_valid():
        with refusals_shown(form):
            uses.take_along(found, request.user, **form.cleaned_data)
            return done(request, found.get_absolute_url(), _("It stands here now."))
    return form_page(request, "learning/outputs/take_along.html", form, output=found)
