"""The verbs that declare, announce, edit, move, call off and discard co-labs. All raise Refused.

See R-UTC-AND-ZONE, R-SIXTY-MINUTES, R-SHORT-NOTICE, R-WITHIN-TWO-YEARS and R-FRIENDLY-START.
"""

from datetime import timedelta

from django.db.models import F, Max
from django.utils import timezone
from django.utils.translation import gettext as _

from core.text.markup import render
from events.hour import course, plan
from events.hour.planning import changes
from events.lifecycle import checks
from events.lifecycle.checks import Refused
from events.messages import notifications
from events.models import CoLab, Move
from events.registration import attendance, role_entries, roles, seats
from events.room import own_rooms
from forums.models import locking
from forums.topics import topics
from participants import limits

PLAN = checks.PLAN_FIELDS
TIME = ["starts_at", "ends_at", "zone", "wall_time", "minutes"]


def declare(topic, by, start, *, announce=False, follows=None, objectives=(), sheet="", **fields):
    """Create a co-lab on a topic, as a draft or announced. Return it.

    `start` is a Start; `fields` are those of PLAN; `follows` is a held co-lab on the same topic; `objectives`
    are pairs of a dimension and a text; `sheet` is the key of a ready run sheet, "" for that of the space.
    Idempotent: the same plan again is the draft, or the announced co-lab, from before (R-SENT-AGAIN).
    """
    with locking.holding(topic) as topic:
        checks.require_an_organizer(by, topic)
        colab = CoLab(topic=topic, organizer=by, language=topic.language)
        _apply(colab, _with_room(fields))
        set_time(colab, start)
        sheet = sheet or plan.usual_sheet(colab)
        if before := _declared_before(colab, objectives, sheet):
            return before
        _follow(colab, follows)
        checks.validate(colab, announce=announce)
        limits.spend(by, "declaration")
        colab.save(force_insert=True)
        roles.record(colab, by)
        _plan_hour(colab, objectives, sheet, plan.usual_sheet(colab))
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


def edit(colab, by, start=None, *, announce=False, objectives=None, sheet="", **fields):
    """Change the fields of PLAN, and the start of a draft, which may be announced along with it.

    The start of an announced co-lab is changed by `move`. A changed title or length updates the calendar
    entries of those with a seat or a role. `objectives` and `sheet` are as for `declare`; None and "" change
    nothing.
    """
    with seats.holding(colab) as colab:
        checks.require_its_organizer(colab, by)
        checks.require_not_over(colab)
        before, room, given = _entry_fields(colab), colab.room_url, roles.given(colab)
        used = plan.sheet_of(colab, plan.steps_of(colab))
        fields = _with_room(fields, room)
        is_other = _changes(colab, start, fields) or _changes_hour(colab, objectives, sheet, used)
        limits.spend(by, "plan", int(is_other))
        _apply(colab, fields)
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
        _plan_hour(colab, objectives, sheet, used, is_resized=colab.minutes != before["minutes"])
        if colab.is_announced:
            course.touch(colab)
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
    course.touch(colab)
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
        course.touch(colab)
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


def _changes(colab, start, fields):
    moved = start is not None and colab.is_draft and start.utc != colab.starts_at
    return moved or any(getattr(colab, name) != value for name, value in fields.items())


def _changes_hour(colab, objectives, sheet, used):
    others = objectives is not None and changes.objectives_of(colab) != list(objectives)
    return others or sheet not in {"", used}


def _plan_hour(colab, objectives, sheet, used, *, is_resized=False):
    """Store the objectives, None for those there are, and a run sheet; `used` is that so far, "" an own one.

    An own one is scaled to the length of the hour, and one that is ready is taken anew.
    """
    if objectives is not None:
        changes.store_objectives(colab, objectives)
    wanted = sheet or used
    if wanted and (wanted != used or is_resized):
        changes.take_sheet(colab, wanted)
    elif is_resized:
        changes.fit(colab)


def _with_room(fields, before=""):
    """Return the fields with a room of ours where it names none (R-OWN-ROOMS); `before`: the room so far."""
    address = fields.get("room_url")
    if address:
        checks.refuse(checks.room_errors(before, address))
    if address != "" or not own_rooms.are_made():
        return fields
    return fields | {"room_url": before if own_rooms.is_ours(before) else own_rooms.new()}


def _apply(colab, fields):
    unknown = set(fields) - set(PLAN)
    if unknown:
        raise TypeError(f"Not in the plan of a co-lab: {', '.join(sorted(unknown))}")
    for name, value in fields.items():
        setattr(colab, name, value)
    colab.description_html = render(colab.description)


def _declared_before(colab, objectives, sheet):
    """Return the draft or announced co-lab of the same organizer and plan on the topic, or None."""
    same = {name: getattr(colab, name) for name in [*PLAN, *TIME] if name != "room_url"}
    theirs = CoLab.objects.filter(topic=colab.topic, organizer=colab.organizer)
    for before in theirs.exclude(state=CoLab.State.CALLED_OFF).filter(**same).order_by("pk"):
        is_same = _same_room(before, colab) and changes.objectives_of(before) == list(objectives)
        if is_same and plan.sheet_of(before, plan.steps_of(before)) == sheet:
            return before
    return None


def _same_room(one, other):
    """Return whether both have one address, or one each that we made."""
    addresses = {one.room_url, other.room_url}
    return len(addresses) == 1 or all(own_rooms.is_ours(address) for address in addresses)


def _follow(colab, follows):
    if follows is None:
        return
    if follows.topic_id != colab.topic_id or not follows.is_held:
        raise Refused(_("A follow-up comes after a held co-lab on the same topic."))
    colab.follows = follows
    colab.first = follows.first or follows


def _announce(colab):
    with locking.holding(colab.topic) as topic:
        wrong = checks.topic_errors(topic) | checks.role_errors(colab) | checks.announce_errors(colab)
        checks.refuse(wrong | checks.brave_errors(colab) | checks.ready_errors(colab))
        colab.state = CoLab.State.ANNOUNCED
        colab.announced_at = colab.revised_at = timezone.now()
        colab.save(update_fields=["state", "announced_at", "revised_at"])
        plan.fix(colab)
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
