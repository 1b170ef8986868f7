"""Reports: made by anybody who can read a thing, settled by its moderators."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from core import pruning
from mailing import outbox
from moderation import hiding
from moderation.models import Report
from moderation.registry import kinds
from participants import audit, limits

KEPT = timedelta(days=365)  # after it was settled


@transaction.atomic
def report(thing, by, reason):
    """Report a thing to its moderators. Idempotent while the report is open. Raise limits.Refused.

    They get one mail for all reports on it until these are settled (R-ONE-MAIL-FOR-REPORTS).
    """
    type(thing)._base_manager.select_for_update(of=["self"], no_key=True).get(pk=thing.pk)
    kind, reports = kinds.of_thing(thing), Report.objects.open().about(thing)
    if reports.filter(reporter=by).exists():
        return
    limits.spend(by, "report")
    made = Report.objects.create(kind=kind.name, key=thing.pk, reporter=by, reason=reason)
    if reports.exclude(pk=made.pk).exists():
        return
    outbox.post_many(
        outbox.Draft("report", person, f"report:{made.pk}:{person.pk}", {"report": made.pk})
        for person in kind.moderators(thing)
    )


@transaction.atomic
@transaction.atomic(savepoint=False)
def hide(thing, by, reason):
    """Hide a thing as `hiding.hide` does, and settle the reports about it."""
    was_visible = hiding.hide(thing, by, reason)
    settle(thing, by)
    return was_visible


def settle(thing, by):
    settled = Report.objects.open().about(thing).update(settled_at=timezone.now(), settled_by=by)
    if settled:
        audit.record(by, "reports-settled", thing, {"reports": settled})


def with_things(reports):
    """Set `thing` and `template` (to show it) on each of these reports (a list): one query per kind."""
    for kind in kinds.values():
        ours = [one for one in reports if one.kind == kind.name]
        found = kind.things().in_bulk([one.key for one in ours]) if ours else {}
        for one in ours:
            one.thing, one.template = found[one.key], kind.row
    return reports


def prune():
    """Delete reports that were settled a year ago, with who made them. Return the number."""
    return Report.objects.filter(settled_at__lt=timezone.now() - KEPT).delete()[0]


pruning.steps.add("settled reports", prune)
