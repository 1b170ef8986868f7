"""What of a request no view has to expect: NUL, and other character sets than UTF-8 (R-READABLE-INPUT)."""

import codecs
from urllib.parse import quote

from django.core.exceptions import BadRequest
from django.utils.http import parse_header_parameters

READ = {"utf-8", "ascii", "iso8859-1", "cp1252", "utf-16"}  # of these, ReadableInput refuses all but UTF-8
NUL, UNREADABLE = "\0", "\N{REPLACEMENT CHARACTER}"  # also what Django reads for bytes that are no UTF-8


class ReadableInput:
    """Read NUL in an address, a query or a cookie as unreadable, and answer another charset with 400.

    PostgreSQL stores no NUL, and other charsets may hold half a surrogate pair. In a form the field itself
    refuses NUL, with a sentence.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.encoding and codecs.lookup(request.encoding).name != "utf-8":
            raise BadRequest("This site reads UTF-8 alone.")
        request.path, request.path_info = _readable(request.path), _readable(request.path_info)
        query = request.META.get("QUERY_STRING", "")
        request.META["QUERY_STRING"] = query.replace("%00", quote(UNREADABLE))
        request.COOKIES = {name: _readable(value) for name, value in request.COOKIES.items()}
        return self.get_response(request)


def _readable(text):
    return text.replace(NUL, UNREADABLE)


def without_odd_charsets(application):
    """Wrap a WSGI application: of a request with another charset than those of READ it gets none.

    Django reads the query with it before any middleware, and fails with codecs that decode no text, or not
    every text ("rot13", "undefined", "idna").
    """

    def called(environ, *rest):
        if not _is_readable(environ.get("CONTENT_TYPE", "")):
            environ = environ | {"CONTENT_TYPE": environ["CONTENT_TYPE"].partition(";")[0]}
        return application(environ, *rest)

    return called


def _is_readable(content_type):
    try:
        given = parse_header_parameters(content_type)[1].get("charset")
        return given is None or codecs.lookup(given).name in READ
    except (LookupError, ValueError):  # no codec, or no header
        return False
