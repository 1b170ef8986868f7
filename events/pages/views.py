"""What everybody may read: the lists, a co-lab, its calendar entry."""

from django.contrib.auth.decorators import login_not_required
from django.db.models import F, Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import last_modified, require_safe

from core.web import keyset
from events.calendar import invitations, itip
from events.models import CoLab, Registration
from events.pages.forms import RegistrationForm
from events.registration import seat_panel
from events.room import access, providers
from events.scheduling import daytime, time_check

SIZE = 20


@login_not_required
@require_safe
def index(request):
    """What is planned, the next first; also what was called off, until it would have been."""
    rows = _listed(request.user).filter(ends_at__gt=timezone.now())
    page = keyset.page(rows, "starts_at", request.GET, size=SIZE, rising=True)
    return render(request, "events/pages/index.html", {"page": page})


@login_not_required
@require_safe
def past(request):
    rows = _listed(request.user).filter(ends_at__lte=timezone.now())
    page = keyset.page(rows, "starts_at", request.GET, size=SIZE)
    return render(request, "events/pages/past.html", {"page": page})


def _listed(person):
    colabs = CoLab.objects.visible_to(person).exclude(state=CoLab.State.DRAFT)
    return colabs.with_seats(person).select_related("topic__forum")


def readable(request):
    """The co-labs this reader may see, with all that their pages show of them.

    A seat or a role stays within reach, also when the topic was hidden meanwhile (rule 10).
    """
    around = ("topic__forum", "organizer", "facilitator", "harvester", "follows")
    person, colabs = request.user, CoLab.objects.select_related(*around)
    allowed = Q(pk__in=CoLab.objects.visible_to(person).values("pk"))
    if person.is_authenticated:
        mine = Registration.objects.present().filter(participant=person).values("colab")
        role = Q(organizer=person) | Q(facilitator=person) | Q(harvester=person)
        allowed |= (Q(pk__in=mine) | role) & ~Q(state=CoLab.State.DRAFT)
    return colabs.filter(allowed)


@login_not_required
@require_safe
def colab(request, pk, slug=""):
    colab = get_object_or_404(readable(request), pk=pk)
    if slug != colab.slug:
        return redirect(colab, permanent=True)
    return page_of(request, colab)


def page_of(request, colab, status=200, **context):
    """The page of a co-lab; `context` may bring a form that was refused."""
    shown = panel(request, colab)
    places = shown["places"]
    context = shown | {
        "rows": zone_rows(colab, places),
        "people_heading": _("Seats") if places.knows_names and places.seated else "",
        "moves": colab.moves.all(),
        "follow_ups": CoLab.objects.visible_to(request.user)
        .filter(follows=colab)
        .order_by("starts_at", "pk"),
        **context,
    }
    return render(request, "events/pages/colab.html", context, status=status)


@login_not_required
@require_safe
def taken(request, pk):
    """How many seats are taken now, for the page that shows them; 204 while that is still so.

    `shown` is what the page shows (`Places.shown`); where its reader can do other things now, it is said.
    """
    colab = get_object_or_404(readable(request), pk=pk)
    if not request.htmx:
        return redirect(f"{colab.get_absolute_url()}#seats")
    places, before = seat_panel.of(colab, request.user), request.GET.get("shown", "")
    if before == places.shown:
        return HttpResponse(status=204)
    other_ways = before.partition("-")[2] != places.shown.partition("-")[2]
    return render(request, "events/pages/_taken.html", {"colab": colab, "places": places, "other_ways": other_ways})


def panel(request, colab):
    """What the pieces about seats show: see _seat.html."""
    places = seat_panel.of(colab, request.user)
    mine = places.mine if places.state in {"seated", "waiting"} else None
    initial = {"part": mine.part, "bring": mine.bring} if mine else None
    return {
        "colab": colab,
        "places": places,
        "form": RegistrationForm(initial=initial),
        "room_is_open": access.is_open(colab),
        "room_opens_at": access.opens_at(colab),
        "room_service": providers.service(colab.room_url),
        "may_enter": places.state in {"seated", "role"},
        "unattributed": colab.topic.forum.unattributed,
    }


def zone_rows(colab, places):
    """The start on each clock of North America, for _day_bar.html; with how many seated people live by it,
    for those who know who they are."""
    seated = [row.participant for row in places.seated] if places.knows_names else []
    people = [(person.zone, person.window) for person in seated]
    rows = daytime.per_zone(colab.starts_at, colab.minutes, people, home=str(colab.zone))
    return [time_check.line(row, colab.minutes, row.people or "") for row in rows]


def _revised(request, pk):
    """When the entry last changed; None where there is none for this reader."""
    revised = CoLab.objects.visible_to(request.user).filter(pk=pk)
    return revised.values_list(F("revised_at"), flat=True).first()


@login_not_required
@require_safe
@last_modified(_revised)
def ics(request, pk):
    """The public calendar entry: a UID of its own, nobody's name, our page as its place (calendars, 19)."""
    announced = CoLab.objects.visible_to(request.user).exclude(state=CoLab.State.DRAFT)
    colab = get_object_or_404(announced, pk=pk)
    content = itip.feed(colab.title, [invitations.entry(colab, colab.uid, colab.sequence)])
    return HttpResponse(
        content,
        content_type="text/calendar; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="co-lab-{colab.pk}.ics"'},
    )
