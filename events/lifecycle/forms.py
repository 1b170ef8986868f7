"""The forms of organizers: plan, start, reasons."""

from copy import copy
from datetime import datetime

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout, Row
from django import forms
from django.core.exceptions import NON_FIELD_ERRORS
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.timezones import display
from core.timezones.fields import ZoneField
from core.timezones.local_time import local_instants
from core.timezones.wall_time import Start
from core.web.fields import LineField, MarkdownField
from core.web.forms import BUTTONS, THEIRS, EditsOnce, Piece, RowForm, Section
from events.lifecycle import checks, colabs, hour_fields
from events.lifecycle.room_fields import RoomField
from events.lifecycle.volunteers import volunteers
from events.models import CoLab
from events.scheduling import time_check
from participants.profiles.person_field import PersonField


def _reason(label, help_text="", **options):
    return LineField(label=label, max_length=500, help_text=help_text, **options)


# Enter presses the first button of a form: without this one it would be one of the time finder.
ON_ENTER = Piece("events/lifecycle/_on_enter.html")


class StartForm(forms.Form):
    """A local time in a zone; if it occurs twice, which of the two (R-TIME-GAPS)."""

    date = forms.DateField(
        label=_("Date"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        validators=[time_check.require_near],
    )
    time = forms.TimeField(label=_("Time"), widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"))
    zone = ZoneField()
    which = forms.TypedChoiceField(
        label=_("Which of the two?"), coerce=int, required=False, widget=forms.RadioSelect
    )

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        self.fields["zone"].label = _("On the clock of")
        self.fields["zone"].help_text = ""
        if self.is_bound:
            self._add_or_remove_which()
        else:
            del self.fields["which"]

    def when(self):
        """The start and what it means, also the answer to htmx (_time.html)."""
        row, which = (
            [n for n in names if n in self.fields] for names in (["date", "time", "minutes"], ["which"])
        )
        reasons = ReasonsForm.base_fields
        found = Piece("events/scheduling/_found.html")
        return Section(_("When"), Row(*row), "zone", *which, found, *reasons, css_id="time-check")

    @property
    def time_helper(self):
        helper = FormHelper()
        helper.layout, helper.template = Layout(self.when()), "colab_forms/part.html"
        return helper

    def clean(self):
        cleaned = super().clean() or self.cleaned_data
        if "date" in cleaned and "time" in cleaned and "zone" in cleaned:
            self._choose(cleaned)
        return cleaned

    def _choose(self, cleaned):
        instants = self._instants
        if not instants:
            text = _("Clocks in %(city)s skip this time on that day. Choose another.")
            self.add_error("time", text % {"city": display.city(cleaned["zone"])})
        elif len(instants) == 1:
            cleaned["start"] = Start(instants[0], cleaned["zone"])
        elif cleaned.get("which") in (0, 1):
            cleaned["start"] = Start(instants[cleaned["which"]], cleaned["zone"])
        elif "which" not in self.errors:
            self.add_error("which", _("Clocks show this time twice on that day. Say which one you mean."))

    def _add_or_remove_which(self):
        try:
            values = [self.fields[name].clean(self._typed(name)) for name in ("date", "time", "zone")]
        except forms.ValidationError:
            values = None
        self._instants = local_instants(datetime.combine(*values[:2]), values[2]) if values else []
        if len(self._instants) == 2:
            self.fields["which"].always_answered = True  # required wherever it is shown
            self.fields["which"].choices = [
                (number, f"{display.time_words(instant, values[2])}, {display.offset(instant, values[2])}")
                for number, instant in enumerate(self._instants)
            ]
        else:
            del self.fields["which"]

    def _typed(self, name):
        return self.fields[name].widget.value_from_datadict(self.data, self.files, self.add_prefix(name))


class ReasonsForm(forms.Form):
    """Reasons for an unfriendly start or a short notice (R-FRIENDLY-START and R-SHORT-NOTICE)."""

    unfriendly_reason = _reason(
        _("Why at this hour"),
        _("Only needed where it is not daytime for most people. Everyone can read it."),
        required=False,
    )
    notice_reason = _reason(
        _("Why at short notice"),
        _("Only needed where the co-lab is less than a week ahead. Everyone can read it."),
        required=False,
    )


class PlanForm(hour_fields.HourFields, RoomField, EditsOnce, ReasonsForm, forms.ModelForm):
    """The fields of `colabs.PLAN`; of a co-lab that is stored they may have changed (R-EDIT-CONFLICT)."""

    title = LineField(label=_("Title"), max_length=150)
    question = LineField(
        label=_("Guiding question"),
        max_length=250,
        help_text=_("The one question that the hour is about."),
    )
    description = MarkdownField(
        label=_("Description"),
        max_length=5000,
        required=False,
        help_text=_("What people should know before they come. You can use Markdown."),
        rows=6,
    )
    chosen_for = forms.ChoiceField(label=_("Chosen for"), choices=CoLab.ChosenFor, widget=forms.RadioSelect)
    chosen_because = _reason(_("Why this topic, why now"), _("Everyone can read it."))
    minutes = forms.IntegerField(
        label=_("Length in minutes"), initial=60, widget=forms.NumberInput(attrs={"min": 1, "max": 60})
    )
    capacity = forms.IntegerField(
        label=_("Seats"),
        initial=10,
        help_text=_("At most ten. Organizer, facilitator and harvester do not use one."),
        widget=forms.NumberInput(attrs={"min": 1, "max": 10}),
    )
    facilitator = PersonField(
        label=_("Facilitator"),
        required=False,
        help_text=_("Keeps the hour fair. Name or e-mail address of somebody with an account."),
    )
    harvester = PersonField(
        label=_("Harvester"),
        required=False,
        help_text=_("Writes down what comes out. Name or e-mail address of somebody with an account."),
    )
    submit = _("Save changes")

    class Meta:
        model = CoLab
        fields = ["title", "question", "description", "chosen_for", "chosen_because", "minutes", "capacity"]
        fields += ["room_url", "unfriendly_reason", "notice_reason", *hour_fields.FIELDS]

    def __init__(self, *args, instance, **options):
        given = {role: getattr(instance, role) for role in ("facilitator", "harvester")}
        kept = self.hour_initial(instance) | self.room_initial(instance.room_url)
        options["initial"] = given | kept | options.get("initial", {})
        super().__init__(*args, instance=instance, **options)
        self.add_hour()
        self.add_room(instance.room_url)
        offered = volunteers(instance)
        for role, person in given.items():
            self.fields[role].current = person
            self.fields[role].offer(offered[role])
        self.fields["description"].widget.attrs["data-draft"] = f"co-lab-{instance.topic_id}-{instance.pk}"

    def tell_the_rest(self, *, announce=False):
        """Add what the verb would refuse in what is right so far (R-ALL-ERRORS)."""
        colab, typed = copy(self.instance), self.cleaned_data
        before = {"minutes": self.initial["minutes"]} if colab.pk else None
        for role in ("facilitator", "harvester"):
            setattr(colab, role, typed.get(role))
        if "start" in typed:
            colabs.set_time(colab, typed["start"])
        for name, text in checks.unmet(colab, right_in(self), before, announce=announce).items():
            self.add_error(None if name == NON_FIELD_ERRORS else name, text)

    def repeats(self, cleaned):
        return not self.instance.pk or super().repeats(cleaned)

    def plan(self):
        names = [*self.Meta.fields, "facilitator", "harvester"]
        return {name: self.cleaned_data[name] for name in names} | self.hour_plan()

    def parts(self):
        fields = [name for name in self.fields if name not in self.hour_names()]
        shown = [self.room() if name == "room_url" else name for name in fields]
        return [*shown, self.hour(), BUTTONS, THEIRS]


class DraftForm(StartForm, PlanForm):
    submit = _("Save as a draft")
    then = "draft"
    about = ["title", "question", "description", "chosen_for", "chosen_because"]
    people = ["capacity", "facilitator", "harvester", "room_url"]

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        time = ["date", "time", "minutes", "zone", "which", *ReasonsForm.base_fields]
        self.order_fields([*self.about, *time, *self.people])  # as the page shows them: errors are listed so

    def as_typed(self):
        """Return what a browser would send of the form as it stands."""
        values = {name: self[name].value() for name in self.fields}
        for name in ("date", "time"):
            values[name] = self.fields[name].widget.format_value(values[name])
        return {name: "" if value is None else str(value) for name, value in values.items()}

    def action(self):
        colab = self.instance
        if colab.pk:
            return reverse("events:edit", args=[colab.pk])
        follows = f"?follows={colab.follows_id}" if colab.follows_id else ""
        return reverse("events:declare", args=[colab.topic_id]) + follows

    def parts(self):
        what, who = (
            Section(_("What it is about"), *self.about),
            Section(_("Who and where"), *self.people[:-1], self.room()),
        )
        buttons = Piece("events/lifecycle/_draft_buttons.html")
        return [ON_ENTER, what, self.when(), who, self.hour(), "begun", buttons, THEIRS]


def right_in(form):
    """Return the names of what is right in a form, "start" among them."""
    return set(form.cleaned_data) - set(form.errors)


class MoveForm(RowForm, StartForm, ReasonsForm):
    reason = _reason(_("Why it is moved"), _("Everyone who registered reads it."))
    submit = _("Move it")
    address = "events:move"

    def tell_the_rest(self):
        """Add what the verb would refuse in what is right so far (R-ALL-ERRORS)."""
        colab, typed = copy(self.row), self.cleaned_data
        if "start" in typed:
            colabs.set_time(colab, typed["start"])
        colab.unfriendly_reason = typed.get("unfriendly_reason", "")
        colab.notice_reason = typed.get("notice_reason", "")
        for name, text in checks.move_errors(colab, right_in(self)).items():
            self.add_error(name, text)

    def parts(self):
        return [ON_ENTER, self.when(), "reason", BUTTONS]


class CallOffForm(forms.Form):
    reason = _reason(_("Why it is called off"), _("Everyone who registered reads it, and so does the page."))
