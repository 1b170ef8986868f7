"""The clock on which a reader sees times: cities to choose from, a visitor's choice, a device that moved."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control, never_cache
from django.views.decorators.http import require_http_methods, require_safe

from core.timezones import city_names, display, reader_clock
from core.timezones.fields import suggestion
from participants.profiles import forms, new_zone


@login_not_required
@require_safe
@cache_control(private=True, max_age=3600)
def places(request):
    """Cities that begin with what was typed (`zone`), as options of a list."""
    text = request.GET.get("zone", "")[:100]
    spoken = display.language()
    found = city_names.search(text, spoken) if text.strip() else city_names.near(spoken)
    context = {"places": [suggestion(place) for place in found]}
    return render(request, "core/_places.html", context)


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def clock(request):
    """A visitor's clock, kept by their browser. Who has an account chooses on their own page."""
    if request.user.is_authenticated:
        return redirect("participants:me")
    back = _back(request, request.POST.get("next") or request.GET.get("next", ""))
    zone, hours = reader_clock.chosen(request)
    form = forms.ClockForm(request.POST or None, zone=zone, clock=hours)
    if form.is_valid():
        response = redirect(back)
        reader_clock.keep(response, form.cleaned_data["zone"], form.cleaned_data["clock"])
        return response
    return render(request, "participants/profiles/clock.html", {"form": form, "back": back})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def moved(request):
    """GET asks somebody whose device names another zone (`zone`), 204 where there is nothing to ask.

    POST takes the answer: `use` is "new" or "own".
    """
    zone = (request.POST if request.method == "POST" else request.GET).get("zone", "")
    if request.method != "POST":
        if not new_zone.is_news(request.user, zone):
            return HttpResponse(status=204)
        back = _back(request, request.headers.get("HX-Current-URL", ""))
        return render(request, "participants/profiles/_new_zone.html", {"zone": zone, "back": back})
    if not city_names.exists(zone):
        raise Http404
    told = _answer(request.user, zone, request.POST.get("use"))
    if request.htmx:
        return render(request, "participants/profiles/_new_zone_answer.html", {"told": told})
    if told:
        messages.success(request, told)
    return redirect(_back(request, request.POST.get("next", "")))


def _answer(person, zone, use):
    """What to tell them: nothing where they stay with their own."""
    if use != "new":
        new_zone.decline(person, zone)
        return ""
    new_zone.use(person, zone)
    return _("From the next page on, times are shown for %(city)s.") % {"city": display.city(zone)}


def _back(request, address):
    allowed = url_has_allowed_host_and_scheme(
        address, {request.get_host()}, require_https=request.is_secure()
    )
    return address if allowed and "/" in address else "/"  # a bare word would be taken for a view
