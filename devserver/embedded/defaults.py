"""Defaults of a demonstration for what a production site sets itself."""

import os
import secrets

SITE_URL = "http://localhost:8000"
# With a dot in its domain, which no calendar and no check of mails misses; "localhost" has none.
SENDER = "Co-Lab <co-lab@demonstration.example>"


def fill_in(var):
    """Set the missing variables and return their names. `var` is the directory for local state."""
    values = {
        "DEBUG": "1",
        "DEMONSTRATION": os.environ.get("DEBUG") or "1",  # DEBUG=0 means a real site
        "SECRET_KEY": _secret_key(var / "secret_key"),
        "SITE_URL": SITE_URL,
        "EMAIL_URL": f"file:///{var / 'mail'}",
    }
    if not os.environ.get("SITE_URL"):
        values["DEFAULT_FROM_EMAIL"] = SENDER
    missing = [name for name in values if not os.environ.get(name)]
    os.environ.update({name: values[name] for name in missing})
    return missing


def _secret_key(path):
    """Return the key of this checkout, generated once, so that sessions survive a restart."""
    draft = path.with_name(f".secret_key.{os.getpid()}")
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        draft.touch(mode=0o600)
        draft.write_text(secrets.token_urlsafe(48))
        try:
            os.link(draft, path)
        except FileExistsError:
            pass  # another process was first: its key is used
        finally:
            draft.unlink()
    return path.read_text().strip()
