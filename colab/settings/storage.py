"""The database, its cache, and the broker."""

from django.core.exceptions import ImproperlyConfigured

from colab.settings.environment import env, required

DATABASES = {
    "default": {
        **required(env.dj_db_url, "DATABASE_URL", "set it to postgresql://user:password@host/database"),
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

REDIS_URL = required(env.str, "REDIS_URL", "set it to redis://host:6379/0")
# Celery has its own scheme for a socket: unix:///path?db=0 is redis+socket:///path?virtual_host=0.
CELERY_BROKER_URL = REDIS_URL.replace("unix://", "redis+socket://").replace("?db=", "?virtual_host=")

# Tables in the order in which their rows are locked (R-LOCK-ORDER).
LOCK_ORDER = [
    "learning_monthlydigest",
    *("events_colab", "events_registration", "followups_insight", "forums_topic", "forums_post"),
    *("forums_membership", "forums_principles", "participants_participant", "forums_forum"),
]
