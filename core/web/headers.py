"""Middleware for what browsers and caches may do with a page."""

from django.utils.cache import patch_cache_control


class PrivatePages:
    """Keep pages of signed-in people out of caches (RFC 9111, 5.2.2), and clear the device at sign-out.

    R-PRIVATE-PAGES.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        was_signed_in = request.user.is_authenticated
        response = self.get_response(request)
        if was_signed_in and not response.has_header("Cache-Control"):
            patch_cache_control(response, private=True, no_store=True)
        if was_signed_in and not request.user.is_authenticated:
            response["Clear-Site-Data"] = '"cache", "storage"'
        return response


class PermissionsPolicy:
    """Deny each page, and what it may embed, the abilities of a browser that no page of ours uses."""

    DENIED = (
        *("accelerometer", "autoplay", "browsing-topics", "camera", "display-capture", "geolocation"),
        *("gyroscope", "hid", "magnetometer", "microphone", "midi", "payment", "serial", "usb"),
    )
    VALUE = ", ".join(f"{name}=()" for name in DENIED)

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        response.headers.setdefault("Permissions-Policy", self.VALUE)
        return response
