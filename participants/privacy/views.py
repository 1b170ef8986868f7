"""Export and erasure of one's own data."""

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.contrib.auth import logout
from django.http import JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from core.web.forms import posted
from core.web.responses import form_page
from participants.privacy import erasure, export, forms


@require_safe
def my_data(request):
    return render(request, "participants/privacy/data.html")


@require_safe
def download(request):
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
        try:
            erasure.erase(request.user)
        except erasure.Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            logout(request)
            messages.success(request, _("Your account is erased. Thank you for having been here."))
            return redirect("home")
    context = {
        "action_text": _("Erase my account"),
        "dangerous": True,
        "back_url": reverse("participants:data"),
    }
    return form_page(request, "participants/privacy/erase.html", form, **context)
