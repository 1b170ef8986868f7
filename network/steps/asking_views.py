"""Pages of asking others along to a next step, and of answering."""

from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from core.web.forms import posted
from core.web.responses import done, form_page, refusals_shown
from network.models import NextStep
from network.steps import asking
from network.steps.forms import AskForm


def ask(request, pk):
    step = get_object_or_404(NextStep.objects.of(request.user).select_related("colab__topic__forum"), pk=pk)
    people = asking.candidates(step, request.user)
    form = AskForm(step, people, posted(request))
    if form.is_valid():
        with refusals_shown(form):
            person = form.cleaned_data["person"]
            asking.ask(step, request.user, person)
            return done(
                request, step, _("%(name)s is asked. It is theirs once they say yes.") % {"name": person}
            )
    return form_page(request, "network/steps/ask.html", form, step=step, people=people)


@require_POST
def agree(request, pk):
    step = NextStep.objects.filter(parts__participant=request.user, pk=pk).first()
    if step is None:  # whether they were asked cannot be told any more
        return redirect("network:my_steps")
    asking.agree(step, request.user)
    return done(request, step, _("It is your next step, too."))


@require_POST
def decline(request, pk):
    step = NextStep.objects.asked_of(request.user).filter(pk=pk).first()
    if step is None:  # they said yes, or no, or were not asked
        return redirect("network:my_steps")
    asking.leave(step, request.user)
    return done(request, reverse("network:my_steps"), _("You are not in it. Nobody was written to."))
