"""A person's own page."""

from django.contrib import messages
from django.shortcuts import redirect
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from core.web.forms import posted
from core.web.responses import form_page, refusals_shown
from participants.profiles import forms


@require_http_methods(["GET", "HEAD", "POST"])
def me(request):
    """A new language or zone applies from the next page on."""
    form = forms.Profile(posted(request), instance=request.user)
    if form.is_valid():
        with refusals_shown(form):
            person = form.save()
            with translation.override(person.language):
                messages.success(request, _("Your changes are kept."))
            return redirect("participants:me")
    if form.is_bound:
        request.user.refresh_from_db()  # the rest of the page shows the saved values, not the invalid ones
    return form_page(request, "participants/profiles/me.html", form)
