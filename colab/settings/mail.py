"""Mail that goes out, and answers that come in."""

from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

from colab.settings.environment import env, required
from colab.settings.site import address

_email = required(env.dj_email_url, "EMAIL_URL", "set it to submission://user:password@host:587")
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
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", f"Co-Lab <co-lab@{address.hostname}>")
SERVER_EMAIL = DEFAULT_FROM_EMAIL

# Calendar replies are received from a mailbox, or by the webhook of a mail provider.
IMAP_URL = env.str("IMAP_URL", "")  # imaps://user:password@host/INBOX
AUTHSERV_ID = env.str("AUTHSERV_ID", "")  # under which the receiving server writes Authentication-Results
ANYMAIL = env.json("ANYMAIL", {})
if ANYMAIL and not ANYMAIL.get("WEBHOOK_SECRET"):
    raise ImproperlyConfigured('ANYMAIL: it needs a WEBHOOK_SECRET, "user:password"; see docs/running.md.')
