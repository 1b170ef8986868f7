"""The moderators' queue: reports, hidden things, recent posts."""

from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_safe

from core.web import keyset
from moderation import reports
from moderation.models import Report
from moderation.registry import kinds

MOST = 50  # hidden things of each kind without pages


@require_safe
def queue(request, tab="reports"):
    """One of "reports", "hidden" and "recent". A 404 for those who moderate nothing."""
    shown = TABS[tab](request)
    if not shown["page"].rows and not shown.get("lists") and not _moderates(request.user):
        raise Http404
    return render(request, "moderation/queue.html", {"tab": tab} | shown)


def _moderates(person):
    return any(kind.moderates(person) for kind in kinds.values())


def _reported(request):
    found = Report.objects.open().moderated_by(request.user).select_related("reporter")
    page = keyset.page(found, "created_at", request.GET)
    reports.with_things(page.rows)
    return {"page": page}


def _hidden(request):
    """Return a page of the first kind, and the latest of each other kind."""
    first, *others = kinds.values()
    page = keyset.page(_things(first, request).exclude(hidden_at=None), "hidden_at", request.GET)
    hidden = [
        (kind, _things(kind, request).exclude(hidden_at=None).order_by("-hidden_at")) for kind in others
    ]
    lists = [(kind, list(things[:MOST])) for kind, things in hidden]
    return {"page": page, "kind": first, "lists": [(kind, things) for kind, things in lists if things]}


def _recent(request):
    first = next(iter(kinds.values()))
    return {
        "page": keyset.page(_things(first, request).filter(hidden_at=None), "id", request.GET),
        "kind": first,
    }


def _things(kind, request):
    return kind.things().filter(pk__in=kind.moderated_by(request.user).values("pk"))


TABS = {"reports": _reported, "hidden": _hidden, "recent": _recent}
