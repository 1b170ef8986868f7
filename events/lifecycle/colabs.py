"""A co-lab's life: declared as a draft, announced, moved, changed, held or called off.

See R-UTC-AND-ZONE, R-SIXTY-MINUTES, R-SHORT-NOTICE and R-FRIENDLY-START.
"""

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db.models import F, Max
from django.utils import timezone
from django.utils.translation import gettext as _

from core.text.markup import render
from core.timezones.wall_time import Start
from core.web import refusals
from events.messages import notifications
from events.models import CoLab, Move, Registration
from events.registration import seats
from events.scheduling.time_check import TimeCheck, nominators
from forums.models import locking
from forums.topics import topics

PLAN = [
    *("title", "question", "description", "chosen_for", "chosen_because", "minutes", "capacity", "room_url"),
    *("facilitator", "harvester", "unfriendly_reason", "notice_reason"),
]
CHECKED = ["topic", "organizer", "facilitator", "harvester", "follows", "first", "zone"]  # by then
TIME = ["starts_at", "ends_at", "zone", "wall_time", "minutes"]


class Refused(ValidationError, refusals.Refused):
    """What cannot be done, and why; where it is about one field of the form, `error_dict` has it by name."""


def declare(topic, by, start, *, announce=False, follows=None, **plan):
    """Turn a topic into a co-lab: a draft, or announced at once. Gives the CoLab; raises Refused.

    `start` is a Start; `plan` holds the fields named in PLAN; `follows` is a held co-lab on the same topic.
    """
    with locking.holding(topic) as topic:
        _must_organize(by)
        _topic_must_be_free(topic)
        colab = CoLab(topic=topic, organizer=by, language=topic.language)
        _follow(colab, follows)
        _apply(colab, plan)
        set_time(colab, start)
        _validate(colab)
        colab.save(force_insert=True)
        if announce:
            _announce(colab)
        return colab


def announce(colab, by):
    """Make a draft known, and tell those who nominated its topic. Twice is once. Raises Refused."""
    with seats.holding(colab) as colab:
        _must_be_run_by(colab, by)
        if colab.is_called_off:
            raise Refused(_("This co-lab was called off."))
        if colab.is_draft:
            _announce(colab)
        return colab


def edit(colab, by, start=None, **plan):
    """Change what is in `plan` (fields of PLAN), and the start of a draft. Raises Refused.

    People with a seat get a new calendar entry when its title or length changed; an announced co-lab gets
    another start by `move`.
    """
    with seats.holding(colab) as colab:
        _must_be_run_by(colab, by)
        _must_not_be_over(colab)
        before = _shown(colab)
        _apply(colab, plan)
        if start and colab.is_draft:
            set_time(colab, start)
        colab.ends_at = colab.starts_at + timedelta(minutes=colab.minutes)
        _validate(colab, before)
        if colab.is_draft or _shown(colab) != before:
            colab.revised_at = timezone.now()
        kept = [name for name in PLAN if name != "capacity"]
        colab.save(update_fields=[*kept, *TIME, "description_html", "revised_at"])
        seats.set_capacity(colab, by, colab.capacity)
        if colab.is_announced:
            _tell_of_changes(colab, before)
        return colab


def move(colab, by, start, reason, *, unfriendly_reason="", notice_reason=""):
    """Another start for an announced co-lab: same calendar entries, next sequence (R-ICS-MOVED).

    Moving it to where it is changes nothing. Raises Refused.
    """
    with seats.holding(colab) as colab:
        _must_be_run_by(colab, by)
        _must_be_to_come(colab)
        if start.instant == colab.starts_at:
            return colab
        from_start = colab.starts_at
        colab.unfriendly_reason, colab.notice_reason = unfriendly_reason, notice_reason
        set_time(colab, start)
        _refuse(_silent(reason) | (_in_the_past(colab) or reasons_missing(colab)))
        colab.save(update_fields=["unfriendly_reason", "notice_reason"])
        notifications.moved(colab, reschedule(colab, by, from_start, reason))
        seats.serve(colab)
        return colab


def reschedule(colab, by, from_start, reason):
    """With the co-lab's row locked and its new time set: write it, for calendars too. Gives the Move."""
    colab.revised_at, colab.offered_at = timezone.now(), None
    colab.sequence += 1
    colab.save(update_fields=[*TIME, "sequence", "revised_at", "offered_at"])
    _forget_who_came(colab)
    _raise_sequences(colab)
    topics.schedule(colab.topic, _latest_end(colab.topic))
    both = {"from_start": from_start, "to_start": colab.starts_at}
    return Move.objects.create(colab=colab, moved_by=by, reason=reason, **both)


def call_off(colab, by, reason):
    """An announced co-lab does not take place; all registered are told why. Twice is once. Raises Refused."""
    with seats.holding(colab) as colab:
        _must_be_run_by(colab, by)
        if colab.is_called_off:
            return colab
        _must_not_be_over(colab)
        if colab.is_draft:
            raise Refused(_("A draft is not called off: delete it."))
        _refuse(_silent(reason))
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
    """Delete a draft, which nobody but organizers has seen. Raises Refused."""
    with seats.holding(colab) as colab:
        _must_be_run_by(colab, by)
        if not colab.is_draft:
            raise Refused(_("Only a draft can be deleted. Call the co-lab off instead."))
        colab.delete()


def set_time(colab, start):
    """Write the four columns of a start together, and nothing but these (R-UTC-AND-ZONE)."""
    colab.starts_at, colab.zone, colab.wall_time = start.utc, start.zone, start.wall_time
    colab.ends_at = colab.starts_at + timedelta(minutes=colab.minutes)


def reasons_missing(colab):
    """What must be written before this start is announced, as texts by field.

    See R-SHORT-NOTICE and R-FRIENDLY-START.
    """
    check = TimeCheck(Start.of(colab), colab.minutes, nominators(colab.topic))
    missing = {}
    if check.verdict.problems and not colab.unfriendly_reason:
        wrong = " ".join(problem.text for problem in check.verdict.problems)
        missing["unfriendly_reason"] = _("Say why at this hour; everyone can read it. %(wrong)s") % {
            "wrong": wrong
        }
    if check.is_short_notice and not colab.notice_reason:
        text = _("Say why at short notice; everyone can read it. %(wrong)s")
        missing["notice_reason"] = text % {"wrong": check.notice_text}
    return missing


# --- What is refused


def _refuse(errors):
    if errors:
        raise Refused(errors)


def _must_organize(by):
    if not by.is_organizer:
        raise Refused(_("Only organizers can declare a co-lab."))


def _must_be_run_by(colab, by):
    if colab.organizer_id != by.pk or not by.is_organizer:
        raise Refused(_("Only the organizer of this co-lab can do this."))


def _must_not_be_over(colab):
    if colab.is_called_off:
        raise Refused(_("This co-lab was called off."))
    if colab.is_held:
        raise Refused(_("This co-lab is over."))


def _must_be_to_come(colab):
    _must_not_be_over(colab)
    if colab.is_draft:
        raise Refused(_("A draft is not moved: edit it."))
    if colab.has_started:
        raise Refused(_("This co-lab has started: it cannot be moved any more."))


def _topic_must_be_free(topic):
    if topic.is_closed or topic.is_hidden:
        raise Refused(_("This topic is closed: it cannot become a co-lab."))
    if CoLab.objects.ahead().filter(topic=topic).exists():
        raise Refused(_("This topic has a co-lab ahead already."))


def _silent(reason):
    return {} if reason.strip() else {"reason": _("Say why: everyone who registered is told.")}


def _in_the_past(colab):
    return {"date": _("This start is in the past.")} if colab.starts_at <= timezone.now() else {}


def _validate(colab, before=None):
    """Every field by the model's own rules, and what an edit may not do to a co-lab that people count on."""
    errors = {}
    try:
        colab.full_clean(exclude=CHECKED, validate_unique=False, validate_constraints=False)
    except ValidationError as refusal:
        errors = refusal.update_error_dict(errors)
    if colab.is_draft:
        errors |= _in_the_past(colab)
    elif colab.minutes != before["minutes"] and "minutes" not in errors:
        errors |= _length_of_an_announced(colab)
    taken = colab.registrations.seated().count() if before else 0
    if colab.capacity < taken and "capacity" not in errors:
        errors["capacity"] = seats.too_few(taken)
    _refuse(errors)


def _length_of_an_announced(colab):
    if colab.has_started:
        return {"minutes": _("It has started: its length cannot be changed any more.")}
    missing = reasons_missing(colab)
    missing.pop("notice_reason", None)  # that was for when it was announced
    return missing


def _shown(colab):
    """What its calendar entry shows."""
    return {name: getattr(colab, name) for name in ("title", "question", "minutes")}


# --- What is done, with the co-lab's row locked


def _apply(colab, plan):
    unknown = set(plan) - set(PLAN)
    if unknown:
        raise TypeError(f"Not in the plan of a co-lab: {', '.join(sorted(unknown))}")
    for name, value in plan.items():
        setattr(colab, name, value)
    colab.description_html = render(colab.description)


def _follow(colab, follows):
    if follows is None:
        return
    if follows.topic_id != colab.topic_id or not follows.is_held:
        raise Refused(_("A follow-up comes after a held co-lab on the same topic."))
    colab.follows = follows
    colab.first = follows.first or follows


def _announce(colab):
    with locking.holding(colab.topic) as topic:
        _topic_must_be_free(topic)
        _refuse(_in_the_past(colab) or reasons_missing(colab))
        colab.state = CoLab.State.ANNOUNCED
        colab.announced_at = colab.revised_at = timezone.now()
        colab.save(update_fields=["state", "announced_at", "revised_at"])
        topics.schedule(topic, _latest_end(topic))
        notifications.announced(colab)


def _tell_of_changes(colab, before):
    for role in ("facilitator", "harvester"):
        if person := getattr(colab, role):
            seats.vacate(colab, person)
    notifications.assigned(colab)
    if (colab.title, colab.minutes) != (before["title"], before["minutes"]):
        colab.sequence += 1
        colab.save(update_fields=["sequence"])
        _raise_sequences(colab)
        topics.schedule(colab.topic, _latest_end(colab.topic))
        notifications.changed(colab, times=colab.minutes != before["minutes"])


def _raise_sequences(colab):
    colab.registrations.seated().update(sequence=F("sequence") + 1)


def _forget_who_came(colab):
    """Whoever was in the room before it was moved has not been in the co-lab."""
    colab.room_entries.all().delete()
    colab.registrations.update(attendance=Registration.Attendance.UNKNOWN)


def _latest_end(topic):
    return CoLab.objects.announced().filter(topic=topic).aggregate(end=Max("ends_at"))["end"]
