"""The append-only record of who did what (R-AUDIT).

    audit.record(request.user, "roles-changed", person, {"is_organizer": True})

It holds keys and plain values, never names, addresses or texts: it stays when an account is erased.
"""

import re
from datetime import timedelta

from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.web import refusals
from participants.models import AuditEntry, Participant

SIGN_IN = {
    "signed-up": _("signed up"),
    "signed-in": _("signed in"),
    "signed-out": _("signed out"),
    "sign-in-failed": _("could not sign in"),
    "password-changed": _("password changed"),
    "address-changed": _("e-mail address changed"),
    "second-factor-set": _("second step turned on"),
    "second-factor-removed": _("second step turned off"),
    "second-factor-reset": _("second step reset"),
    "recovery-codes-made": _("recovery codes made"),
}
VERBS = SIGN_IN | {
    "account-made": _("account made"),
    "roles-changed": _("roles changed"),
    "account-changed": _("account changed"),
    "account-closed": _("account switched off"),
    "account-opened": _("account switched on"),
    "exported": _("data exported"),
    "erased": _("account erased"),
    "opened": _("space opened"),
    "joined": _("joined a space"),
    "left": _("left a space"),
    "removed": _("taken out of a space"),
    "let-back": _("let back into a space"),
    "invitation-made": _("invitation made"),
    "invitation-withdrawn": _("invitation withdrawn"),
    "moderates": _("rights of a moderator changed"),
    "hidden": _("hidden"),
    "shown": _("shown again"),
    "reports-settled": _("reports settled"),
    "closed": _("closed"),
    "reopened": _("opened again"),
    "pinned": _("put on top"),
    "unpinned": _("no longer on top"),
    "role-given": _("role in a co-lab given"),
    "role-taken": _("role in a co-lab taken"),
    "role-offered": _("role in a co-lab offered"),
    "role-offer-ended": _("offer of a role in a co-lab ended"),
    "record-pruned": _("old entries of this record deleted"),
}
KEEP = timedelta(days=365)  # at least
_PLAIN = re.compile(r"[\w.:+-]{0,40}")  # a state, a kind, a moment; no address, no sentence


class Refused(refusals.Refused):
    """Why entries cannot be deleted."""


def record(actor, verb, thing=None, changes=None):
    """Write an entry in the current transaction. `thing` is a row, `changes` {field: plain value}.

    `actor` is a Participant, or whoever is not signed in. Raise ValueError for an unknown verb or for a value
    that may be a name, an address or a text.
    """
    changes = changes or {}
    if verb not in VERBS or not all(map(_is_plain, changes.values())):
        raise ValueError(f"Not for the record: {verb}, {sorted(changes)}")
    AuditEntry.objects.create(
        actor_id=getattr(actor, "pk", None),
        verb=verb,
        kind=thing._meta.label_lower if thing is not None else "",
        key=thing.pk if thing is not None else None,
        changes=changes,
    )


def _is_plain(value):
    if isinstance(value, str):
        return _PLAIN.fullmatch(value) is not None
    return value is None or isinstance(value, bool | int)


def sign_ins(person):
    """Return what happened to this account's ways to sign in, the oldest first."""
    about = AuditEntry.objects.filter(kind=Participant._meta.label_lower, key=person.pk, verb__in=SIGN_IN)
    return about.order_by("pk")


@transaction.atomic
def prune(before):
    """Delete the entries before this instant, and record that. Return their number. Raise Refused."""
    if before > timezone.now() - KEEP:
        raise Refused(_("Entries are kept for a year at least."))
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('colab.prunes_audit', 'yes', true)")  # the trigger asks for it
        number, _each = AuditEntry.objects.filter(at__lt=before).delete()
        cursor.execute("SELECT set_config('colab.prunes_audit', '', true)")
    record(None, "record-pruned", changes={"before": f"{before:%Y-%m-%d}", "entries": number})
    return number
