"""The page behind the link in the mail that asks whether a calendar's "declined" was meant."""

from django import forms
from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.utils import timezone, translation
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from core.web.responses import form_page
from events.registration import seats
from events.replies import handling


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def decline(request, token):
    """GET asks, POST gives the seat back; no sign-in, the link is in the person's own mail (R-LINKS-ASK)."""
    registration = handling.read_token(token)
    if registration is None:
        raise Http404
    colab, form = registration.colab, forms.Form({} if request.method == "POST" else None)
    if form.is_valid():
        try:
            seats.leave(colab, registration.participant)
        except seats.Refused as refusal:
            form.add_error(None, str(refusal))
        registration.refresh_from_db(fields=["status"])
    context = {
        "registration": registration,
        "colab": colab,
        "open": registration.is_seated and colab.is_announced and not colab.has_ended,
        "back_url": colab.get_absolute_url(),
    }
    person = registration.participant  # whoever reads it, signed in or not
    with timezone.override(person.zone), translation.override(person.language):
        return form_page(request, "events/replies/decline.html", form, **context)
