"""Public pages: the lists, a co-lab, its calendar entry."""

from django.contrib.auth.decorators import login_not_required
from django.db.models import F, Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import last_modified, require_http_methods, require_safe

from core.web import keyset
from core.web.responses import form_page, moved
from events.calendar import feeds, itip
from events.hour import became, plan
from events.hour.planning.changes import PLANNERS
from events.models import CoLab
from events.registration import seat_panel
from events.registration.forms import SeatsForm
from events.scheduling import time_check
from forums.spaces import asked
from participants.invitations.views import manage

SIZE = 20


@login_not_required
@require_safe
def index(request):
    rows = _listed(request.user).filter(ends_at__gt=timezone.now())
    page = keyset.page(rows, "starts_at", request.GET, size=SIZE, rising=True)
    return render(request, "events/pages/index.html", {"page": page})


@login_not_required
@require_safe
def past(request):
    """Parameters: `space`, the slug of one; `after`, `before`, keys of a page."""
    space = asked.space_of(request)
    rows = _listed(request.user).filter(ends_at__lte=timezone.now())
    page = keyset.page(
        rows.filter(topic__forum=space) if space else rows, "starts_at", request.GET, size=SIZE
    )
    return render(request, "events/pages/past.html", {"page": page, "space": space})


def _listed(person):
    colabs = CoLab.objects.visible_to(person).exclude(state=CoLab.State.DRAFT)
    return colabs.with_seats(person).select_related("topic__forum")


@login_not_required
@require_safe
def page(request, pk, slug=""):
    colab = get_object_or_404(CoLab.objects.readable_by(request.user).for_page(), pk=pk)
    if request.path != colab.get_absolute_url():
        return moved(colab)
    return page_of(request, colab)


def page_of(request, colab, context=None):
    """Return the page of a co-lab; `context` is that of its seats, where their form was refused."""
    context = context or seat_panel.context(colab, request.user)
    panel = context["panel"]
    seated = [row.participant for row in panel.seated] if panel.knows_names else []
    context |= {
        "rows": time_check.day_bar_rows(colab, [(person.zone, person.window) for person in seated]),
        "people_heading": _("Seats") if seated else "",
        "seats_form": SeatsForm(colab),
        "waits_for_organizer": _waits_for_organizer(request.user, colab),
        "offers": _offers(request.user, colab),
        "moves": colab.moves.all(),
        "steps": plan.shown(plan.steps_of(colab)),
        "objectives": colab.objectives.all(),
        "became": became.of(colab),
        "plans": panel.role in PLANNERS and not colab.is_called_off,
        "follow_ups": CoLab.objects.visible_to(request.user)
        .filter(follows=colab)
        .select_related("topic__forum")
        .order_by("starts_at", "pk"),
    }
    return form_page(request, "events/pages/colab.html", **context)


def _offers(person, colab):
    """Return the open offers of roles that this person made, or that are made to them (R-HANDED-OVER)."""
    if not (person.is_authenticated and colab.is_ahead):
        return []
    theirs = colab.role_offers.open().filter(Q(to=person) | Q(by=person))
    return list(theirs.select_related("to", "by"))


def _waits_for_organizer(person, colab):
    may_run_it = person.is_authenticated and person.is_organizer and not colab.topic.is_hidden
    return may_run_it and not (colab.has_organizer or colab.is_called_off or colab.is_closed)


@login_not_required
@require_safe
def taken(request, pk):
    """Return the numbers of seats for an open page; 204 if nothing changed.

    `shown` is the `SeatPanel.shown` of that page.
    """
    colab = get_object_or_404(CoLab.objects.readable_by(request.user).for_page(), pk=pk)
    if not request.htmx:
        return redirect(f"{colab.get_absolute_url()}#seats")
    panel, before = seat_panel.of(colab, request.user), request.GET.get("shown", "")
    if before == panel.shown:
        return HttpResponse(status=204)
    other_ways = before.partition("-")[2] != panel.shown.partition("-")[2]
    context = {"colab": colab, "panel": panel, "other_ways": other_ways}
    return render(request, "events/pages/_taken.html", context | seat_panel.room(colab))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def invite(request, pk):
    """The invitations to a co-lab that is ahead, for its organizer."""
    colab = get_object_or_404(CoLab.objects.run_by(request.user).ahead(), pk=pk)
    title, back = _("Invite people to this co-lab"), colab.get_absolute_url()
    return manage(request, "colab", colab, title=title, back_url=back, back_text=colab.title)


def _revised(request, pk):
    """Return when the public entry changed last; None for people with an account, who may have their own."""
    if request.user.is_authenticated:
        return None
    revised = CoLab.objects.visible_to(request.user).filter(pk=pk)
    return revised.values_list(F("revised_at"), flat=True).first()


@login_not_required
@require_safe
@last_modified(_revised)
def ics(request, pk):
    """One appointment, without names, with our page as its place (R-FEED-NO-NAMES, R-ICS-FILE)."""
    announced = CoLab.objects.readable_by(request.user).exclude(state=CoLab.State.DRAFT)
    colab = get_object_or_404(announced.select_related("topic__forum", "organizer"), pk=pk)
    content = itip.appointment(feeds.of_reader(colab, request.user))
    return HttpResponse(
        content,
        content_type="text/calendar; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="co-lab-{colab.pk}.ics"'},
    )
