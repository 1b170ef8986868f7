"""What is said to whom when something happens to a co-lab.

Each function is called inside the transaction of the change, after the change was written: seats, states and
sequences are read as they are now. `letters` says what stands in each message, and whether it is still true
when it goes out. Calling a function twice for one change writes nothing the second time.

Sequences are numbers by then (not an `F()`), and `seated_at` stays on a registration whose seat was lost: it
tells who has a calendar entry to cancel.
"""

from datetime import UTC, timedelta

from events.models import CoLab, Registration
from mailing import outbox
from participants.models import Participant

WRAP_UP_WITHIN = timedelta(days=7)  # of the end; later nobody remembers


def seated(registration, from_queue=False):
    """A seat was taken, or given to the first in the queue: the invitation (R-ICS-PROPERTIES)."""
    kind = "seat-freed" if from_queue else "seated"
    _write(kind, registration, registration.uid)


def waiting(registration):
    """A place in the queue, and why."""
    _write("waiting", registration, f"{registration.pk}:{stamp(registration.queued_at)}")


def claimable(colab):
    """In the last hours seats are free: everyone waiting is told, the first to claim one has it.

    See R-LAST-HOURS.

    `colab.offered_at` is the instant of this opening.
    """
    for registration in _people(colab.registrations.waiting()):
        _write("claimable", registration, f"{registration.pk}:{stamp(colab.offered_at)}")


def given_up(registration):
    """Somebody left: whoever had a seat gets a cancellation of theirs only (R-OWN-ENTRY)."""
    if registration.seated_at is not None:
        _write("given-up", registration, registration.uid, seated=True)


def removed(registration):
    """The organizer took somebody out of a seat, or out of the queue."""
    _write("removed", registration, registration.uid, seated=registration.seated_at is not None)


def moved(colab, move):
    """Everyone seated, waiting or with a role is told from when to when; but not the one who moved it."""
    for registration in _people(colab.registrations.present()):
        _write("moved", registration, f"{move.pk}:{registration.participant_id}", move=move.pk)
    for person in colab.people_with_a_role:
        if person.pk != move.moved_by_id:
            _write_to_role("moved", colab, person, f"{move.pk}:{person.pk}", move=move.pk)


def changed(colab, times=False):
    """The title, the place or the length changed: everyone seated gets the new calendar entry.

    `times` says that the hour is a longer or a shorter one now, so that calendars ask again.
    """
    for registration in _people(colab.registrations.seated()):
        _write("changed", registration, f"{registration.uid}:{registration.sequence}", times=times)


def called_off(colab, by=None):
    """Everyone seated, waiting or with a role is told, but not `by`, who did it (the organizer if not said).

    The registrations are still as they were: who had a seat gets a cancellation.
    """
    doer = by.pk if by else colab.organizer_id
    for registration in _people(colab.registrations.present()):
        _write("called-off", registration, f"{colab.pk}:{registration.participant_id}")
    for person in colab.people_with_a_role:
        if person.pk != doer:
            _write_to_role("called-off", colab, person, f"{colab.pk}:{person.pk}")


def announced(colab):
    """Those who nominated the topic learn that it is a co-lab now; people with a role are told of it."""
    assigned(colab)
    nominators = Participant.objects.filter(nominations__topic=colab.topic_id).distinct()
    for person in nominators.exclude(pk__in=[person.pk for person in colab.people_with_a_role]):
        key = f"announced:{colab.pk}:{person.pk}"
        outbox.post("announced", person, key, before=colab.starts_at, colab=colab.pk)


def assigned(colab):
    """Facilitator and harvester are told of their role; again only when another person has it."""
    for role in CoLab.ROLES[1:]:
        person = getattr(colab, role)
        if person is not None and person.pk != colab.organizer_id:
            outbox.post("role", person, f"role:{colab.pk}:{role}:{person.pk}", colab=colab.pk, role=role)


def clocks_changed(colab, kept, before, offsets, *, key, by=None, zones=None):
    """The rules of time zones changed: everyone seated, waiting or with a role is told what that means.

    `kept` is "instant", "wall" or, where the co-lab is not concerned, empty; `before` the start until now,
    `offsets` the minutes east of UTC that clocks showed at it, by zone. Only people in `zones`, if given, and
    not `by`, who decided. Gives how many messages were written.
    """
    about = {"kept": kept, "was": stamp(before)}
    written = 0
    for registration in _people(colab.registrations.present()):
        zone = str(registration.participant.zone)
        if zones is None or zone in zones:
            about |= {"zone": zone, "offset": offsets.get(zone)}
            written += _write("clock-changed", registration, f"{key}:{registration.participant_id}", **about)
    for person in colab.people_with_a_role:
        zone = str(person.zone)
        if person != by and (zones is None or zone in zones):
            about |= {"zone": zone, "offset": offsets.get(zone)}
            written += _write_to_role("clock-changed", colab, person, f"{key}:{person.pk}", **about)
    return written


def _people(registrations):
    return registrations.select_related("colab", "participant")


def _write(kind, registration, about_what, **about):
    """Gives whether it was written."""
    row = outbox.post(
        kind,
        registration.participant,
        f"{kind}:{about_what}",
        registration=registration.pk,
        colab=registration.colab_id,
        seated=about.pop("seated", registration.status == Registration.Status.SEATED),
        uid=str(registration.uid),
        sequence=registration.sequence,
        start=stamp(registration.colab.starts_at),
        **about,
    )
    return row is not None


def _write_to_role(kind, colab, person, about_what, **about):
    start = stamp(colab.starts_at)
    return outbox.post(kind, person, f"{kind}:{about_what}", colab=colab.pk, start=start, **about) is not None


def stamp(instant):
    """An instant as it stands in keys and in what a message is about."""
    return instant.astimezone(UTC).isoformat()
