"""Languages, and the rules of time zones."""

import os
import zoneinfo

from colab.settings.environment import env
from colab.settings.site import BASE_DIR
from core.text import languages

# R-TZDATA-PINNED: the pinned package alone; an operating system's table may be years old.
os.environ["PYTHONTZPATH"] = ""
zoneinfo.reset_tzpath(to=[])

TIME_ZONE = env.str("TIME_ZONE", "America/Toronto")
LANGUAGE_CODE = env.str("LANGUAGE_CODE", "en")
LANGUAGES = languages.CHOICES
LOCALE_PATHS = [BASE_DIR / "locale"]
FORMAT_MODULE_PATH = "core.text.formats"
LANGUAGE_COOKIE_SAMESITE = "Lax"
