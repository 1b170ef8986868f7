"""The views of the page of an hour. A GET changes nothing."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from events.hour import hours, presence
from events.hour.page import page


@require_safe
def hour(request, pk):
    """The page; where it is not open, the page of the co-lab, or the one after it."""
    colab = get_object_or_404(page.of_person(request.user), pk=pk)
    if not page.is_open(colab):
        return page.closed(colab)
    return render(request, "events/hour/hour.html", page.context(request.user, colab))


@require_safe
def now(request, pk):
    """What changed on an open page; 204 if nothing did. `seen` is the `Course.seen` of that page."""
    seen = request.GET.get("seen", "")
    colab = page.of_person(request.user).filter(pk=pk).first()
    if colab is None:
        return _gone(request, pk)
    if not request.htmx:
        return redirect("events:hour", pk)
    return HttpResponse(status=204) if page.shows(colab, seen) else page.pieces(request, colab, seen)


def _gone(request, pk):
    """Lead an open page away whose reader has lost their seat or role (R-HOUR-PAGE)."""
    if not request.htmx:
        raise Http404
    headers = {"HX-Redirect": reverse("events:short", args=[pk])}
    return HttpResponse(_("This page is no longer yours."), status=404, headers=headers)


@require_POST
def here(request, pk):
    colab = page.get(request.user, pk)
    presence.arrive(colab, request.user)
    return page.answer(request, colab, "hour-people", _("You are here."))


@require_POST
def listen(request, pk, listens):
    """From now on somebody listens, or shares again; nobody is told."""
    colab = page.get(request.user, pk)
    if not colab.registrations.seated().filter(participant=request.user).exists():
        raise Http404
    presence.listen(colab, request.user, listens=listens)
    text = _("You listen now. Nobody will call on you.") if listens else _("You share again.")
    return page.answer(request, colab, "hour-foot", text)


@require_POST
def lead(request, pk, verb):
    """`place` is the `Course.place` that was seen."""
    colab = page.get(request.user, pk)
    if not hours.leads(colab, request.user):
        raise Http404
    hours.VERBS[verb](colab, request.user, request.POST.get("place", ""))
    return page.answer(request, colab)
