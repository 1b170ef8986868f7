"""Middleware for every page: the reader's zone, clock and language, and `Vary` for caches."""

from django.utils import translation
from django.utils.cache import patch_vary_headers

from core.timezones import reader_clock


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
