from django.conf import settings
from django.utils import timezone

from core.timezones import display


def site(request):
    """What every page shows: the site's address, and on whose clock its times are."""
    zone, now = timezone.get_current_timezone(), timezone.now()
    return {
        "site_url": settings.SITE_URL,
        "languages": settings.LANGUAGES,
        "clock": {"city": display.city(zone), "offset": display.offset(now, zone)},
    }
