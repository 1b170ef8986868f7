"""Reporting, hiding and showing again, for every kind; the moderators' queue."""

from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from core.web import keyset
from core.web.forms import posted
from core.web.responses import done, form_page, refusals_shown
from moderation import reports
from moderation.forms import ReasonForm, ReportForm
from moderation.models import Report
from moderation.registry import kinds, moderates

MOST = 50  # hidden things of each kind without pages


@require_safe
def queue(request, tab="reports"):
    """One of "reports", "hidden" and "recent". A 404 for those who moderate nothing."""
    shown = TABS[tab](request)
    if not shown["page"].rows and not shown.get("lists") and not moderates(request.user):
        raise Http404
    return render(request, "moderation/queue.html", {"tab": tab} | shown)


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


def _visible(request, kind):
    return kind.things().filter(pk__in=kind.visible_to(request.user).values("pk"))


def _moderated(request, kind, pk):
    moderated = kind.moderated_by(request.user).values("pk")
    return get_object_or_404(_visible(request, kind).filter(pk__in=moderated), pk=pk)


def report(request, kind, pk):
    """`kind` is the name of a kind that has moderators."""
    kind = kinds[kind]
    thing = get_object_or_404(_visible(request, kind), pk=pk)
    form = ReportForm(posted(request))
    if form.is_valid():
        with refusals_shown(form):
            reports.report(thing, request.user, form.cleaned_data["reason"])
            return done(request, thing, _("Thank you. The moderators will look at it."))
    context = {"kind": kind, "thing": thing, "title": kind.title(thing), "named": kind.names_people(thing)}
    return form_page(request, "moderation/report.html", form, **context)


def hide(request, kind, pk):
    kind = kinds[kind]
    thing = _moderated(request, kind, pk)
    form = ReasonForm(posted(request))
    if form.is_valid():
        with refusals_shown(form):
            kind.hide(thing, request.user, form.cleaned_data["reason"])
            return done(request, thing, _("It is hidden. You can show it again at any time."))
    return form_page(request, kind.hide_page, form, **_question(kind, thing))


def _question(kind, thing):
    return {
        "thing": thing,
        "question": kind.question(thing),
        "action_text": _("Hide it"),
        "back_url": thing.get_absolute_url(),
        "dangerous": True,
    }


@require_POST
def show(request, kind, pk):
    kind = kinds[kind]
    thing = _moderated(request, kind, pk)
    kind.show(thing, request.user)
    return done(request, thing, _("It can be read again."))


@require_POST
def settle(request, kind, pk):
    thing = _moderated(request, kinds[kind], pk)
    reports.settle(thing, request.user)
    return done(request, "moderation:queue", _("Settled: it stays as it is."))
