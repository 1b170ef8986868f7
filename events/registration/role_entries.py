"""The calendar entries of those with a role in an announced co-lab (R-ROLE-ENTRIES).

Called with the row of the co-lab locked, after its roles were changed. Idempotent.
"""

from django.db.models import F
from django.utils import timezone

from events.messages import notifications
from events.models import RoleEntry


def settle(colab, *, tell=True):
    """Give an entry to each person whose role counts, and end those of others. Post the messages.

    Without `tell` the new ones are for the message about something else that follows.
    """
    if not colab.is_announced or colab.has_ended:
        return
    people = {person.pk: person for person in colab.people_with_a_role}
    current = list(colab.role_entries.current().select_related("participant", "colab"))
    gone = [entry for entry in current if entry.participant_id not in people]
    missing = people.keys() - {entry.participant_id for entry in current}
    RoleEntry.objects.bulk_create(RoleEntry(colab=colab, participant=people[pk]) for pk in sorted(missing))
    _end(gone)
    if tell:
        notifications.assigned(colab)


def raise_sequences(colab):
    colab.role_entries.current().update(sequence=F("sequence") + 1)


def _end(entries):
    now = timezone.now()
    for entry in entries:
        entry.sequence, entry.ended_at = entry.sequence + 1, now
    RoleEntry.objects.bulk_update(entries, ["sequence", "ended_at"])
    notifications.role_ended(entries)
