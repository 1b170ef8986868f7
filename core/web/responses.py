"""How views answer: a piece for htmx, a page or a redirect for everyone else."""

from django.contrib import messages
from django.shortcuts import redirect, render

from core.web.addresses import is_ours

REFUSED = 422  # what was sent cannot be taken; the page says why and keeps it


def form_page(request, template, form, **context):
    """A page with a form; a form with errors is answered as refused."""
    status = REFUSED if form.is_bound and form.errors else 200
    return render(request, template, {"form": form} | context, status=status)


def done(request, back, text=""):
    """Say what happened, and go on to a page."""
    if text:
        messages.success(request, text)
    return redirect(back)


def way_back(request, otherwise="/"):
    """The page of this site that a form names in `next`, or the other."""
    address = request.POST.get("next") or request.GET.get("next", "")
    return address if is_ours(request, address) else otherwise
