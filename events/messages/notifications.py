"""The messages that are posted when something happens to a co-lab.

Functions are called within the transaction of a change, after it was saved, and are idempotent per change.
The `letters` modules render the messages and decide whether they are still true.

SEQUENCEs must be numbers (no `F()`). `seated_at` is kept on a registration that lost its seat: it tells who
may have a calendar entry to cancel. Whether they do is decided when the mail is rendered (`versions`).
"""

from dataclasses import replace
from datetime import UTC, timedelta

from django.utils import timezone

from events.messages import announcing
from events.models import CoLab, Registration, RoleEntry
from events.models.roles import RUNNING
from mailing import outbox

WRAP_UP_WITHIN = timedelta(days=7)  # of the end


def seated(registration):
    outbox.post_many([_to_registration("seated", registration, registration.uid)])


def seats_freed(registrations):
    """Notify those of the queue who got a seat."""
    outbox.post_many(_to_registration("seat-freed", each, each.uid) for each in registrations)


def waiting(registration):
    about_key = f"{registration.pk}:{stamp(registration.queued_at)}"
    outbox.post_many([_to_registration("waiting", registration, about_key)])


def claimable(colab):
    offered = stamp(colab.offered_at)
    outbox.post_many(
        _to_registration("claimable", registration, f"{registration.pk}:{offered}")
        for registration in _people(colab.registrations.waiting())
    )


def given_up(registration):
    """Notify somebody who gave up a seat; those who left the queue get no message (R-OWN-ENTRY)."""
    if registration.seated_at is not None:
        outbox.post_many([_to_registration("given-up", registration, registration.uid, seated=True)])


def removed(registration):
    seated = registration.seated_at is not None
    outbox.post_many([_to_registration("removed", registration, registration.uid, seated=seated)])


def moved(colab, move):
    """Notify everyone seated, waiting or with a role, also the one who moved it: their entry moves, too."""
    outbox.post_many(_to_everyone("moved", colab, move.pk, except_for=move.moved_by_id, move=move.pk))


def changed(colab):
    """Update the calendar entries of those with a seat or a role."""
    outbox.post_many(
        [
            *(
                _to_registration("changed", registration, f"{registration.uid}:{registration.sequence}")
                for registration in _people(colab.registrations.seated())
            ),
            *(_to_entry("changed", entry, f"{entry.uid}:{entry.sequence}") for entry in _entries(colab)),
        ]
    )


def called_off(colab, by=None):
    """Notify everyone seated, waiting or with a role; `by` (default: the organizer) for their entry alone.

    Registrations still have the status before: those seated get a cancellation.
    """
    author = by.pk if by else colab.organizer_id
    outbox.post_many(_to_everyone("called-off", colab, colab.pk, except_for=author))


def announced(colab):
    announcing.tell(colab)


def assigned(colab):
    """Tell those with a role of theirs, once each, with their calendar entry (R-ROLE-ENTRIES)."""
    drafts = []
    for entry in _entries(colab):
        if entry.participant_id == colab.organizer_id:
            drafts.append(_to_entry("organizing", entry, entry.uid))
            continue
        for role in CoLab.ROLES[1:]:
            if getattr(colab, f"{role}_id") == entry.participant_id:
                drafts.append(_to_entry("role", entry, f"{entry.uid}:{role}", role=role))
    outbox.post_many(drafts)


def role_ended(entries):
    outbox.post_many(_to_entry("role-ended", entry, entry.uid) for entry in entries)


def left_open(colab, role, person):
    """Tell those who run a co-lab ahead that `person` has this role no more, or is not ready for it any more.

    Its row is locked, and says what holds now (R-ROLE-LEFT-OPEN).
    """
    if not colab.is_announced or colab.has_started:
        return
    about = {"colab": colab.pk, "role": role, "who": person.pk}
    key = f"{colab.pk}:{role}:{person.pk}:{stamp(timezone.now())[:10]}"
    outbox.post_many(
        outbox.Draft("role-left-open", one, f"role-left-open:{one.pk}:{key}", about)
        for one in colab.people_with_a_role
        if colab.role_of_reader(one) in RUNNING and one != person
    )


def clocks_changed(colab, kept, before, offsets, *, key, by=None, zones=None):
    """Notify everyone seated, waiting or with a role that the rules of time zones changed.

    `kept` is "instant", "wall" or, if the co-lab is not concerned, ""; `before` is the start so far,
    `offsets` the minutes east of UTC known for it, by zone. Only people in `zones`, if given,
    and not `by`. Return the number of messages.
    """
    about = {"kept": kept, "was": stamp(before)}
    drafts = _to_everyone("clock-changed", colab, key, except_for=by and by.pk, **about)
    if kept != "wall":  # no entry changes: who decided knows it
        drafts = [draft for draft in drafts if by is None or draft.recipient.pk != by.pk]
    return len(outbox.post_many(_with_offset(draft, offsets) for draft in drafts if _lives_in(draft, zones)))


def _lives_in(draft, zones):
    return zones is None or str(draft.recipient.zone) in zones


def _with_offset(draft, offsets):
    zone = str(draft.recipient.zone)
    return replace(draft, about=draft.about | {"zone": zone, "offset": offsets.get(zone)})


def _people(registrations):
    return registrations.select_related("colab", "participant")


def _entries(colab):
    """Return the current entries of roles, whose co-lab is this object."""
    entries = list(RoleEntry.objects.current().filter(colab=colab).select_related("participant"))
    for entry in entries:
        entry.colab = colab
    return entries


def _to_everyone(kind, colab, about_key, *, except_for, **about):
    """Return drafts to those seated, waiting or with a role.

    Who has a role but no calendar entry gets none if it is the person `except_for`.
    """
    registrations, entries = _people(colab.registrations.present()), _entries(colab)
    told = {except_for, *(entry.participant_id for entry in entries)}
    roles = [person for person in colab.people_with_a_role if person.pk not in told]
    return [
        *(
            _to_registration(kind, each, f"{about_key}:{each.participant_id}", **about)
            for each in registrations
        ),
        *(_to_entry(kind, each, f"{about_key}:{each.participant_id}", **about) for each in entries),
        *(_to_role(kind, colab, person, f"{about_key}:{person.pk}", **about) for person in roles),
    ]


def _to_registration(kind, registration, about_key, **about):
    facts = {
        "registration": registration.pk,
        "colab": registration.colab_id,
        "seated": registration.status == Registration.Status.SEATED,
        "uid": str(registration.uid),
        "sequence": registration.sequence,
        "start": stamp(registration.colab.starts_at),
    }
    return outbox.Draft(kind, registration.participant, f"{kind}:{about_key}", facts | about)


def _to_entry(kind, entry, about_key, **about):
    facts = {
        "entry": entry.pk,
        "colab": entry.colab_id,
        "uid": str(entry.uid),
        "sequence": entry.sequence,
        "start": stamp(entry.colab.starts_at),
    }
    return outbox.Draft(kind, entry.participant, f"{kind}:{about_key}", facts | about)


def _to_role(kind, colab, person, about_key, **about):
    facts = {"colab": colab.pk, "start": stamp(colab.starts_at)}
    return outbox.Draft(kind, person, f"{kind}:{about_key}", facts | about)


def stamp(instant):
    return instant.astimezone(UTC).isoformat()
