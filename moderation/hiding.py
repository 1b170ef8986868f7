"""Hiding something from everyone but moderators, and showing it again. Idempotent."""

from django.db import transaction
from django.utils import timezone

from participants import audit


def hide(thing, by, reason):
    """Return whether it was visible before. If hidden already, it keeps its reason."""
    visible = {"hidden_at": None}
    fields = {"hidden_at": timezone.now(), "hidden_by": by, "hidden_reason": reason}
    return _change(thing, by, "hidden", visible, fields)


def show(thing, by=None):
    hidden = {"hidden_at__isnull": False}
    return _change(thing, by, "shown", hidden, {"hidden_at": None, "hidden_by": None, "hidden_reason": ""})


@transaction.atomic
def _change(thing, by, verb, standing, fields):
    changed = type(thing)._base_manager.filter(pk=thing.pk, **standing).update(**fields)
    if changed:
        for name, value in fields.items():
            setattr(thing, name, value)
        audit.record(by, verb, thing)
    return bool(changed)
