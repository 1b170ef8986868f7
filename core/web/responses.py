"""Responses of views: forms, redirects with a message, the page to return to."""

from contextlib import contextmanager

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import redirect, render

from core.web.addresses import is_ours
from core.web.refusals import Refused

REFUSED = 422  # the form has errors: it is shown again with them


def form_page(request, template, form, **context):
    """Return a page or a piece with a form (or None), with status 422 if the form has errors."""
    status = REFUSED if form and form.is_bound and form.errors else 200
    return render(request, template, {"form": form} | context, status=status)


@contextmanager
def refusals_shown(form):
    """Show a refusal among the errors of the form, and go on after the block."""
    try:
        yield
    except Refused as refusal:
        form.add_error(None, refusal if isinstance(refusal, ValidationError) else str(refusal))


def done(request, back, text=""):
    if text:
        messages.success(request, text)
    return redirect(back)


def or_404(found):
    """Return what was found. Raise Http404 if it is None."""
    if found is None:
        raise Http404
    return found


def way_back(request, otherwise="/"):
    address = request.POST.get("next") or request.GET.get("next", "")
    return address if is_ours(request, address) else otherwise
