from django.conf import settings
from django.utils import timezone

from participants import zones


def site(request):
    """What every page shows: the site's address, and on whose clock its times are."""
    zone, now = timezone.get_current_timezone(), timezone.now()
    return {
        "site_url": settings.SITE_URL,
        "languages": settings.LANGUAGES,
        "clock": {"city": zones.city(zone), "offset": zones.offset(now, zone)},
        "demonstration": settings.DEBUG,
    }
