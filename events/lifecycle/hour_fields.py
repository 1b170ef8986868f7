"""What a form that declares or edits a co-lab asks about its hour, in one fold that is filled in already."""

from django import forms
from django.utils.translation import gettext_lazy as _

from core.web.fields import LineField
from core.web.forms import Fold
from events.hour import plan
from events.hour.planning.fields import NUMBERS, SHEETS, ObjectiveFields, names

FIELDS = ["keeps", "host", "host_offers", "dial_in", "care_note", "is_brave"]  # of CoLab
OWN = ("", _("The steps as they are now"))


def _line(label, length, help_text):
    return LineField(label=label, max_length=length, help_text=help_text, required=False)


class HourFields(ObjectiveFields):
    """Nothing of it has to be filled in (R-ALWAYS-A-RUN-SHEET)."""

    run_sheet = forms.ChoiceField(
        label=_("Run sheet"),
        choices=SHEETS,
        required=False,
        help_text=_("The steps of the hour. You can change each of them later, until the start."),
        widget=forms.RadioSelect,
    )
    keeps = _line(
        _("What do we keep?"), 200, _("What should be there when the hour is over. Everyone can read it.")
    )
    host = _line(
        _("Hosted by"),
        150,
        _("Who calls people together: an organization or a person. It is a label, and gives no rights."),
    )
    host_offers = _line(_("What the host offers"), 300, _("Such as interpretation in French and English."))
    dial_in = _line(
        _("Number to dial in"),
        200,
        _("Nobody sees it but those with a seat or a role, through our own door, when the room is open."),
    )
    care_note = _line(
        _("Care note"),
        300,
        _("What people should be ready for: “We speak of violence at the counter.” Everyone can read it."),
    )
    is_brave = forms.BooleanField(
        label=_("This is a brave hour: the talk will be uncomfortable"),
        required=False,
        help_text=_("It has a care note and a facilitator, and whoever registers ticks a box that says so."),
    )

    def hour_initial(self, colab):
        stored = plan.sheet_of(colab, plan.steps_of(colab)) if colab.pk else plan.usual_sheet(colab)
        return {"run_sheet": stored} | self.objectives_initial(colab)

    def add_hour(self):
        """Add the fields of objectives, and the choice of one's own steps where there are such."""
        self.fields["run_sheet"].always_answered = True
        if not self.initial["run_sheet"]:
            self.fields["run_sheet"].choices = [OWN, *SHEETS]
        self.add_objectives()

    def hour(self):
        hint = _("It is filled in already: open it if you want something else.")
        return Fold(_("The hour"), "run_sheet", self.objective_rows(), *FIELDS, hint=hint)

    def hour_names(self):
        return {"run_sheet", *FIELDS, *(name for number in NUMBERS for name in names(number))}

    def hour_plan(self):
        """Return the arguments of the verbs that are no fields of a co-lab."""
        return {"objectives": self.objectives(), "sheet": self.cleaned_data["run_sheet"]}
