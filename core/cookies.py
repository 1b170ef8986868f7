"""Cookies that this site reads itself, kept for a year: choices of a reader, and a device that has signed in.

On a site with https each cookie's name begins with `__Host-`: no neighbour under the same domain can set it
(RFC 6265bis, 4.1.3.2).
"""

from datetime import timedelta

from django.conf import settings

KEPT = timedelta(days=365)


def read(request, name):
    """Return its value, "" if there is none."""
    return request.COOKIES.get(settings.COOKIE_PREFIX + name, "")


def write(response, name, value):
    """Set the cookie; delete it if `value` is empty."""
    name, secure = settings.COOKIE_PREFIX + name, settings.SESSION_COOKIE_SECURE
    if value:
        response.set_cookie(name, value, max_age=KEPT, secure=secure, httponly=True, samesite="Lax")
    else:
        response.delete_cookie(name, samesite="Lax")
