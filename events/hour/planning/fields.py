"""What forms that plan an hour have in common: the ready run sheets, and the fields of objectives."""

from crispy_forms.layout import Fieldset, Row
from django import forms
from django.utils.functional import lazy
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from core.web.fields import LineField
from events.hour.planning import changes
from events.hour.run_sheets import RUN_SHEETS
from events.models import Objective

NUMBERS = range(1, len(Objective.Dimension) + 1)  # one for each dimension, as it is proposed


_described = lazy(format_html, SafeString)
SHEETS = [
    (key, _described('<span>{}<span class="choice-help">{}</span></span>', sheet.title, sheet.about))
    for key, sheet in RUN_SHEETS.items()
]


def names(number):
    return [f"dimension_{number}", f"objective_{number}"]


class ObjectiveFields(forms.Form):
    """Up to four objectives, each with its dimension; those without a text are none."""

    @staticmethod
    def objectives_initial(colab):
        stored = changes.objectives_of(colab) if colab.pk else []
        proposed = [(dimension.value, "") for dimension in Objective.Dimension]
        rows = zip(NUMBERS, [*stored, *proposed[len(stored) :]], strict=True)
        return {name: value for number, row in rows for name, value in zip(names(number), row, strict=True)}

    def add_objectives(self):
        for number in NUMBERS:
            dimension, text = names(number)
            self.fields[dimension] = forms.ChoiceField(
                label=_("Whom objective %(number)d is for") % {"number": number},
                choices=Objective.Dimension.choices,
                required=False,
            )
            self.fields[text] = LineField(
                label=_("Objective %(number)d") % {"number": number}, max_length=150, required=False
            )
            for name in (dimension, text):
                self.fields[name].always_answered = True  # they can all be left out: said once, above

    def objective_rows(self):
        rows = [Row(*names(number), css_class="objective") for number in NUMBERS]
        return Fieldset(_("Objectives: what people should be able to say they got from it"), *rows)

    def objectives(self):
        """Return (dimension, text) of each that has a text."""
        values = [[self.cleaned_data[name] for name in names(number)] for number in NUMBERS]
        return [(dimension or Objective.Dimension.US.value, text) for dimension, text in values if text]
