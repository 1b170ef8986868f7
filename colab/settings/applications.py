"""What the site is put together from."""

from importlib.util import find_spec

from colab.settings.environment import env
from colab.settings.site import BASE_DIR, DEBUG

INSTALLED_APPS = [
    "devserver",  # manage.py run
    "mailing",  # from here on each part imports only those above it
    "participants",
    "moderation",
    "forums",
    "events",
    "followups",
    "network",
    "learning",
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
