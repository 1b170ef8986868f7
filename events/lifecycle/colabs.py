"""The verbs that declare, announce, edit, move, call off and discard co-labs. All raise Refused.

See R-UTC-AND-ZONE, R-SIXTY-MINUTES, R-SHORT-NOTICE, R-WITHIN-TWO-YEARS and R-FRIENDLY-START.
"""

from datetime import timedelta

from django.db.models import F, Max
from django.utils import timezone
from django.utils.translation import gettext as _

from core.text.markup import render
from events.lifecycle import checks
from events.lifecycle.checks import Refused
from events.messages import notifications
from events.models import CoLab, Move
from events.registration import attendance, role_entries, roles, seats
from forums.models import locking
from forums.topics import topics
from participants import limits

PLAN = checks.PLAN_FIELDS
TIME = ["starts_at", "ends_at", "zone", "wall_time", "minutes"]


def declare(topic, by, start, *, announce=False, follows=None, **plan):
    """Create a co-lab on a topic, as a draft or announced. Return it.

    `start` is a Start; `plan` holds the fields of PLAN; `follows` is a held co-lab on the same topic.
    Idempotent: the same plan again is the draft, or the announced co-lab, from before (R-SENT-AGAIN).
    """
    with locking.holding(topic) as topic:
        checks.require_an_organizer(by, topic)
        colab = CoLab(topic=topic, organizer=by, language=topic.language)
        _apply(colab, plan)
        set_time(colab, start)
        if before := _declared_before(colab):
            return before
        _follow(colab, follows)
        checks.validate(colab, announce=announce)
        limits.spend(by, "declaration")
        colab.save(force_insert=True)
        roles.record(colab, by)
        if announce:
            _announce(colab)
        return colab


def announce(colab, by):
    """Announce a draft and notify the nominators of its topic. Idempotent."""
    with seats.holding(colab) as colab:
        checks.require_its_organizer(colab, by)
        if colab.is_called_off:
            raise Refused(_("This co-lab was called off."))
        if colab.is_draft:
            _announce(colab)
        return colab


def edit(colab, by, start=None, *, announce=False, **plan):
    """Change the fields of PLAN, and the start of a draft, which may be announced along with it.

    The start of an announced co-lab is changed by `move`. A changed title or length
    updates the calendar entries of those with a seat or a role.
    """
    with seats.holding(colab) as colab:
        checks.require_its_organizer(colab, by)
        checks.require_not_over(colab)
        before, room, given = _entry_fields(colab), colab.room_url, roles.given(colab)
        limits.spend(by, "plan", int(_changes(colab, start, plan)))
        _apply(colab, plan)
        if start and colab.is_draft:
            set_time(colab, start)
        colab.ends_at = colab.starts_at + timedelta(minutes=colab.minutes)
        checks.validate(colab, before, announce=announce and colab.is_draft)
        if colab.is_draft or _entry_fields(colab) != before:
            colab.revised_at = timezone.now()
        kept = [name for name in PLAN if name != "capacity"]
        if colab.room_url != room:
            colab.room_exposed_at = None
        colab.save(update_fields=[*kept, *TIME, "description_html", "revised_at", "room_exposed_at"])
        roles.record(colab, by, given)
        seats.set_capacity(colab, by, colab.capacity)
        if colab.is_announced:
            _notify_of_changes(colab, before)
        elif announce:
            _announce(colab)
        return colab


def move(colab, by, start, reason, *, unfriendly_reason="", notice_reason=""):
    """Change the start of an announced co-lab: same UIDs, next SEQUENCE (R-ICS-MOVED). Idempotent."""
    with seats.holding(colab) as colab:
        checks.require_its_organizer(colab, by)
        checks.require_movable(colab)
        if start.instant == colab.starts_at:
            return colab
        from_start = colab.starts_at
        colab.unfriendly_reason, colab.notice_reason = unfriendly_reason, notice_reason
        set_time(colab, start)
        checks.refuse(checks.reason_errors(reason) | checks.announce_errors(colab))
        limits.spend(by, "move")
        colab.save(update_fields=["unfriendly_reason", "notice_reason"])
        role_entries.settle(colab, tell=False)
        notifications.moved(colab, reschedule(colab, by, from_start, reason))
        seats.serve(colab)
        return colab


def reschedule(colab, by, from_start, reason):
    """Save a new time, with the row of the co-lab locked, and raise the SEQUENCEs. Return the Move."""
    colab.revised_at, colab.offered_at = timezone.now(), None
    colab.sequence += 1
    colab.save(update_fields=[*TIME, "sequence", "revised_at", "offered_at"])
    attendance.forget(colab)
    _raise_sequences(colab)
    topics.schedule(colab.topic, _latest_end(colab.topic))
    both = {"from_start": from_start, "to_start": colab.starts_at}
    return Move.objects.create(colab=colab, moved_by=by, reason=reason, **both)


def call_off(colab, by, reason):
    """Call off an announced co-lab and notify everyone registered. Idempotent."""
    with seats.holding(colab) as colab:
        checks.require_its_organizer(colab, by)
        if colab.is_called_off:
            return colab
        checks.require_not_over(colab)
        if colab.is_draft:
            raise Refused(_("A draft is not called off: delete it."))
        checks.refuse(checks.reason_errors(reason))
        colab.state = CoLab.State.CALLED_OFF
        colab.called_off_at = colab.revised_at = timezone.now()
        colab.called_off_reason = reason
        colab.sequence += 1
        colab.save(update_fields=["state", "called_off_at", "revised_at", "called_off_reason", "sequence"])
        _raise_sequences(colab)
        topics.unschedule(colab.topic, _latest_end(colab.topic))
        notifications.called_off(colab, by)
        return colab


def discard(colab, by):
    with seats.holding(colab) as colab:
        checks.require_its_organizer(colab, by)
        if not colab.is_draft:
            raise Refused(_("Only a draft can be deleted. Call the co-lab off instead."))
        colab.delete()


def set_time(colab, start):
    """Set the fields of a start together (R-UTC-AND-ZONE), without saving."""
    colab.starts_at, colab.zone, colab.wall_time = start.utc, start.zone, start.wall_time
    colab.ends_at = colab.starts_at + timedelta(minutes=colab.minutes)


# --- Changes, with the row of the co-lab locked


def _entry_fields(colab):
    return {
        "title": colab.title_outside,
        "question": colab.question_outside,
        "minutes": colab.minutes,
    }


def _changes(colab, start, plan):
    moved = start is not None and colab.is_draft and start.utc != colab.starts_at
    return moved or any(getattr(colab, name) != value for name, value in plan.items())


def _apply(colab, plan):
    unknown = set(plan) - set(PLAN)
    if unknown:
        raise TypeError(f"Not in the plan of a co-lab: {', '.join(sorted(unknown))}")
    for name, value in plan.items():
        setattr(colab, name, value)
    colab.description_html = render(colab.description)


def _declared_before(colab):
    """Return the draft or announced co-lab of the same organizer and plan on the topic, or None."""
    same = {name: getattr(colab, name) for name in [*PLAN, *TIME]}
    theirs = CoLab.objects.filter(topic=colab.topic, organizer=colab.organizer)
    return theirs.exclude(state=CoLab.State.CALLED_OFF).filter(**same).first()


def _follow(colab, follows):
    if follows is None:
        return
    if follows.topic_id != colab.topic_id or not follows.is_held:
        raise Refused(_("A follow-up comes after a held co-lab on the same topic."))
    colab.follows = follows
    colab.first = follows.first or follows


def _announce(colab):
    with locking.holding(colab.topic) as topic:
        checks.refuse(checks.topic_errors(topic) | checks.role_errors(colab) | checks.announce_errors(colab))
        colab.state = CoLab.State.ANNOUNCED
        colab.announced_at = colab.revised_at = timezone.now()
        colab.save(update_fields=["state", "announced_at", "revised_at"])
        topics.schedule(topic, _latest_end(topic))
        role_entries.settle(colab)
        notifications.announced(colab)


def _notify_of_changes(colab, before):
    for role in ("facilitator", "harvester"):
        if person := getattr(colab, role):
            seats.leave(colab, person)
    if (colab.title_outside, colab.minutes) != (before["title"], before["minutes"]):
        colab.sequence += 1
        colab.save(update_fields=["sequence"])
        _raise_sequences(colab)
        topics.schedule(colab.topic, _latest_end(colab.topic))
        notifications.changed(colab)
    role_entries.settle(colab)


def _raise_sequences(colab):
    colab.registrations.seated().update(sequence=F("sequence") + 1)
    role_entries.raise_sequences(colab)


def _latest_end(topic):
    return CoLab.objects.announced().filter(topic=topic).aggregate(end=Max("ends_at"))["end"]
