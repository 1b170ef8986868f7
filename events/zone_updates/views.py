"""The page on which an organizer decides after the rules of a time zone changed."""

from collections import Counter

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from core.timezones import display
from core.web.refusals import Refused
from core.web.responses import say
from events.models import CoLab
from events.zone_updates import detection, resolution

MESSAGES = {
    detection.INSTANT: gettext_lazy("The moment stays. Everyone is told what their clock shows then."),
    detection.WALL: gettext_lazy("The hour stays, and everyone is told what changes on their clock."),
}


@require_http_methods(["GET", "HEAD", "POST"])
def rules(request, pk):
    own = CoLab.objects.run_by(request.user).announced().select_related("topic__forum", "offset_snapshot")
    colab = get_object_or_404(own, pk=pk)
    found = detection.difference(colab)
    if found is None or colab.has_started:
        messages.info(request, _("Clocks agree with this co-lab: there is nothing to choose."))
        return redirect(colab)
    if request.method == "POST":
        return _settle(request, colab)
    context = {"colab": colab, "found": found, "rows": _rows(colab, found)}
    return render(request, "events/zone_updates/rules.html", context)


def _settle(request, colab):
    keep = request.POST.get("keep", "")
    try:
        resolution.settle(colab, request.user, keep)
    except Refused as refusal:
        say(request, refusal)
        return redirect("events:rules", colab.pk)
    messages.success(request, MESSAGES[keep])
    return redirect(colab)


def _rows(colab, found):
    present = colab.registrations.present().select_related("participant")
    people = {one.participant_id: one.participant for one in present}
    people |= {person.pk: person for person in colab.people_with_a_role}
    known = detection.known_offsets(colab)
    return [
        {
            "city": display.city(zone),
            "number": number,
            "was": detection.short(colab.starts_at, detection.clock_at(known.get(zone))),
            "instant": detection.short(colab.starts_at, zone),
            "wall": detection.short(found.meant, zone),
        }
        for zone, number in Counter(str(person.zone) for person in people.values()).most_common()
    ]
