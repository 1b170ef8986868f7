"""What is done when the rules of time zones change under announced co-labs (R-ZONE-RULES-MOVED).

A new `tzdata` may separate the instant of a co-lab from its wall time. `check` detects it and asks the
organizer; `settle` applies the decision. Until then the instant stands. People whose own zone changed, while
that of the co-lab did not, are notified by `check`.

The previous offsets are known from OffsetSnapshots, saved at each check.
"""

from datetime import timedelta
from hashlib import sha256
from zoneinfo import available_timezones

from django.db.models import CharField
from django.db.models.functions import Cast
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from core.database.rows import one_by_one
from core.timezones import display
from core.timezones.wall_time import Start
from events.lifecycle import colabs
from events.messages import notifications
from events.models import CoLab, OffsetSnapshot
from events.registration import role_entries, seats
from events.zone_updates import detection
from events.zone_updates.detection import INSTANT, WALL
from mailing import outbox
from participants.models import Participant

LAST_CALL = timedelta(days=3)  # before the start; the organizer is asked again


def check(now=None):
    """Check all co-labs ahead. Return a Tally of the messages that were posted. Idempotent."""
    now = now or timezone.now()
    drafts = CoLab.objects.filter(state=CoLab.State.DRAFT, starts_at__gt=now).order_by("pk")
    realigned = one_by_one("clock rules of a draft", drafts, _realign)
    zones = Participant.objects.active().order_by().annotate(name_of_zone=Cast("zone", CharField()))
    names = sorted(available_timezones() & set(zones.values_list("name_of_zone", flat=True).distinct()))
    announced = CoLab.objects.announced().filter(starts_at__gt=now).order_by("starts_at", "pk")
    announced = announced.select_related("offset_snapshot", "organizer")
    return realigned + one_by_one(
        "clock rules of a co-lab", announced, lambda colab: _check_colab(colab, names, now)
    )


def settle(colab, by, keep):
    """Keep the instant or the wall time (INSTANT or WALL), and notify everyone. Return the co-lab.

    Idempotent. Raise colabs.Refused.
    """
    if keep not in {INSTANT, WALL}:
        raise colabs.Refused(_("Choose what stays as it is."))
    with seats.holding(colab) as colab:
        if not colab.is_run_by(by):
            raise colabs.Refused(_("Only the organizer of this co-lab can do this."))
        found = detection.difference(colab)
        if found is None or not colab.is_announced or colab.has_started:
            return colab
        before, known = colab.starts_at, detection.known_offsets(colab)
        if keep == WALL:
            _keep_wall_time(found, by)
        else:
            colabs.set_time(colab, Start.of(colab))
            colab.save(update_fields=["wall_time"])
        notifications.clocks_changed(colab, keep, before, known, key=found.key, by=by)
        seats.serve(colab)
        _save_snapshot(colab, known)
        return colab


# --- Checks


def _check_colab(colab, names, now):
    found = detection.difference(colab)
    if found:
        return _ask_organizer(found, now)
    known, shown = detection.known_offsets(colab), detection.offsets(colab, names)
    moved = {zone for zone, minutes in known.items() if shown.get(zone, minutes) != minutes}
    posted = _notify(colab, known, shown, moved) if moved else 0
    if shown != known:
        _save_snapshot(colab, names)
    return posted


def _ask_organizer(found, now):
    colab = found.colab
    again = ":again" if colab.starts_at - now < LAST_CALL else ""
    key = f"rules-moved:{found.key}{again}:{colab.organizer_id}"  # who takes it over is asked as well
    start = notifications.stamp(colab.starts_at)
    row = outbox.post("rules-moved", colab.organizer, key, colab=colab.pk, start=start)
    return int(row is not None)


def _notify(colab, known, shown, moved):
    rules = sha256(repr(sorted((zone, shown[zone]) for zone in moved)).encode()).hexdigest()[:16]
    key = f"{colab.pk}:{notifications.stamp(colab.starts_at)}:{rules}"
    return notifications.clocks_changed(colab, "", colab.starts_at, known, key=key, zones=moved)


def _realign(draft):
    """Move a draft to its wall time: nobody relies on its instant yet."""
    found = detection.difference(draft)
    if found and found.meant:
        colabs.set_time(draft, Start(found.meant, draft.zone))
        draft.save(update_fields=["starts_at", "ends_at"])


def _save_snapshot(colab, names):
    fields = {"starts_at": colab.starts_at, "offsets": detection.offsets(colab, names)}
    OffsetSnapshot.objects.update_or_create(colab=colab, defaults=fields)


# --- Decisions


def _keep_wall_time(found, by):
    if found.meant is None:
        raise colabs.Refused(_("Clocks do not show this time any more. Keep the moment, or move the co-lab."))
    if not found.may_move:
        raise colabs.Refused(_("That hour has passed already. Keep the moment, or move the co-lab."))
    colab, before = found.colab, found.colab.starts_at
    colabs.set_time(colab, Start(found.meant, colab.zone))
    with translation.override(colab.language):
        reason = _("Clocks in %(city)s have other rules now; the hour there stays as it was announced.")
        reason = reason % {"city": display.city(colab.zone)}
    role_entries.settle(colab, tell=False)
    colabs.reschedule(colab, by, before, reason)
