"""What came of the hours in numbers: of all public spaces, and of one space for its readers."""

from datetime import date

from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from core.charts import tables
from learning.library.filters import Filters
from learning.models import Reflection
from learning.value import counting, figures, network, readings

STORIES = 5


@login_not_required
@require_safe
def everywhere(request):
    """Parameter: `month`, of which there is a reading."""
    context = _figures(request) | {"tabs": Filters().tabs(), "shelf": None}
    return render(request, "learning/value/value.html", context)


@login_not_required
@require_safe
def of_space(request, slug):
    """The same parameter."""
    forum = _space(request, slug)
    return render(request, "learning/value/value.html", _figures(request, forum) | {"forum": forum})


@login_not_required
@require_safe
def as_csv(request):
    return _table(_figures(request), "value.csv")


@login_not_required
@require_safe
def csv_of_space(request, slug):
    return _table(_figures(request, _space(request, slug)), f"value-{slug}.csv")


def _space(request, slug):
    readable = counting.spaces().visible_to(request.user)
    return get_object_or_404(readable, slug=slug)


def _figures(request, forum=None):
    months = readings.months(forum)
    month = _month(request, months)
    numbers = readings.of_month(month, forum) if month else {}
    of_network = network.readings(forum, month)
    has_a_year = len(months) >= readings.MONTHS
    found = [
        figures.talk_to_use(numbers, month, forum),
        network.across(of_network),
        network.then_and_now(of_network),
        figures.objectives(numbers, forum) if has_a_year else None,
        figures.where_used(numbers, month, forum),
    ]
    return {
        "figures": [one for one in found if one],
        "month": month,
        "months": months,
        "stories": _stories(request.user, forum),
    }


def _month(request, months):
    """Return the month that is asked for, else the latest one; None where there is none."""
    asked = request.GET.get("month")
    if not asked:
        return months[0] if months else None
    try:
        month = date.fromisoformat(f"{asked}-01")
    except ValueError:
        raise Http404 from None
    if month not in months:
        raise Http404
    return month


def _stories(person, forum):
    found = Reflection.objects.readable_by(person).for_page().order_by("-shared_at", "-pk")
    return (found.filter(colab__topic__forum=forum) if forum else found)[:STORIES]


def _table(found, name):
    rows = [
        [figure.title, row.label, head, "" if cell is None else cell]
        for figure in found["figures"]
        for row in figure.rows
        for head, cell in zip(figure.head[1:], row.cells, strict=True)
    ]
    return tables.as_csv(name, [[_("Picture"), _("Row"), _("Column"), _("How many")], *rows])
