"""The zone and clock of a reader: a visitor's choice, and a device in a new zone."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from core.timezones import city_names, display, reader_clock
from core.web.addresses import is_ours
from core.web.forms import posted
from core.web.responses import form_page, way_back
from participants.profiles import forms, new_zone


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def clock(request):
    if request.user.is_authenticated:
        return redirect("participants:me")
    back = way_back(request)
    zone, hours = reader_clock.chosen(request)
    form = forms.ClockForm(posted(request), zone=zone, clock=hours, back=back)
    if form.is_valid():
        response = redirect(back)
        reader_clock.keep(response, form.cleaned_data["zone"], form.cleaned_data["clock"])
        return response
    return form_page(request, "participants/profiles/clock.html", form, back_url=back)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def moved(request):
    """Ask about the zone of the device (`zone`) on GET; 204 if there is nothing to ask.

    POST takes the answer: `use` is "new" or "own".
    """
    zone = (request.POST if request.method == "POST" else request.GET).get("zone", "")
    if request.method != "POST":
        if not new_zone.is_news(request.user, zone):
            return HttpResponse(status=204)
        shown = request.headers.get("HX-Current-URL", "")
        back = shown if is_ours(request, shown) else "/"
        return render(request, "participants/profiles/_new_zone.html", {"zone": zone, "back": back})
    if not city_names.exists(zone):
        raise Http404
    message = _answer(request.user, zone, request.POST.get("use"))
    if request.htmx:
        return render(request, "participants/profiles/_new_zone_answer.html", {"message": message})
    if message:
        messages.success(request, message)
    return redirect(way_back(request))


def _answer(person, zone, use):
    if use != "new":
        new_zone.decline(person, zone)
        return ""
    new_zone.use(person, zone)
    return _("From the next page on, times are shown for %(city)s.") % {"city": display.city(zone)}
