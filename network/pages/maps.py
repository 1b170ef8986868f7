"""The map: groups of people and how they are connected; and one's own people. Read by who is signed in."""

from urllib.parse import quote

from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from core.charts import tables
from core.text import lines
from network.map import groups, readings, star


@require_safe
def everybody(request):
    """Show the groups; `by`: one of groups.BY, `group`: the name of one, to look inside."""
    by = _by(request)
    context = {"by": by, "group": lines.clean(request.GET.get("group", ""))}
    if context["group"]:
        inside = groups.inside(by, context["group"], _("Others"))
        if inside is None:
            raise Http404
        context |= {"inside": inside, "picture": inside.picture}
    else:
        context |= {"picture": groups.of_all(by, _("Others")), "readings": readings.latest()}
    address = f"{reverse('network:map')}?by={by}&group="
    context["marks"] = [
        (node, name and address + quote(name)) for node, name, _within in context["picture"].rows
    ]
    return render(request, "network/map/map.html", context)


def _by(request):
    by = request.GET.get("by")
    return by if by in groups.BY else groups.BY[0]


@require_safe
def as_csv(request):
    """The numbers of the picture of all groups, as its tables say them."""
    picture = groups.of_all(_by(request), _("Others"))
    head = [_("Group"), _("Other group"), _("People"), _("Connections")]
    within = [[node.label, "", node.size, inside] for node, _name, inside in picture.rows]
    between = [[one.label, other.label, "", count] for one, other, count in picture.pairs]
    return tables.as_csv("map.csv", [head, *within, *between])


@require_safe
def mine(request):
    nodes, chords, rows = star.of(request.user)
    marks = [(node, "") for node in nodes]
    context = {"marks": marks, "chords": chords, "rows": rows, "back": reverse("network:my_people")}
    return render(request, "network/map/mine.html", context)
