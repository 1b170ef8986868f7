from django.utils.cache import patch_vary_headers


class VariesWithHtmx:
    """Tells caches that an address may answer htmx with a piece of its page (RFC 9110, section 12.5.5)."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if not getattr(response, "same_for_all", False):  # as feeds are
            patch_vary_headers(response, ["HX-Request"])
        return response
