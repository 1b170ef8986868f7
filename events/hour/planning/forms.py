"""The form of the plan of an hour: its steps, in a row of fields each, its objectives and what is kept."""

from django import forms
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.web.fields import LineField
from core.web.forms import BUTTONS, THEIRS, EditsOnce, Piece, Section
from events.hour import methods, plan
from events.hour.planning import arranging, changes
from events.hour.planning.fields import SHEETS, ObjectiveFields
from events.models import Step
from events.models.hour_plan import MOST_STEPS

ROW = arranging.ROW  # names of the fields of one step, each with its number after it


ON_ENTER = Piece("events/lifecycle/_on_enter.html")


class StepRow(Piece):
    """The fields of one step, and the buttons that move it."""

    def __init__(self, number):
        super().__init__("events/hour/_step_row.html")
        self.number = number

    def render(self, form, context, **options):
        fields = {name: form[f"{name}_{self.number}"] for name in ROW}
        card = methods.of(fields["method"].value() or methods.OWN)
        what = form.here.partition("-")[0] if form.here.endswith(f"-{self.number}") else ""
        folded = [fields[name] for name in ("method", "title", "prompt", "place")]
        is_open = any(field.errors for field in folded) or fields["title"].value() or fields["prompt"].value()
        with context.push(row=fields, number=self.number, card=card, here=what, is_open=is_open):
            return super().render(form, context, **options)


class HourForm(ObjectiveFields, EditsOnce):
    """Of a co-lab that may not be announced yet; its steps may have changed meanwhile (R-EDIT-CONFLICT)."""

    keeps = LineField(
        label=gettext_lazy("What do we keep?"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("What should be there when the hour is over."),
    )
    submit = gettext_lazy("Save the plan")

    def __init__(self, colab, data=None, here=""):
        """`here`: which button of a step has the focus, "up-2"; see `arranging`."""
        self.colab, self.here = colab, here
        self.stored = plan.steps_of(colab)
        initial = {"keeps": colab.keeps} | self.objectives_initial(colab)
        for number, step in enumerate(self.stored, start=1):
            initial |= {f"{name}_{number}": value for name, value in _values(step, number).items()}
        super().__init__(data, initial=initial)
        self.numbers = arranging.numbers(data) if self.is_bound else list(range(1, len(self.stored) + 1))
        for number in self.numbers:
            self._add_row(number)
        self.add_objectives()

    def _add_row(self, number):
        count = {"data-hx-post": self.arrange_url, "data-hx-trigger": "change", "data-hx-target": "#total"}
        count |= {"data-hx-select": "#total", "data-hx-swap": "outerHTML", "class": "short"}
        about, first = {"number": number}, {"class": "short", "min": 1}
        fields = {
            "step": forms.IntegerField(required=False, widget=forms.HiddenInput),
            "place": forms.IntegerField(
                label=_("Place of step %(number)d") % about, widget=forms.NumberInput(first)
            ),
            "method": forms.ChoiceField(
                label=_("What people do in step %(number)d") % about, choices=methods.choices()
            ),
            "minutes": forms.IntegerField(
                label=_("Minutes of step %(number)d") % about,
                min_value=1,
                max_value=60,
                widget=forms.NumberInput(count),
            ),
            "title": LineField(
                label=_("Another name for step %(number)d") % about, max_length=80, required=False
            ),
            "prompt": LineField(
                label=_("Another sentence for step %(number)d") % about, max_length=250, required=False
            ),
        }
        self.fields |= {f"{name}_{number}": field for name, field in fields.items()}

    @property
    def arrange_url(self):
        return reverse("events:arrange", args=[self.colab.pk])

    def action(self):
        return reverse("events:plan", args=[self.colab.pk])

    def attrs(self):
        return {
            "id": "plan",
            "data-hx-target": "#plan",
            "data-hx-select": "#plan",
            "data-hx-swap": "outerHTML",
        }

    def parts(self):
        steps = [StepRow(number) for number in self.numbers]
        total = Piece("events/hour/_total.html")
        what = Section(_("What it is for"), self.objective_rows(), "keeps")
        return [ON_ENTER, Section(_("The steps"), *steps, total), what, "begun", BUTTONS, THEIRS]

    @property
    def is_full(self):
        return len(self.numbers) >= MOST_STEPS

    @property
    def total(self):
        """Minutes of all steps, as they stand in the fields."""
        values = [str(self[f"minutes_{number}"].value() or "") for number in self.numbers]
        return sum(int(value) for value in values if value.isdecimal() and len(value) < 4)

    def steps(self):
        """Return the Steps in their order, those that were there with their keys."""
        typed = self.cleaned_data
        rows = [{name: typed[f"{name}_{number}"] for name in ROW} for number in self.numbers]
        rows.sort(key=lambda row: row["place"])
        fields = ("method", "minutes", "title", "prompt")
        return [Step(pk=row["step"], **{name: row[name] for name in fields}) for row in rows]

    def clean(self):
        cleaned = super().clean()
        for number in self.numbers:
            if cleaned.get(f"method_{number}") == methods.OWN and not cleaned.get(f"title_{number}"):
                self.add_error(f"title_{number}", _("Give a step of your own a name."))
        if not self.errors and (problem := changes.too_long(self.steps(), self.colab.minutes)):
            self.add_error(None, problem)
        return cleaned

    def _tell(self, now):
        super()._tell(now)
        texts = [f"{each.title}, {each.step.minutes}" for each in plan.shown(self.stored)]
        kept = [(label, text) for label, text in self.theirs if label == self.fields["keeps"].label]
        self.theirs = [(_("The steps"), "\n".join(texts)), *kept]


def _values(step, number):
    values = {"step": step.pk or "", "place": number, "method": step.method, "minutes": step.minutes}
    return values | {"title": step.title, "prompt": step.prompt}


class SheetForm(forms.Form):
    """Which ready run sheet is to take the place of the steps."""

    sheet = forms.ChoiceField(
        label=gettext_lazy("A ready run sheet"),
        choices=SHEETS,
        widget=forms.RadioSelect,
    )
