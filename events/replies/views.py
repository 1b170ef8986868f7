"""The page on which a participant confirms a DECLINED reply."""

from django import forms
from django.contrib.auth.decorators import login_not_required
from django.utils import timezone, translation
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from core.web.forms import posted
from core.web.responses import form_page, or_404, refusals_shown
from events.registration import seats
from events.replies import handling


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def decline(request, token):
    """Ask on GET, give the seat back on POST (R-LINKS-ASK); the token of the mail replaces signing in."""
    registration = or_404(handling.read_token(token))
    colab, form = registration.colab, forms.Form(posted(request))
    if form.is_valid():
        with refusals_shown(form):
            seats.leave(colab, registration.participant)
        registration.refresh_from_db(fields=["status"])
    context = {
        "registration": registration,
        "colab": colab,
        "open": registration.is_seated and colab.is_announced and not colab.has_ended,
        "back_url": colab.get_absolute_url(),
    }
    person = registration.participant  # who may not be signed in
    with timezone.override(person.zone), translation.override(person.language):
        return form_page(request, "events/replies/decline.html", form, **context)
