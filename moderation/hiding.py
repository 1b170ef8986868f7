"""Hiding something from everyone but moderators, and showing it again. Idempotent."""

from django.utils import timezone


def hide(thing, by, reason):
    """Return whether it was visible before. If hidden already, it keeps its reason."""
    return _change(thing, {"hidden_at": None}, hidden_at=timezone.now(), hidden_by=by, hidden_reason=reason)


def show(thing):
    hidden = {"hidden_at__isnull": False}
    return _change(thing, hidden, hidden_at=None, hidden_by=None, hidden_reason="")


def _change(thing, standing, **fields):
    changed = type(thing)._base_manager.filter(pk=thing.pk, **standing).update(**fields)
    if changed:
        for name, value in fields.items():
            setattr(thing, name, value)
    return bool(changed)
