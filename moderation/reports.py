"""Reports: made by anybody who can read a thing, settled by its moderators."""

from django.db import transaction
from django.utils import timezone

from mailing import outbox
from moderation.models import Report
from moderation.registry import kinds


@transaction.atomic
def report(thing, by, reason):
    """Idempotent while the report is open."""
    kind = kinds.of_thing(thing)
    about = {"kind": kind.name, "key": thing.pk, "reporter": by}
    Report.objects.bulk_create([Report(**about, reason=reason)], ignore_conflicts=True)
    made = Report.objects.open().get(**about)
    outbox.post_many(
        outbox.Draft("report", person, f"report:{made.pk}:{person.pk}", {"report": made.pk})
        for person in kind.moderators(thing)
    )


def settle(thing, by):
    Report.objects.open().about(thing).update(settled_at=timezone.now(), settled_by=by)


def with_things(reports):
    """Set `thing` and `template` (to show it) on each of these reports (a list): one query per kind."""
    for kind in kinds.values():
        ours = [one for one in reports if one.kind == kind.name]
        found = kind.things().in_bulk([one.key for one in ours]) if ours else {}
        for one in ours:
            one.thing, one.template = found[one.key], kind.row
    return reports
