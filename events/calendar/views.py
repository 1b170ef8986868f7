"""The feeds for calendar programs and feed readers, and the page that lists them."""

from functools import wraps

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.cache import get_conditional_response
from django.utils.http import http_date, quote_etag
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from core.timezones import display
from core.web.responses import or_404
from events.calendar import atom, feeds
from events.calendar.subscribe_links import Subscription

ICS = "text/calendar; charset=utf-8"
PUBLIC = {"Cache-Control": "public, max-age=300"}
SECRET = {"Cache-Control": "private", "X-Robots-Tag": "noindex", "Referrer-Policy": "no-referrer"}


def for_programs(view):
    """Decorate a view for clients that poll: no login, no cookies, GET and HEAD only (R-FEED-OPEN)."""

    @wraps(view)
    def guarded(request, *args, **kwargs):
        try:
            with timezone.override(None), translation.override(settings.LANGUAGE_CODE), display.clock(""):
                response = view(request, *args, **kwargs)
        except Http404:
            response = HttpResponse("Not found\n", status=404, content_type="text/plain")
        request.session.accessed = False  # by our middleware; the response does not depend on it
        response.same_for_all = True
        return response

    return login_not_required(csrf_exempt(require_safe(guarded)))


@for_programs
def feed(request):
    return _calendar(request, feeds.public(_language(request)), PUBLIC)


@for_programs
def forum_feed(request, slug):
    return _calendar(request, feeds.of_forum(_forum(slug)), PUBLIC)


@for_programs
def my_feed(request, token):
    """The token replaces signing in (R-FEED-TOKEN)."""
    person = or_404(feeds.reader(token))
    return _calendar(request, feeds.of_person(person), SECRET)


@for_programs
def atom_feed(request):
    return _atom(request, atom.public(_language(request)))


@for_programs
def forum_atom(request, slug):
    return _atom(request, atom.of_forum(_forum(slug)))


def _language(request):
    """Return the language asked for by `?language=`, else the site's."""
    asked = request.GET.get("language", "")
    return asked if asked in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE


def _forum(slug):
    return get_object_or_404(feeds.public_forums(), slug=slug)


def _calendar(request, found, headers):
    headers = headers | {"Content-Language": found.language}
    if found.changed_at:
        headers["Last-Modified"] = http_date(found.changed_at.timestamp())
    return _response(request, found.version, found.render, ICS, headers)


def _atom(request, content):
    return _response(request, feeds.digest(content), lambda: content, atom.TYPE, PUBLIC)


def _response(request, version, render, content_type, headers):
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


# --- The page


@login_not_required
@require_safe
@never_cache
def calendars(request):
    return _page(request)


@require_POST
@never_cache
def renew_feed(request):
    """Show the new URL in this response; it is stored nowhere, so there is no redirect."""
    return _page(request, mine=_subscription(_("My co-labs"), "my_feed", feeds.renew(request.user)))


@require_POST
def revoke_feed(request):
    feeds.revoke(request.user)
    messages.success(request, _("The address of your calendar no longer works."))
    return redirect("events:calendars")


def _page(request, mine=None):
    context = {
        "mine": mine,
        "key": feeds.key_of(request.user),
        "everything": _subscription(_("All co-labs"), "feed", query=_own_language()),
        "forums": [
            (forum, _subscription(str(forum), "forum_feed", forum.slug)) for forum in feeds.public_forums()
        ],
    }
    return render(request, "events/calendar/calendars.html", context)


def _subscription(name, view, *arguments, query=None):
    return Subscription(name, settings.SITE_URL + reverse(f"events:{view}", args=arguments, query=query))


def _own_language():
    """Return the query of a feed in the reader's language, None where that is the site's."""
    language = get_language()
    return None if language == settings.LANGUAGE_CODE else {"language": language}
