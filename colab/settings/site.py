"""What the site is: where people find it, and whether it is a demonstration."""

from pathlib import Path
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

from colab import __version__
from colab.settings.environment import env, required

BASE_DIR = Path(__file__).resolve().parents[2]

DEBUG = env.bool("DEBUG", False)
SECRET_KEY = required(env.str, "SECRET_KEY", "set it to a long random string")
SITE_URL = required(env.str, "SITE_URL", "set it to the address people use, e.g. https://colab.example.org")
SITE_URL = SITE_URL.rstrip("/")
address = urlsplit(SITE_URL)
if address.scheme not in {"http", "https"} or not address.hostname:
    raise ImproperlyConfigured("SITE_URL: it must begin with https:// (or http://) and name a host.")
# Accounts with a known password may be made, and everybody may read all mail at /postbox/.
DEMONSTRATION = env.bool("DEMONSTRATION", DEBUG)
_hosts = [address.hostname, "localhost", "127.0.0.1"] if DEMONSTRATION else [address.hostname]
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", _hosts)
VERSION = __version__
