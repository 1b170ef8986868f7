"""Responses of views: forms, refusals, redirects with a message, the page to return to."""

from contextlib import contextmanager

from django.contrib import messages
from django.contrib.messages import get_messages
from django.contrib.messages.storage.base import Message
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import redirect, render, resolve_url
from django.utils.cache import add_never_cache_headers
from django_htmx.http import reswap, retarget

from core.web.addresses import is_ours
from core.web.refusals import Refused

BUSY = 503
PLACE = "at-"  # begins the tag of a message, before the id of a place


def form_page(request, template, form, **context):
    """Return a page or a piece with a form (or None), with status 422 if the form has errors.

    If `refuse` added them, status and headers are those of the refusal.
    """
    refusal = getattr(form, "refusal", None) or Refused()
    status = refusal.status if form and form.is_bound and form.errors else 200
    response = render(request, template, {"form": form} | context, status=status)
    return _with_headers(response, refusal)


@contextmanager
def refusals_shown(form, field=None):
    """Show a refusal among the errors of the form, or of one of its fields, and go on after the block."""
    try:
        yield
    except Refused as refusal:
        refuse(form, refusal, field)


def refuse(form, refusal, field=None):
    """Add a Refused to the errors of a form, or of one of its fields."""
    form.add_error(field, refusal if isinstance(refusal, ValidationError) else refusal.sentences)
    form.refusal = refusal


def say(request, refusal):
    """Show a Refused as messages, on the next page."""
    for sentence in refusal.sentences:
        messages.error(request, sentence)


def say_at(request, place):
    """Show what was said in this request at a place of the page as well, by its id (R-SAID-WHERE-ONE-IS).

    The place shows it by `{% said_at place %}`.
    """
    for message in get_messages(request)._queued_messages:
        message.extra_tags = f"{PLACE}{place}"


def said_at(storage, place):
    """Return the messages that a place shows; they stay for the top of the page, which shows them all."""
    used, found = storage.used, list(storage)
    storage.used = used
    return [message for message in found if message.extra_tags == f"{PLACE}{place}"]


def refused(request, refusal, status=None):
    """Return the page of a Refused that no view has caught; for htmx, the messages of the page."""
    status = status or refusal.status
    if request.htmx:
        shown = [Message(messages.ERROR, sentence) for sentence in refusal.sentences]
        response = render(request, "_messages.html", {"messages": shown}, status=status)
        response = reswap(retarget(response, "#messages"), "outerHTML")
    else:
        came_from = request.headers.get("Referer", "")
        context = {"refusal": refusal, "back_url": came_from if is_ours(request, came_from) else "/"}
        response = render(request, f"{status}.html", context, status=status)
    add_never_cache_headers(response)
    return _with_headers(response, refusal)


def _with_headers(response, refusal):
    for name, value in refusal.headers.items():
        response.headers[name] = value
    return response


def moved(address):
    """Redirect to what is at another address today. People can change it back, so nobody may remember it."""
    response = HttpResponseRedirect(resolve_url(address))
    add_never_cache_headers(response)
    return response


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
