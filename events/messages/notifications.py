"""The messages that are posted when something happens to a co-lab.

Functions are called within the transaction of a change, after it was saved, and are idempotent per change.
The `letters` modules render the messages and decide whether they are still true.

SEQUENCEs must be numbers (no `F()`). `seated_at` is kept on a registration that lost its seat: it tells who
has a calendar entry to cancel.
"""

from datetime import UTC, timedelta

from events.models import CoLab, Registration
from mailing import outbox
from participants.models import Participant

WRAP_UP_WITHIN = timedelta(days=7)  # of the end


def seated(registration, from_queue=False):
    kind = "seat-freed" if from_queue else "seated"
    _post(kind, registration, registration.uid)


def waiting(registration):
    _post("waiting", registration, f"{registration.pk}:{stamp(registration.queued_at)}")


def claimable(colab):
    for registration in _people(colab.registrations.waiting()):
        _post("claimable", registration, f"{registration.pk}:{stamp(colab.offered_at)}")


def given_up(registration):
    """Notify somebody who gave up a seat; those who left the queue get no message (R-OWN-ENTRY)."""
    if registration.seated_at is not None:
        _post("given-up", registration, registration.uid, seated=True)


def removed(registration):
    _post("removed", registration, registration.uid, seated=registration.seated_at is not None)


def moved(colab, move):
    """Notify everyone seated, waiting or with a role, except the one who moved it."""
    for registration in _people(colab.registrations.present()):
        _post("moved", registration, f"{move.pk}:{registration.participant_id}", move=move.pk)
    for person in colab.people_with_a_role:
        if person.pk != move.moved_by_id:
            _post_to_role("moved", colab, person, f"{move.pk}:{person.pk}", move=move.pk)


def changed(colab, times=False):
    """Update the calendar entries of those with a seat; after a change of length (`times`) they ask again."""
    for registration in _people(colab.registrations.seated()):
        _post("changed", registration, f"{registration.uid}:{registration.sequence}", times=times)


def called_off(colab, by=None):
    """Notify everyone seated, waiting or with a role, except `by` (default: the organizer).

    Registrations still have the status before: those seated get a cancellation.
    """
    author = by.pk if by else colab.organizer_id
    for registration in _people(colab.registrations.present()):
        _post("called-off", registration, f"{colab.pk}:{registration.participant_id}")
    for person in colab.people_with_a_role:
        if person.pk != author:
            _post_to_role("called-off", colab, person, f"{colab.pk}:{person.pk}")


def announced(colab):
    assigned(colab)
    nominators = Participant.objects.filter(nominations__topic=colab.topic_id).distinct()
    for person in nominators.exclude(pk__in=[person.pk for person in colab.people_with_a_role]):
        key = f"announced:{colab.pk}:{person.pk}"
        outbox.post("announced", person, key, before=colab.starts_at, colab=colab.pk)


def assigned(colab):
    for role in CoLab.ROLES[1:]:
        person = getattr(colab, role)
        if person is not None and person.pk != colab.organizer_id:
            outbox.post("role", person, f"role:{colab.pk}:{role}:{person.pk}", colab=colab.pk, role=role)


def clocks_changed(colab, kept, before, offsets, *, key, by=None, zones=None):
    """Notify everyone seated, waiting or with a role that the rules of time zones changed.

    `kept` is "instant", "wall" or, if the co-lab is not concerned, ""; `before` is the start so far,
    `offsets` the minutes east of UTC known for it, by zone. Only people in `zones`, if given,
    and not `by`. Return the number of messages.
    """
    about = {"kept": kept, "was": stamp(before)}
    written = 0
    for registration in _people(colab.registrations.present()):
        zone = str(registration.participant.zone)
        if zones is None or zone in zones:
            about |= {"zone": zone, "offset": offsets.get(zone)}
            written += _post("clock-changed", registration, f"{key}:{registration.participant_id}", **about)
    for person in colab.people_with_a_role:
        zone = str(person.zone)
        if person != by and (zones is None or zone in zones):
            about |= {"zone": zone, "offset": offsets.get(zone)}
            written += _post_to_role("clock-changed", colab, person, f"{key}:{person.pk}", **about)
    return written


def _people(registrations):
    return registrations.select_related("colab", "participant")


def _post(kind, registration, about_key, **about):
    row = outbox.post(
        kind,
        registration.participant,
        f"{kind}:{about_key}",
        registration=registration.pk,
        colab=registration.colab_id,
        seated=about.pop("seated", registration.status == Registration.Status.SEATED),
        uid=str(registration.uid),
        sequence=registration.sequence,
        start=stamp(registration.colab.starts_at),
        **about,
    )
    return row is not None


def _post_to_role(kind, colab, person, about_key, **about):
    start = stamp(colab.starts_at)
    return outbox.post(kind, person, f"{kind}:{about_key}", colab=colab.pk, start=start, **about) is not None


def stamp(instant):
    return instant.astimezone(UTC).isoformat()
