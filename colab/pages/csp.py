"""What browsers report of the content security policy: one line of the log each, without queries."""

import json
import logging
from urllib.parse import urlsplit

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

LARGEST = 8_000  # bytes of a report that is read
LONGEST = 200  # characters of a value that is logged
log = logging.getLogger(__name__)


@csrf_exempt
@login_not_required
@require_POST
def report(request):
    """Log a report (CSP 3, 5.3: `application/csp-report`); ignore what is none. Always answer 204."""
    found = _read(request)
    if found:
        directive = found.get("effective-directive") or found.get("violated-directive")
        page, blocked = (_address(found.get(name)) for name in ("document-uri", "blocked-uri"))
        log.warning("The policy's %s refused %s on %s", _short(directive), blocked, page)
    return HttpResponse(status=204)


def _read(request):
    try:
        if int(request.headers.get("Content-Length") or 0) > LARGEST:
            return None
        found = json.loads(request.body)["csp-report"]
    except (ValueError, KeyError, TypeError, RecursionError):
        return None
    return found if isinstance(found, dict) else None


def _address(value):
    """Return the address without query and fragment, which may be secret."""
    try:
        parts = urlsplit(str(value))
    except ValueError:
        return "?"
    return _short(parts._replace(query="", fragment="").geturl())


def _short(value):
    return ascii(str(value)[:LONGEST])
