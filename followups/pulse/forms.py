from crispy_forms.layout import Field
from django import forms
from django.utils.translation import gettext_lazy as _

from core.web.forms import BUTTONS, RowForm
from followups.models import Extent, Pulse
from followups.pulse.pulse import QUESTIONS

CHOICES = [*((str(value), label) for value, label in reversed(Extent.choices)), ("", _("no answer"))]


def _taps(label, initial):
    return forms.TypedChoiceField(
        label=label,
        choices=CHOICES,
        coerce=int,
        empty_value=None,
        required=False,
        initial="" if initial is None else str(initial),
        widget=forms.RadioSelect,
    )


class PulseForm(RowForm, forms.Form):
    """Three questions, and one for each objective; each may be left out (R-NOTHING-REQUIRED).

    On the page of the hour (`in_hour`) its answers are kept in place.
    """

    address = "followups:pulse"
    submit = _("Keep my answers")
    submit_class = "btn-small"
    css_class = "form pulse"

    def __init__(self, colab, mine, ticks, *args, in_hour=False, **options):
        super().__init__(colab, *args, auto_id="pulse-%s", **options)
        self.in_hour = in_hour
        self.has_answered = mine is not None or any(answer is not None for answer in ticks.values())
        self.objectives = {f"objective_{one.pk}": one for one in ticks}
        for name in QUESTIONS:
            self.fields[name] = _taps(Pulse._meta.get_field(name).verbose_name, getattr(mine, name, None))
        for name, objective in self.objectives.items():
            label = _("Did I get this: “%(objective)s”?") % {"objective": objective.text}
            self.fields[name] = _taps(label, ticks[objective])

        for field in self.fields.values():
            field.always_answered = True  # they can all be left out: said once, above

    def attrs(self):
        return {"id": "pulse-box", "data-hx-post": self.action()} if self.in_hour else {}

    @property
    def described_by(self):
        """The id of the words that its answers are kept, where they stand above it."""
        return "pulse-kept" if self.in_hour and self.has_answered and not self.errors else ""

    def parts(self):
        return [*(Field(name, wrapper_class="choices-inline") for name in self.fields), BUTTONS]

    def taps(self):
        return {name: self.cleaned_data[name] for name in QUESTIONS}

    def ticks(self):
        return {objective: self.cleaned_data[name] for name, objective in self.objectives.items()}
