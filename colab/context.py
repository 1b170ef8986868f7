from django.conf import settings
from django.utils import timezone

from core.timezones import display


def site(request):
    """Add the site's address, the languages, and the reader's time zone to every template."""
    zone, now = timezone.get_current_timezone(), timezone.now()
    return {
        "site_url": settings.SITE_URL,
        "languages": settings.LANGUAGES,
        "clock": {"city": display.city(zone), "offset": display.offset(now, zone)},
    }
