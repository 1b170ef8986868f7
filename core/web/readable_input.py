"""What of a request no view has to expect: NUL, and other character sets than UTF-8 (R-READABLE-INPUT)."""

import codecs
from urllib.parse import quote

from django.core.exceptions import BadRequest

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
