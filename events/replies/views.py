"""The page behind the link in the mail that asks whether a calendar's "declined" was meant."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import render
from django.utils import timezone, translation
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

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
    colab, refusal = registration.colab, ""
    if request.method == "POST":
        try:
            seats.leave(colab, registration.participant)
        except seats.Refused as refused:
            refusal = str(refused)
        registration.refresh_from_db(fields=["status"])
    context = {
        "registration": registration,
        "colab": colab,
        "refusal": refusal,
        "open": registration.is_seated and colab.is_announced and not colab.has_ended,
        "back_url": colab.get_absolute_url(),
    }
    person = registration.participant  # whoever reads it, signed in or not
    with timezone.override(person.zone), translation.override(person.language):
        return render(request, "events/replies/decline.html", context)
