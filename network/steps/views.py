"""Pages of one's next steps. They are read by those alone whose steps they are, or who are asked along."""

from django.db.models import F
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from core.web.forms import posted
from core.web.responses import done, form_page, refusals_shown
from events.hour.page import page
from events.models import CoLab
from network.models import NextStep
from network.steps import asking, steps
from network.steps.forms import CameOfItForm, ChangedStepForm, StepForm


def new_step(request, pk):
    colabs = CoLab.objects.readable_by(request.user).announced().with_presence_of(request.user)
    colab = get_object_or_404(colabs.select_related("topic__forum"), pk=pk)
    if not (colab.was_there or colab.had_seat or colab.my_role):
        raise Http404
    form = StepForm(colab, posted(request), in_hour=bool(request.htmx))
    if form.is_valid():
        with refusals_shown(form):
            step = steps.make(colab, request.user, **form.step())
            text = _("Your next step is kept. On its date you are asked whether it happened.")
            return page.answer(request, colab, text=text, back=step.get_absolute_url())
    if request.htmx:  # from the page of the hour
        return page.refused(request, colab, step=form)
    return form_page(request, "network/steps/new.html", form, colab=colab)


@require_safe
def my_steps(request):
    steps_with_me = NextStep.objects.filter(parts__participant=request.user).for_page(request.user)
    ordered = steps_with_me.annotate(agreed_at=F("parts__agreed_at")).order_by(
        F("settled_at").asc(nulls_first=True), "due_on", "pk"
    )
    asked = [step for step in ordered if not step.agreed_at and step.state == NextStep.State.OPEN]
    mine = [step for step in ordered if step.agreed_at]
    return render(request, "network/steps/mine.html", {"steps": mine, "asked": asked})


def _mine(request, pk):
    mine = NextStep.objects.of(request.user)
    return get_object_or_404(mine.for_page(request.user), pk=pk)


@require_safe
def step(request, pk):
    asked = NextStep.objects.asked_of(request.user).select_related("colab__topic__forum")
    if step := asked.filter(pk=pk).first():
        context = {"step": step, "is_open": asking.is_open(step), "names": asking.names_in(step)}
        return render(request, "network/steps/asked.html", context)
    mine = _mine(request, pk)
    form = CameOfItForm(mine) if mine.state == NextStep.State.HAPPENED else None
    return render(request, "network/steps/step.html", _context(request, mine, form))


def _context(request, step, form):
    people = asking.people_in(step)
    others = [part for part in people if part.participant_id != request.user.pk]
    return {
        "step": step,
        "came_of_it_form": form,
        "people": asking.named(people),
        "others": others,
        "named": asking.named(others),
        "is_shared": any(part.agreed_at for part in others),
        "may_ask": asking.is_open(step) and len(people) < asking.MOST,
    }


def change_step(request, pk):
    mine = _mine(request, pk)
    form = ChangedStepForm(mine, posted(request))
    if form.is_valid():
        with refusals_shown(form):
            steps.change(mine, request.user, **form.step())
            return done(request, mine, _("Your next step is changed."))
    return form_page(request, "network/steps/change.html", form, step=mine)


@require_POST
def happened(request, pk):
    mine = _mine(request, pk)
    form = CameOfItForm(mine, request.POST)
    if form.is_valid():
        with refusals_shown(form):
            before, line = mine.came_of_it, form.line()
            steps.settle(mine, request.user, NextStep.State.HAPPENED, line)
            return done(request, mine, _happened_words(before, line))
    return form_page(request, "network/steps/step.html", form, **_context(request, mine, form))


def _happened_words(before, line):
    if line:
        return _("Your line is saved.")
    if line == "" and before:
        return _("Your line is deleted.")
    return _("Well done. If you like, say in one line what came of it.")


@require_POST
def let_go(request, pk):
    mine = _mine(request, pk)
    steps.settle(mine, request.user, NextStep.State.LET_GO)
    return done(request, mine, _("Let go. You can take it up again."))


@require_POST
def take_up(request, pk):
    mine = _mine(request, pk)
    steps.settle(mine, request.user, NextStep.State.OPEN)
    return done(request, mine, _("It is open again."))


@require_POST
def postpone(request, pk):
    mine = _mine(request, pk)
    steps.postpone(mine)
    return done(request, mine, _("You are asked again in two weeks."))


def delete_step(request, pk):
    concerned = NextStep.objects.filter(parts__participant=request.user, pk=pk)
    if request.method == "POST" and not concerned.exists():  # whether they were in it cannot be told any more
        return redirect("network:my_steps")
    mine = _mine(request, pk)
    if request.method == "POST":
        stays = asking.leave(mine, request.user)
        text = _("You have left this step.") if stays else _("Your next step is deleted.")
        return done(request, reverse("network:my_steps"), text)
    is_shared = asking.is_shared(mine, request.user)
    question = {
        "action_text": _("Leave this step") if is_shared else _("Delete my next step"),
        "back_url": mine.get_absolute_url(),
        "dangerous": True,
    }
    return render(request, "network/steps/delete.html", {"step": mine, "is_shared": is_shared} | question)
