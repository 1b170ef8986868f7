"""Where a co-lab is handed over or shared, and where whoever is asked answers (R-HANDED-OVER)."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from core.web.forms import posted
from core.web.refusals import Refused
from core.web.responses import done, form_page, refusals_shown, say
from events.lifecycle import handover
from events.lifecycle.offer_form import OfferForm
from events.models import CoLab, RoleOffer


def hand_over(request, pk):
    """Ask somebody; on GET nothing changes."""
    own = CoLab.objects.organized_by(request.user).ahead()
    colab = get_object_or_404(own.select_related("topic__forum", "co_organizer"), pk=pk)
    form = OfferForm(colab, posted(request))
    if form.is_valid():
        with refusals_shown(form):
            made = handover.offer(colab, request.user, form.asked(), form.cleaned_data["role"])
            text = _("We have written to %(name)s. Until they accept, nothing changes.")
            return done(request, colab, text % {"name": made.to})
    offers = colab.role_offers.open().select_related("to")
    return form_page(request, "events/lifecycle/hand_over.html", form, colab=colab, offers=offers)


@require_safe
def offer(request, pk):
    """Show the question to whom it is asked, or what became of it."""
    mine = get_object_or_404(RoleOffer.objects.to(request.user).for_page(), pk=pk)
    is_open = RoleOffer.objects.open().filter(pk=mine.pk).exists()
    context = {"offer": mine, "colab": mine.colab, "is_open": is_open}
    return render(request, "events/lifecycle/offer.html", context)


@require_POST
def accept(request, pk):
    mine = get_object_or_404(RoleOffer.objects.to(request.user).for_page(), pk=pk)
    text = _("You organize this co-lab now.") if mine.hands_over else _("You are its co-organizer now.")
    return _answer(request, mine, handover.accept, text, back=mine.colab)


@require_POST
def decline(request, pk):
    mine = get_object_or_404(RoleOffer.objects.to(request.user).for_page(), pk=pk)
    return _answer(request, mine, handover.decline, _("Thank you for your answer."))


@require_POST
def take_back(request, pk):
    made = RoleOffer.objects.filter(colab__in=CoLab.objects.organized_by(request.user).ahead())
    made = get_object_or_404(made.for_page(), pk=pk)
    return _answer(request, made, handover.take_back, _("It is taken back."), back=made.colab)


@require_POST
def end_sharing(request, pk):
    colab = get_object_or_404(CoLab.objects.run_by(request.user).select_related("topic__forum"), pk=pk)
    try:
        handover.end_sharing(colab, request.user)
        messages.success(request, _("This co-lab has no co-organizer any more."))
    except Refused as refusal:
        say(request, refusal)
    return redirect(colab)


def _answer(request, offer, verb, text, back=None):
    try:
        verb(offer, request.user)
        messages.success(request, text)
    except Refused as refusal:
        say(request, refusal)
        back = None if offer.to_id == request.user.pk else back
    return redirect(back) if back else redirect("events:offer", offer.pk)
