"""Pages on which notices are turned off: one's own, and the one behind the link in a mail (R-OPT-OUT)."""

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from core.web.forms import posted
from core.web.responses import done, form_page, or_404
from mailing import delivery_schedule, preferences
from mailing.pages import forms


@require_http_methods(["GET", "HEAD", "POST"])
def my_notices(request):
    form = forms.Notices(posted(request), person=request.user)
    if form.is_valid():
        delivery_schedule.choose(request.user, form.chosen(), **form.times())
        return done(request, "mailing:notices", _("Your changes are kept."))
    return form_page(request, "mailing/notices.html", form)


@login_not_required
@csrf_exempt  # mail programs post here without a token (RFC 8058, 3.1)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def unsubscribe(request, token):
    """Ask on GET, turn off on POST. The response is a page, never a redirect (RFC 8058, 3.1)."""
    person, kind = or_404(preferences.read(token))
    if request.method == "POST":
        preferences.turn_off(person, kind.name)
    return _page(request, token, person, kind)


@login_not_required
@never_cache
@require_POST
def subscribe(request, token):
    person, kind = or_404(preferences.read(token))
    preferences.turn_on(person, kind.name)
    return _page(request, token, person, kind)


def _page(request, token, person, kind):
    context = {"token": token, "kind": kind, "on": person.wants(kind.name), "done": request.method == "POST"}
    return render(request, "mailing/unsubscribe.html", context)
