from django import forms
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.web.fields import LineField
from core.web.forms import RowForm, WithButtons
from network.models import NextStep
from network.steps import steps


class StepForm(RowForm, forms.Form):
    """One line and a date, which is filled in; `row` is the co-lab.

    On the page of the hour (`in_hour`) it is kept in place.
    """

    address = "network:new_step"
    submit = _("Keep this step")
    text = LineField(
        label=_("What will you do?"),
        max_length=200,
        help_text=_("Something you can have done: “Rewrite the reminder letter”."),
    )
    due_on = forms.DateField(
        label=_("By when"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    readable = forms.ChoiceField(label=_("Who reads it"), choices=NextStep.Readable)

    def __init__(self, colab, *args, in_hour=False, **options):
        self.in_hour = in_hour
        proposed = {"due_on": timezone.localdate() + steps.USUALLY, "readable": NextStep.Readable.US}
        options["initial"] = proposed | options.get("initial", {})
        super().__init__(colab, *args, auto_id="step-%s", **options)
        self.fields["readable"].choices = [
            (NextStep.Readable.US, _("only me")),
            (NextStep.Readable.READERS, NextStep.Readable.READERS.label),
        ]
        if colab is None or not colab.topic.forum.rules.in_library:
            del self.fields["readable"]

    def attrs(self):
        return {"id": "step-box", "data-hx-post": self.action()} if self.in_hour else {}

    def step(self):
        return {"readable": NextStep.Readable.US} | self.cleaned_data


class ChangedStepForm(StepForm):
    submit = _("Save changes")

    def __init__(self, step, *args, **options):
        self.changed = step
        options["initial"] = {name: getattr(step, name) for name in ("text", "due_on", "readable")}
        super().__init__(step.colab, *args, **options)

    def action(self):
        return reverse("network:change_step", args=[self.changed.pk])


class AskForm(RowForm, forms.Form):
    """Whom to ask along to a next step, which is `row`."""

    address = "network:ask_along"
    submit = _("Ask this person")
    person = forms.ModelChoiceField(
        label=_("Whom would you like to have with you?"), queryset=None, empty_label=_("Choose a person")
    )

    def __init__(self, step, people, *args, **options):
        super().__init__(step, *args, **options)
        self.fields["person"].queryset = people


class CameOfItForm(WithButtons, forms.Form):
    """After “it happened”: one line, which may be left out (R-NOTHING-REQUIRED)."""

    submit = _("Keep this line")
    came_of_it = LineField(label=_("What came of it?"), max_length=500, required=False)

    def __init__(self, step, *args, **options):
        super().__init__(*args, initial={"came_of_it": step.came_of_it}, **options)
        self.step = step

    def action(self):
        return reverse("network:step_happened", args=[self.step.pk])

    def line(self):
        """Return what was typed, "" of an emptied box; None where the box was not sent."""
        return self.cleaned_data["came_of_it"] if "came_of_it" in self.data else None
