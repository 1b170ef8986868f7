"""Middleware for every page: the reader's zone, clock and language, refusals, and `Vary` for caches."""

import logging
from urllib.parse import urlsplit

from django.contrib.messages import get_messages
from django.db import connection
from django.utils import translation
from django.utils.cache import patch_vary_headers

from core.database import errors
from core.timezones import reader_clock
from core.web import responses
from core.web.refusals import Busy, Refused

log = logging.getLogger(__name__)


class ReadersClockAndLanguage:
    """Activate the reader's zone, clock and language.

    Those of the account come first; visitors have the zone and clock of their cookies, else the site's, and
    the language of their browser.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        person = request.user
        if not person.is_authenticated:
            with reader_clock.of_visitor(request):
                response = self.get_response(request)
            if not getattr(response, "same_for_all", False):  # as feeds are
                patch_vary_headers(response, ["Cookie"])
            return response
        request.LANGUAGE_CODE = person.language
        with reader_clock.of_person(person), translation.override(person.language):
            response = self.get_response(request)
            response.headers.setdefault("Content-Language", person.language)
            return response


class VariesWithHtmx:
    """Add `Vary: HX-Request`: an address may return a piece of its page (RFC 9110, 12.5.5)."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if not getattr(response, "same_for_all", False):  # as feeds are
            patch_vary_headers(response, ["HX-Request"])
        return response


class SaidWhereOneIs:
    """Where an answer leads to a place on a page, what was said stands there, too (R-SAID-WHERE-ONE-IS)."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        place = urlsplit(response.headers.get("Location", "")).fragment
        if place:
            responses.say_at(request, place)
        return response


class Refusals:
    """Answer what no view has caught: a Refused, and a database that is busy (R-BUSY).

    What was held up by others is tried once more. That does no harm: its transaction was rolled back, its
    mails are rows of that transaction, and a verb may be called twice.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_exception(self, request, exception):
        if isinstance(exception, Busy) or errors.is_held_up(exception):
            return self._try_again(request, exception)
        return self._answer(request, exception)

    def _try_again(self, request, trouble):
        log.warning("Busy: %s %s", request.method, request.resolver_match.route)
        if connection.needs_rollback:  # within a transaction that is not over
            return self._answer(request, trouble)
        get_messages(request)._queued_messages.clear()  # of what was rolled back
        view, arguments, named = request.resolver_match
        try:
            return view(request, *arguments, **named)
        except Exception as again:
            if response := self._answer(request, again):
                return response
            raise

    def _answer(self, request, exception):
        """Return a page that says why; None for other exceptions."""
        if isinstance(exception, Busy) or errors.is_held_up(exception) or errors.is_too_slow(exception):
            log.warning("Busy, given up: %s %s: %s", request.method, request.resolver_match.route, exception)
            return responses.refused(request, Busy(), status=responses.BUSY)
        return responses.refused(request, exception) if isinstance(exception, Refused) else None
