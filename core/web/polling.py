"""Responses to clients that poll: feeds and calendars, without a session (R-FEED-OPEN, R-FEED-STABLE)."""

import hashlib
from datetime import UTC, datetime
from functools import wraps

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.utils import timezone, translation
from django.utils.cache import get_conditional_response
from django.utils.feedgenerator import Atom1Feed
from django.utils.http import quote_etag
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from core.timezones import display
from core.web.refusals import Refused

ATOM = "application/atom+xml; charset=utf-8"
PUBLIC = {"Cache-Control": "public, max-age=300"}
NEVER = datetime(1970, 1, 1, tzinfo=UTC)


class Atom(Atom1Feed):
    """A feed whose bytes do not change while it is empty. An entry may have a `language` of its own."""

    def latest_post_date(self):
        return super().latest_post_date() if self.items else NEVER

    def item_attributes(self, item):
        language = item.get("language")
        return super().item_attributes(item) | ({"xml:lang": language} if language else {})


def for_programs(view):
    """Decorate a view for clients that poll: no login, no cookies, GET and HEAD only (R-FEED-OPEN)."""

    @wraps(view)
    def guarded(request, *args, **kwargs):
        try:
            with timezone.override(None), translation.override(settings.LANGUAGE_CODE), display.clock(""):
                response = view(request, *args, **kwargs)
        except Http404:
            response = HttpResponse("Not found\n", status=404, content_type="text/plain")
        except Refused as refusal:
            headers = {"content_type": "text/plain; charset=utf-8", "headers": refusal.headers}
            response = HttpResponse(f"{refusal}\n", status=refusal.status, **headers)
        request.session.accessed = False  # by our middleware; the response does not depend on it
        response.same_for_all = True
        return response

    return login_not_required(csrf_exempt(require_safe(guarded)))


def language_of(request):
    """Return the language asked for by `?language=`, else the site's."""
    asked = request.GET.get("language", "")
    return asked if asked in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE


def digest(content):
    return hashlib.sha256(content).hexdigest()


def atom(request, content):
    """Return an Atom feed, the same for everybody."""
    return conditional(request, digest(content), lambda: content, ATOM, PUBLIC)


def conditional(request, version, render, content_type, headers):
    """Return what `render` returns, or a 304 for a matching ETag.

    There is no check of Last-Modified: an entry that disappears does not change it.
    """
    etag = quote_etag(version)
    response = get_conditional_response(request, etag=etag)
    if response is None:
        response = HttpResponse(render(), content_type=content_type)
    for name, value in {"ETag": etag, **headers}.items():
        response.headers[name] = value
    return response
