"""The messages that are posted when something happens to a co-lab.

Functions are called within the transaction of a change, after it was saved, and are idempotent per change.
The `letters` modules render the messages and decide whether they are still true.

SEQUENCEs must be numbers (no `F()`). `seated_at` is kept on a registration that lost its seat: it tells who
has a calendar entry to cancel.
"""

from dataclasses import replace
from datetime import UTC, timedelta

from events.messages import announcing
from events.models import CoLab, Registration
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
    """Notify everyone seated, waiting or with a role, except the one who moved it."""
    outbox.post_many(_to_everyone("moved", colab, move.pk, except_for=move.moved_by_id, move=move.pk))


def changed(colab, times=False):
    """Update the calendar entries of those with a seat; after a change of length (`times`) they ask again."""
    outbox.post_many(
        _to_registration("changed", registration, f"{registration.uid}:{registration.sequence}", times=times)
        for registration in _people(colab.registrations.seated())
    )


def called_off(colab, by=None):
    """Notify everyone seated, waiting or with a role, except `by` (default: the organizer).

    Registrations still have the status before: those seated get a cancellation.
    """
    author = by.pk if by else colab.organizer_id
    outbox.post_many(_to_everyone("called-off", colab, colab.pk, except_for=author))


def announced(colab):
    assigned(colab)
    announcing.tell(colab)


def assigned(colab):
    roles = [(role, getattr(colab, role)) for role in CoLab.ROLES[1:]]
    outbox.post_many(
        outbox.Draft("role", person, f"role:{colab.pk}:{role}:{person.pk}", {"colab": colab.pk, "role": role})
        for role, person in roles
        if person is not None and person.pk != colab.organizer_id
    )


def clocks_changed(colab, kept, before, offsets, *, key, by=None, zones=None):
    """Notify everyone seated, waiting or with a role that the rules of time zones changed.

    `kept` is "instant", "wall" or, if the co-lab is not concerned, ""; `before` is the start so far,
    `offsets` the minutes east of UTC known for it, by zone. Only people in `zones`, if given,
    and not `by`. Return the number of messages.
    """
    about = {"kept": kept, "was": stamp(before)}
    drafts = _to_everyone("clock-changed", colab, key, except_for=by and by.pk, **about)
    return len(outbox.post_many(_with_offset(draft, offsets) for draft in drafts if _lives_in(draft, zones)))


def _lives_in(draft, zones):
    return zones is None or str(draft.recipient.zone) in zones


def _with_offset(draft, offsets):
    zone = str(draft.recipient.zone)
    return replace(draft, about=draft.about | {"zone": zone, "offset": offsets.get(zone)})


def _people(registrations):
    return registrations.select_related("colab", "participant")


def _to_everyone(kind, colab, about_key, *, except_for, **about):
    """Return drafts to those seated, waiting or with a role; the latter without the person `except_for`."""
    registrations = _people(colab.registrations.present())
    roles = [person for person in colab.people_with_a_role if person.pk != except_for]
    return [
        *(
            _to_registration(kind, each, f"{about_key}:{each.participant_id}", **about)
            for each in registrations
        ),
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


def _to_role(kind, colab, person, about_key, **about):
    facts = {"colab": colab.pk, "start": stamp(colab.starts_at)}
    return outbox.Draft(kind, person, f"{kind}:{about_key}", facts | about)


def stamp(instant):
    return instant.astimezone(UTC).isoformat()
