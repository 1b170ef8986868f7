"""Turning a kind of mail off from the mail itself: without signing in, with one press (rule 18, RFC 8058)."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from mailing import preferences


def _read(token):
    found = preferences.read(token)
    if found is None:
        raise Http404
    return found


@login_not_required
@csrf_exempt  # mail programs post here by themselves
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def unsubscribe(request, token):
    """GET asks, POST turns it off. The answer is a page, never a redirect."""
    person, kind = _read(token)
    if request.method == "POST":
        preferences.turn_off(person, kind.name)
    return _page(request, token, person, kind)


@login_not_required
@never_cache
@require_POST
def subscribe(request, token):
    """The way back."""
    person, kind = _read(token)
    preferences.turn_on(person, kind.name)
    return _page(request, token, person, kind)


def _page(request, token, person, kind):
    context = {"token": token, "kind": kind, "on": person.wants(kind.name), "done": request.method == "POST"}
    return render(request, "mailing/unsubscribe.html", context)
