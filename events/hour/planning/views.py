"""The page on which the organizer and the facilitator plan an hour (R-ALWAYS-A-RUN-SHEET)."""

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from core.web.forms import posted
from core.web.responses import done, form_page, refusals_shown
from events.hour import became, plan
from events.hour.planning import arranging, changes
from events.hour.planning.forms import HourForm, SheetForm
from events.models import CoLab


def _planned(request, pk):
    readable = CoLab.objects.readable_by(request.user).with_role(request.user, *changes.PLANNERS)
    return get_object_or_404(readable.exclude(state=CoLab.State.CALLED_OFF).for_page(), pk=pk)


def page(request, pk):
    """Show the plan; change it until the start."""
    colab = _planned(request, pk)
    form = HourForm(colab, posted(request))
    if form.is_valid():
        with refusals_shown(form):
            changes.replace(colab, request.user, form.steps(), form.objectives(), form.cleaned_data["keeps"])
            return done(request, request.path, _("The plan is saved."))
    return _page(request, colab, form)


@require_POST
def arrange(request, pk):
    """Show the form with its steps in another order, one more or one less; nothing is saved."""
    colab = _planned(request, pk)
    data, here = arranging.arranged(request.POST.dict(), request.POST.get("do", ""))
    form = HourForm(colab, data, here)
    form.errors.clear()
    return _page(request, colab, form)


def choose(request, pk):
    """Ask before a ready run sheet takes the place of the steps."""
    colab = _planned(request, pk)
    form = SheetForm(posted(request), initial={"sheet": plan.usual_sheet(colab)})
    back = reverse("events:plan", args=[colab.pk])
    if form.is_valid():
        with refusals_shown(form):
            changes.choose(colab, request.user, form.cleaned_data["sheet"])
            return done(request, back, _("The run sheet is replaced."))
    steps = plan.steps_of(colab)
    context = {"is_own": not plan.sheet_of(colab, steps), "number": len(steps)}
    context |= {"back_url": back, "action_text": _("Take this run sheet")}
    return form_page(request, "events/hour/choose.html", form, colab=colab, **context)


def _page(request, colab, form):
    context = {"steps": plan.shown(form.stored), "became": became.of(colab)}
    context["may_change"] = colab.is_draft or not colab.has_started
    return form_page(request, "events/hour/plan.html", form, colab=colab, **context)
