"""Export and erasure of one's own data."""

from allauth.account.decorators import reauthentication_required
from django.contrib.auth import logout
from django.http import JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from core.web.forms import posted
from core.web.responses import done, form_page, refusals_shown
from participants import audit
from participants.privacy import erasure, export, forms


@require_safe
def my_data(request):
    return render(request, "participants/privacy/data.html")


@require_safe
def download(request):
    """Although a GET, it is recorded: whoever has a session could take the data away (R-AUDIT)."""
    audit.record(request.user, "exported", request.user)
    options = {"indent": 2, "ensure_ascii": False}
    response = JsonResponse(export.of(request.user), json_dumps_params=options)
    response["Content-Disposition"] = 'attachment; filename="co-lab.json"'
    response["Cache-Control"] = "no-store"
    return response


@require_http_methods(["GET", "HEAD", "POST"])
@reauthentication_required
def confirm(request):
    form = forms.Erasure(posted(request), person=request.user)
    if form.is_valid():
        with refusals_shown(form):
            erasure.erase(request.user)
            logout(request)
            return done(request, "home", _("Your account is erased. Thank you for having been here."))
    context = {
        "action_text": _("Erase my account"),
        "dangerous": True,
        "back_url": reverse("participants:data"),
    }
    return form_page(request, "participants/privacy/erase.html", form, **context)
