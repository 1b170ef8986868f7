"""Settings, read from the environment only.

Every variable is described in `docs/running.md`. One that is missing and has no safe default stops the
process with a message that says what to set. On a development machine `devserver.embedded.provide()` sets
them.
"""

import os
import zoneinfo
from datetime import timedelta
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import urlsplit

from csp.constants import NONCE, NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from environs import Env, EnvError

from colab import __version__
from core.text import languages
from participants import daily_limits

# R-TZDATA-PINNED: the pinned package alone; an operating system's table may be years old.
os.environ["PYTHONTZPATH"] = ""
zoneinfo.reset_tzpath(to=[])

BASE_DIR = Path(__file__).resolve().parent.parent

env = Env()


def _required(read, name, why):
    try:
        return read(name)
    except EnvError as problem:
        raise ImproperlyConfigured(f"{name}: {why} ({problem}). See docs/running.md.") from problem


DEBUG = env.bool("DEBUG", False)
SECRET_KEY = _required(env.str, "SECRET_KEY", "set it to a long random string")
SITE_URL = _required(env.str, "SITE_URL", "set it to the address people use, e.g. https://colab.example.org")
SITE_URL = SITE_URL.rstrip("/")
_site = urlsplit(SITE_URL)
if _site.scheme not in {"http", "https"} or not _site.hostname:
    raise ImproperlyConfigured("SITE_URL: it must begin with https:// (or http://) and name a host.")
# Accounts with a known password may be made, and everybody may read all mail at /postbox/.
DEMONSTRATION = env.bool("DEMONSTRATION", DEBUG)
_hosts = [_site.hostname, "localhost", "127.0.0.1"] if DEMONSTRATION else [_site.hostname]
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", _hosts)
TIME_ZONE = env.str("TIME_ZONE", "America/Toronto")
LANGUAGE_CODE = env.str("LANGUAGE_CODE", "en")
VERSION = __version__

# --- Applications

INSTALLED_APPS = [
    "devserver",  # manage.py run
    "mailing",  # from here on each part imports only those above it
    "participants",
    "moderation",
    "forums",
    "events",
    "followups",
    "network",
    "colab",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.contrib.admin",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "crispy_forms",
    "csp",
    "django_htmx",
    "timezone_field",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "core.web.headers.PermissionsPolicy",
    "core.web.readable_input.ReadableInput",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",  # with random padding, against BREACH
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "core.web.middleware.ReadersClockAndLanguage",
    "core.web.headers.PrivatePages",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "core.web.middleware.VariesWithHtmx",
    "core.web.middleware.SaidWhereOneIs",
    "core.web.middleware.Refusals",
    "participants.accounts.middleware.SecondFactor",
]

# `manage.py run --debug` asks for it (docs/debugging.md); a site never has it.
DEBUG_TOOLBAR = DEBUG and env.bool("DEBUG_TOOLBAR", False) and find_spec("debug_toolbar") is not None
if DEBUG_TOOLBAR:
    INSTALLED_APPS.append("debug_toolbar")
    # Inside the policy, so that the nonce of its scripts is known when the header is written.
    _outside = MIDDLEWARE.index("csp.middleware.CSPMiddleware")
    MIDDLEWARE.insert(_outside + 1, "debug_toolbar.middleware.DebugToolbarMiddleware")
    INTERNAL_IPS = ["127.0.0.1"]

ROOT_URLCONF = "colab.urls"
WSGI_APPLICATION = "colab.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.template.context_processors.tz",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "csp.context_processors.nonce",
                "colab.context.site",
            ],
            "builtins": ["core.timezones.template_tags"],
        },
    }
]
CRISPY_ALLOWED_TEMPLATE_PACKS = "colab_forms"
CRISPY_TEMPLATE_PACK = "colab_forms"

# --- Storage

DATABASES = {
    "default": {
        **_required(env.dj_db_url, "DATABASE_URL", "set it to postgresql://user:password@host/database"),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
    }
}
if DATABASES["default"]["ENGINE"] != "django.db.backends.postgresql":
    raise ImproperlyConfigured("DATABASE_URL: Co-Lab runs on PostgreSQL only.")
# How long a statement may take is limited for the web and the worker alone, by `core.database.limits`.
DATABASES["default"].setdefault("OPTIONS", {}).update(connect_timeout=3)
# The server binds parameters, and plans a statement once for a connection that makes it a third time.
if env.bool("PREPARED_STATEMENTS", True):
    DATABASES["default"]["OPTIONS"].update(server_side_binding=True, prepare_threshold=2)
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# In the database, not in Redis: sign-in limits must hold across processes, and no page may fail
# or wait because the broker does.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "colab_cache",
        "OPTIONS": {"MAX_ENTRIES": 10_000},  # beyond it rate limits would expire early
    },
}

REDIS_URL = _required(env.str, "REDIS_URL", "set it to redis://host:6379/0")
# Celery has its own scheme for a socket: unix:///path?db=0 is redis+socket:///path?virtual_host=0.
CELERY_BROKER_URL = REDIS_URL.replace("unix://", "redis+socket://").replace("?db=", "?virtual_host=")

# --- Accounts

AUTH_USER_MODEL = "participants.Participant"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}", "OPTIONS": options}
    for name, options in {
        "UserAttributeSimilarityValidator": {"user_attributes": ["name", "email"]},
        "MinimumLengthValidator": {"min_length": 12},
        "CommonPasswordValidator": {},
    }.items()
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "home"

ACCOUNT_ADAPTER = "participants.accounts.adapter.Accounts"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_USER_DISPLAY = str
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = ACCOUNT_EMAIL_VERIFICATION_BY_CODE_TIMEOUT = 15 * 60
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ALLAUTH_USER_CODE_FORMAT = {"numeric": True, "length": 8}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1"]  # who signs in may have a password; who joins has none
ACCOUNT_FORMS = {
    "add_email": "participants.accounts.forms.AnotherAddress",
    "login": "participants.accounts.forms.SignIn",
    "signup": "participants.accounts.forms.SignUp",
    "request_login_code": "participants.accounts.forms.AskForCode",
    "confirm_login_code": "participants.accounts.forms.Code",
    "confirm_email_verification_code": "participants.accounts.forms.AddressCode",
    "reset_password": "participants.accounts.forms.AskForReset",
}
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_REAUTHENTICATION_REQUIRED = True
# Tries/time/of whom. "key" is an account, an address or a device (R-KNOWN-DEVICE); "ip" of IPv6 is a /64.
ACCOUNT_RATE_LIMITS = {
    "login_failed": "10/m/ip,5/5m/key",
    "login_failed_by_device": "5/5m/key",
    "request_login_code": "20/m/ip",
    "reset_password": "20/m/ip",
    "confirm_email": "1/10s/key,6/h/key",
    "mail_by_device": "6/h/key",
    "mail_by_network": "6/h/key",
    "mail_to_address": "20/h/key",
    "reset_links": "3/h/key",
    "look_up_person": "30/m/user",
}
ACCOUNT_DEFAULT_HTTP_PROTOCOL = _site.scheme
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXY_COUNT", 0)
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
# Nobody is signed in without a confirmed address; another one that was never confirmed is in nobody's way.
MFA_ALLOW_UNVERIFIED_EMAIL = True
# Of staff, superusers, moderators of the site and organizers (R-SECOND-FACTOR).
SECOND_FACTOR_REQUIRED = env.bool("SECOND_FACTOR_REQUIRED", not DEMONSTRATION)

# --- Mail

_email = _required(env.dj_email_url, "EMAIL_URL", "set it to submission://user:password@host:587")
if "EMAIL_BACKEND" not in _email:
    raise ImproperlyConfigured("EMAIL_URL: it must begin with submission:// (or smtp://, file:///).")
# file:///…: each message is an .eml file there, and can be read at /postbox/.
_in_files = _email["EMAIL_BACKEND"].endswith(".filebased.EmailBackend")
POSTBOX_DIR = Path("/", _email["EMAIL_FILE_PATH"]) if _in_files else None
EMAIL_BACKEND = "mailing.postbox.file_backend.Backend" if _in_files else _email["EMAIL_BACKEND"]
EMAIL_HOST = _email["EMAIL_HOST"]
EMAIL_PORT = _email["EMAIL_PORT"]
EMAIL_HOST_USER = _email["EMAIL_HOST_USER"]
EMAIL_HOST_PASSWORD = _email["EMAIL_HOST_PASSWORD"]
EMAIL_USE_TLS = _email["EMAIL_USE_TLS"]
EMAIL_USE_SSL = _email["EMAIL_USE_SSL"]
EMAIL_TIMEOUT = 5
# The one mailbox of the site: From of every mail and ORGANIZER of every invitation.
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", f"Co-Lab <co-lab@{_site.hostname}>")
SERVER_EMAIL = DEFAULT_FROM_EMAIL

# Calendar replies are received from a mailbox, or by the webhook of a mail provider.
IMAP_URL = env.str("IMAP_URL", "")  # imaps://user:password@host/INBOX
AUTHSERV_ID = env.str("AUTHSERV_ID", "")  # under which the receiving server writes Authentication-Results
ANYMAIL = env.json("ANYMAIL", {})
if ANYMAIL and not ANYMAIL.get("WEBHOOK_SECRET"):
    raise ImproperlyConfigured('ANYMAIL: it needs a WEBHOOK_SECRET, "user:password"; see docs/running.md.')

# --- Languages and time

LANGUAGES = languages.CHOICES
LOCALE_PATHS = [BASE_DIR / "locale"]
FORMAT_MODULE_PATH = "core.text.formats"
LANGUAGE_COOKIE_SAMESITE = "Lax"

# --- Files

STATIC_URL = "static/"
STATIC_ROOT = BASE_DIR / "var" / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = DEBUG
WHITENOISE_AUTOREFRESH = DEBUG

# --- Security

_https = _site.scheme == "https"
SECURE_SSL_REDIRECT = _https and env.bool("SECURE_SSL_REDIRECT", True)
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if ALLAUTH_TRUSTED_PROXY_COUNT else None
SECURE_REDIRECT_EXEMPT = [r"^healthz$"]
SECURE_HSTS_SECONDS = int(timedelta(days=365).total_seconds()) if _https else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = _https
SECURE_HSTS_PRELOAD = _https
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = _https
COOKIE_PREFIX = "__Host-" if _https else ""  # a browser refuses it without https
SESSION_COOKIE_NAME = COOKIE_PREFIX + "sessionid"
CSRF_COOKIE_NAME = COOKIE_PREFIX + "csrftoken"
LANGUAGE_COOKIE_NAME = COOKIE_PREFIX + "language"
CSRF_COOKIE_HTTPONLY = True
CSRF_TRUSTED_ORIGINS = [SITE_URL]
CSRF_FAILURE_VIEW = "colab.pages.errors.csrf_failure"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF, NONCE],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "frame-src": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "report-uri": ["/csp-report"],
    }
}

# Tables in the order in which their rows are locked (R-LOCK-ORDER).
LOCK_ORDER = [
    *("events_colab", "events_registration", "followups_insight", "forums_topic", "forums_post"),
    *("participants_participant", "forums_forum"),
]

# --- Co-Lab

try:
    _limits = daily_limits.read(env.dict("COLAB_LIMITS", {}))
except ValueError as problem:
    raise ImproperlyConfigured(f"COLAB_LIMITS: {problem}. See docs/running.md.") from problem
COLAB = {
    "seats": 10,  # at most, per co-lab (R-TEN-SEATS)
    "minutes": 60,  # at most (R-SIXTY-MINUTES)
    "notice": timedelta(days=env.int("COLAB_NOTICE_DAYS", 7)),  # before the start (R-SHORT-NOTICE)
    "ahead": timedelta(days=731),  # at most, two years (R-WITHIN-TWO-YEARS)
    "last_hours": timedelta(hours=3),  # a freed seat goes to the first who claims it (R-LAST-HOURS)
    "kept_until": timedelta(days=3),  # follow-up seats are kept for new people until then (R-SEATS-KEPT)
    "room_opens": timedelta(minutes=15),  # before the start; closes as long after the end (R-ROOM-DOOR)
    "half_life": timedelta(days=env.int("COLAB_HALF_LIFE_DAYS", 30)),  # of a contribution (R-COUNT-PEOPLE)
    "limits": _limits,
    "limits_of_organizers": env.int("COLAB_LIMITS_OF_ORGANIZERS", 5),  # times as much
    "limit_of_visitors": env.int("COLAB_LIMIT_OF_VISITORS", 60),  # a minute, from one network
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}},
    "filters": {"without_secrets": {"()": "colab.logs.WithoutSecrets"}},
    "handlers": {
        "console": {"class": "logging.StreamHandler", "formatter": "plain", "filters": ["without_secrets"]}
    },
    # Django's own handlers would log everything again, with secrets.
    "loggers": {"django": {"handlers": []}, "django.server": {"handlers": [], "propagate": True}},
    "root": {"handlers": ["console"], "level": env.log_level("LOG_LEVEL", "INFO")},
}
