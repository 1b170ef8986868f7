"""What of a request no view has to expect: NUL, and other character sets than UTF-8 (R-READABLE-INPUT)."""

import codecs
from urllib.parse import quote

from django.core.exceptions import BadRequest
from django.utils.http import parse_header_parameters

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
    """Wrap a WSGI application: a request whose charset cannot decode text comes without any.

    Django reads the query with it before any middleware, and fails (with "rot13", which is a codec).
    """

    def called(environ, *rest):
        kind, given = parse_header_parameters(environ.get("CONTENT_TYPE", ""))
        if "charset" in given and not _decodes_text(given["charset"]):
            environ = environ | {"CONTENT_TYPE": kind}
        return application(environ, *rest)

    return called


def _decodes_text(charset):
    try:
        b"-".decode(charset)
    except LookupError:
        return False
    except ValueError:  # it would decode other bytes
        return True
    return True
