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


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def moved(request):
    """Ask a reader about the zone of the device (`zone`) on GET; 204 if there is nothing to ask.

    POST takes the answer: `use` is "new" or "own".
    """
    zone = (request.POST if request.method == "POST" else request.GET).get("zone", "")
    if request.method != "POST":
        if not new_zone.is_news(request, zone):
            return HttpResponse(status=204)
        page = request.headers.get("HX-Current-URL", "")
        back = page if is_ours(request, page) else "/"
        context = {"zone": zone, "shown": new_zone.shown(request), "back": back}
        return render(request, "participants/profiles/_new_zone.html", context)
    if not city_names.exists(zone):
        raise Http404
    used = request.POST.get("use") == "new"
    text = _("From the next page on, times are shown for %(city)s.") % {"city": display.city(zone)}
    if request.htmx:
        context = {"message": text if used else ""}
        response = render(request, "participants/profiles/_new_zone_answer.html", context)
    else:
        if used:
            messages.success(request, text)
        response = redirect(way_back(request))
    _keep(request, response, zone, used)
    return response


def _keep(request, response, zone, used):
    """Keep the answer: of a person in the account, of a visitor in cookies."""
    if request.user.is_authenticated:
        (new_zone.use if used else new_zone.decline)(request.user, zone)
    else:
        (new_zone.use_as_visitor if used else new_zone.decline_as_visitor)(request, response, zone)
