"""The pictures of what came of the hours: each a sentence, a drawing, and a table with every number in it."""

from dataclasses import dataclass
from itertools import pairwise
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from core.charts.bars import Bars, bars
from core.charts.lines import Lines
from events.models import Objective
from followups.models import Extent
from forums.models import Role
from learning.models import Trial, ValueReading

What = ValueReading.What
STEPS = {  # from talk to use, in this order
    What.HOURS: gettext_lazy("hours held"),
    What.THERE: gettext_lazy("people who came, each hour anew"),
    What.NOTES: gettext_lazy("notes shared"),
    What.PAIRS: gettext_lazy("pairs who want to talk more"),
    What.TOLD: gettext_lazy("places that told what they tried"),
    What.OUTPUTS: gettext_lazy("outputs used elsewhere"),
}
ROLES = {  # who in a space looks at a step that is thin
    What.NOTES: Role.Kind.REPORTER,
    What.PAIRS: Role.Kind.KEEPER,
    What.TOLD: Role.Kind.DETECTIVE,
    What.OUTPUTS: Role.Kind.BROKER,
}


@dataclass(frozen=True)
class Row:
    """`cells` are numbers or texts; None where so few people stand behind it that nothing is said."""

    label: str
    cells: list
    url: str = ""  # of the list that was counted


@dataclass(frozen=True)
class Figure:
    """`drawing` is core.charts.bars.Bars or core.charts.lines.Lines; `key` is its place."""

    key: str
    title: str
    sentence: str
    drawing: Bars | Lines
    head: list
    rows: list[Row]
    more: str = ""  # a second sentence

    @property
    def is_bars(self):
        return isinstance(self.drawing, Bars)


def talk_to_use(numbers, month, forum=None):
    """Return the Figure of six steps; None while there is nothing to say.

    `numbers`: see readings.of_month; `month`: the last of the twelve; `forum`: the space that they are of.
    """
    amounts = {what: _amount(numbers, what) for what in STEPS}
    if not any(amounts.values()):
        return None
    said = [_clause(what, amount, numbers) for what, amount in amounts.items() if amount is not None]
    rows = []
    for what, label in STEPS.items():
        address = _list_of(what, forum)
        rows += [Row(label, [amounts[what]], address), *_answers(what, amounts[what], numbers, address)]
    return Figure(
        key="talk-to-use",
        title=_("From talk to use"),
        sentence=_in_the_year(month, said),
        drawing=bars([(label, _parts(what, amounts[what], numbers)) for what, label in STEPS.items()]),
        head=[_("Step"), _("How many")],
        rows=rows,
        more=_thinnest(amounts),
    )


def _parts(what, amount, numbers):
    if amount is None:
        return None
    return [count for _label, count in _told_by_answer(numbers)] if what == What.TOLD else [amount]


def _answers(what, amount, numbers, address):
    """Return a Row for each of the four answers, below that of the places that told."""
    if what != What.TOLD or amount is None:
        return []
    label = STEPS[what]
    return [Row(f"{label}: {answer}", [count], address) for answer, count in _told_by_answer(numbers)]


def _told_by_answer(numbers):
    """Return (label, number) of all four answers, in their order (R-SAME-SIZE)."""
    return [(label, numbers.get((What.TOLD, value), 0)) for value, label in Trial.Showed.choices]


def _amount(numbers, what):
    """Return the number of a step; None where nothing may be said of it."""
    found = [amount for (kind, _part), amount in numbers.items() if kind == what]
    return sum(found) if found else None


def _clause(what, amount, numbers):
    number = {"number": amount}
    if what == What.HOURS:
        return ngettext("%(number)s hour", "%(number)s hours", amount) % number
    if what == What.THERE:
        return ngettext("people came %(number)s time", "people came %(number)s times", amount) % number
    if what == What.NOTES:
        return ngettext("%(number)s note", "%(number)s notes", amount) % number
    if what == What.PAIRS:
        text = ngettext(
            "%(number)s pair who wants to talk more", "%(number)s pairs who want to talk more", amount
        )
        return text % number
    if what == What.TOLD:
        return _told(amount, numbers)
    return _used(amount, numbers)


def _told(amount, numbers):
    answers = [f"{label}: {count}" for label, count in _told_by_answer(numbers)]
    text = ngettext("%(number)s place told what it tried", "%(number)s places told what they tried", amount)
    return f"{text % {'number': amount}} ({' · '.join(answers)})"


def _used(amount, numbers):
    used = ngettext("%(number)s output used elsewhere", "%(number)s outputs used elsewhere", amount)
    districts = numbers.get((What.DISTRICTS, ""), 0)
    if not districts:
        return used % {"number": amount}
    where = ngettext("in %(number)s district", "in %(number)s districts", districts) % {"number": districts}
    return f"{used % {'number': amount}} {where}"


def _thinnest(amounts):
    """Return a sentence about the step that is the smallest part of the one before it, and its role."""
    parts = {}
    for before, step in pairwise(STEPS):
        if step in ROLES and amounts[before]:
            parts[step] = (amounts[step] or 0) / amounts[before]
    if not parts:
        return ""
    step = min(parts, key=parts.get)
    return _("The thinnest step: %(step)s. The role that looks at it: %(role)s.") % {
        "step": STEPS[step],
        "role": ROLES[step].label,
    }


def _list_of(what, forum):
    """Return the address of the list that was counted (R-VALUE-IS-COUNTED)."""
    of_space = {"space": forum.slug} if forum else {}
    return {
        What.HOURS: _address("events:past", **of_space),
        What.THERE: _address("events:past", **of_space),
        What.NOTES: _address("learning:library", shelf="notes", **of_space),
        What.PAIRS: reverse("network:map"),
        What.TOLD: _address("learning:experiments", **of_space),
        What.OUTPUTS: _address("learning:outputs", **of_space),
    }[what]


def _address(name, **parameters):
    asked = urlencode(parameters)
    return reverse(name) + (f"?{asked}" if asked else "")


def objectives(numbers, forum=None):
    """Return the Figure of what hours aimed at and what people got; None while nobody has answered."""
    address = _list_of(What.HOURS, forum)
    got = {value: _got(numbers, value) for value in Objective.Dimension.values}
    if not any(got.values()):
        return None
    yes, asked = (
        sum(counts[0] for counts in got.values() if counts),
        sum(map(sum, filter(None, got.values()))),
    )
    aimed = {value: numbers.get((What.AIMED, value)) for value in got}
    labels = dict(Objective.Dimension.choices)
    return Figure(
        key="objectives",
        title=_("What we aimed at, what people got"),
        sentence=_("Of %(asked)s answers to whether people got what an hour was for, %(yes)s say yes.")
        % {"asked": asked, "yes": yes},
        drawing=bars([(labels[value], counts) for value, counts in got.items()]),
        head=[_("For whom"), _("Objectives"), _("Answers"), *(extent.label for extent in _EXTENTS)],
        rows=[
            Row(labels[value], [aimed[value], *([sum(counts), *counts] if counts else [None] * 4)], address)
            for value, counts in got.items()
        ],
        more=_("The parts of a bar, in this order: yes, partly, no."),
    )


_EXTENTS = (Extent.YES, Extent.PARTLY, Extent.NO)


def _got(numbers, dimension):
    """Return how many said yes, partly, no; None where nothing may be said."""
    counts = [numbers.get((What.GOT, f"{dimension}:{extent.value}"), 0) for extent in _EXTENTS]
    return counts if any(counts) else None


def where_used(numbers, month, forum=None):
    """Return the Figure of districts with uses; None while nothing may be said of them."""
    used = [(part, amount) for (what, part), amount in numbers.items() if what == What.USED_IN]
    if not used:
        return None
    used.sort(key=lambda pair: (not pair[0], -pair[1], pair[0]))
    named = [(district or _("other districts"), amount) for district, amount in used]
    outputs = numbers.get((What.OUTPUTS, ""), 0)
    return Figure(
        key="where-used",
        title=_("Where it is used"),
        sentence=_in_the_year(month, [_used(outputs, numbers)]),
        drawing=bars([(district, [amount]) for district, amount in named]),
        head=[_("District"), _("Uses")],
        rows=[Row(district, [amount], _list_of(What.OUTPUTS, forum)) for district, amount in named],
        more=_("Districts of fewer than four people, and the smallest of many, stand together."),
    )


def _in_the_year(month, said):
    until = date_format(month, "YEAR_MONTH_FORMAT")
    return _("In the twelve months to %(month)s: %(numbers)s.") % {"month": until, "numbers": ", ".join(said)}
