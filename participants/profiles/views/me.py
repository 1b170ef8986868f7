"""A person's own page."""

from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from core.web.forms import posted
from core.web.responses import done, form_page, refusals_shown
from participants.profiles import forms, sections


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


@require_http_methods(["GET", "HEAD", "POST"])
def choose_sections(request):
    """Choose who reads which section of one's page (R-SECTIONS)."""
    form = forms.SectionsForm(request.user, posted(request))
    if form.is_valid():
        with refusals_shown(form):
            sections.choose(request.user, form.cleaned_data)
            back = reverse("participants:person", args=[request.user.pk])
            return done(request, back, _("Your changes are kept."))
    return form_page(request, "participants/profiles/sections.html", form)
