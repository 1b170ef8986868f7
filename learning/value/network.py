"""The pictures of the network over time, from its monthly readings (R-MONTHLY-READING)."""

from django.urls import reverse
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _

from core.charts.bars import bars
from core.charts.lines import lines
from core.few import FEWEST, is_told
from learning.months import up_to
from learning.value.figures import Figure, Row
from learning.value.readings import MONTHS
from network.models import NetworkReading


def readings(forum=None, until=None):
    """Return the last twelve readings up to a month in which enough people are connected, the first first."""
    found = NetworkReading.objects.filter(forum=forum, people__gte=FEWEST).order_by("-month")
    found = (found.filter(month__lte=until) if until else found)[:MONTHS]
    return [one for one in reversed(found) if one.people - one.alone >= FEWEST]


def across(found):
    """Return the Figure of what part of the connections leads elsewhere, by month; None without any."""
    shares = [(_share(one.across_districts, one), _share(one.across_organizations, one)) for one in found]
    if all(share == (None, None) for share in shares):
        return None
    series = [
        (_("in a hundred, to another district"), [districts for districts, _organizations in shares]),
        (_("in a hundred, to another organization"), [organizations for _districts, organizations in shares]),
    ]
    return Figure(
        key="across",
        title=_("Across districts and organizations"),
        sentence=_sentence(found[-1].connections, *shares[-1]),
        drawing=lines(series),
        head=[_("Month"), _("Connections"), *(label for label, _shares in series)],
        rows=[
            Row(
                date_format(one.month, "YEAR_MONTH_FORMAT"), [one.connections, *share], reverse("network:map")
            )
            for one, share in zip(found, shares, strict=True)
        ],
    )


def _share(number, reading):
    """Return a share in a hundred; None where few lead there, or few do not (R-NOT-UNDER-FOUR)."""
    if not is_told(number, reading.connections):
        return None
    return round(100 * number / reading.connections) if reading.connections else 0


def _sentence(number, districts, organizations):
    numbers = {"number": number, "districts": districts, "organizations": organizations}
    if districts is None and organizations is None:
        text = _("Of %(number)s connections, too few lead elsewhere, or too few do not, to say how many.")
    elif organizations is None:
        text = _("Of %(number)s connections, %(districts)s in a hundred lead to another district.")
    elif districts is None:
        text = _("Of %(number)s connections, %(organizations)s in a hundred lead to another organization.")
    else:
        text = _(
            "Of %(number)s connections, %(districts)s in a hundred lead to another district, and "
            "%(organizations)s to another organization."
        )
    return text % numbers


def then_and_now(found):
    """Return the Figure of the first and the last of twelve months; None before there are as many."""
    if not found or found[0].month > up_to(found[-1].month, MONTHS)[0]:
        return None
    then, now = found[0], found[-1]
    months = {one: date_format(one.month, "YEAR_MONTH_FORMAT") for one in (then, now)}
    address = reverse("network:map")
    return Figure(
        key="network",
        title=_("The network, then and now"),
        sentence=_("%(month)s: %(then)s. %(later)s: %(now)s.")
        % {"month": months[then], "then": _form(then), "later": months[now], "now": _form(now)},
        drawing=bars([(_people(month), parts_of(one) or [one.people]) for one, month in months.items()]),
        head=[
            *(_("Month"), _("People"), _("With a connection"), _("With none")),
            *(_("Connections for each"), _("Islands")),
        ],
        rows=[
            Row(month, [one.people, *(parts_of(one) or [None, None]), _for_each(one), one.islands], address)
            for one, month in months.items()
        ],
        more=_("Where a bar has two parts, they are the people with a connection and those with none."),
    )


def parts_of(reading):
    """Return how many have a connection and how many none; None where either are few (R-NOT-UNDER-FOUR)."""
    if not is_told(reading.alone, reading.people):
        return None
    return [reading.people - reading.alone, reading.alone]


def _people(month):
    return _("people in %(month)s") % {"month": month}


def _for_each(reading):
    """Return how many connections a person has, on average, as text in the language of the reader."""
    return number_format(2 * reading.connections / reading.people, 1)


def _form(reading):
    """Return the form of a network in words, after J. Holley: scattered, islands, one that holds together."""
    if 2 * reading.alone > reading.people:
        return _("scattered, most people have no connection")
    if reading.islands > 1:
        return _("islands, and few ways from one to the other")
    return _("one network that holds together")
