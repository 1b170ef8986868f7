"""The feeds for calendar programs and feed readers, and the page that lists them."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import http_date
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from core.web import polling
from core.web.responses import or_404
from events.calendar import atom, feeds
from events.calendar.subscribe_links import Subscription

ICS = "text/calendar; charset=utf-8"
SECRET = {"Cache-Control": "private", "X-Robots-Tag": "noindex", "Referrer-Policy": "no-referrer"}


@polling.for_programs
def feed(request):
    return _calendar(request, feeds.public(polling.language_of(request)), polling.PUBLIC)


@polling.for_programs
def forum_feed(request, slug):
    return _calendar(request, feeds.of_forum(_forum(slug)), polling.PUBLIC)


@polling.for_programs
def my_feed(request, token):
    """The token replaces signing in (R-FEED-TOKEN)."""
    person = or_404(feeds.reader(token))
    return _calendar(request, feeds.of_person(person), SECRET)


@polling.for_programs
def atom_feed(request):
    return polling.atom(request, atom.public(polling.language_of(request)))


@polling.for_programs
def forum_atom(request, slug):
    return polling.atom(request, atom.of_forum(_forum(slug)))


def _forum(slug):
    return get_object_or_404(feeds.public_forums(), slug=slug)


def _calendar(request, found, headers):
    headers = headers | {"Content-Language": found.language}
    if found.changed_at:
        headers["Last-Modified"] = http_date(found.changed_at.timestamp())
    return polling.conditional(request, found.version, found.render, ICS, headers)


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
