"""What holds for every page: its reader's clock and language, and what caches may keep apart."""

from django.utils import translation
from django.utils.cache import patch_vary_headers

from core.timezones import reader_clock


class ReadersClockAndLanguage:
    """Each page is shown on its reader's clock and in the reader's language.

    The person's own choice comes first; a visitor has the clock they chose, else the site's, and the
    browser's language.
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
    """Tells caches that an address may answer htmx with a piece of its page (RFC 9110, section 12.5.5)."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if not getattr(response, "same_for_all", False):  # as feeds are
            patch_vary_headers(response, ["HX-Request"])
        return response
