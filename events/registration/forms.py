from crispy_forms.layout import Field
from django import forms
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from core.web.fields import LineField
from core.web.forms import BUTTONS, RowForm, WithButtons
from events.registration import agreement, attendance
from forums.candidates.forms import IntentionField

BOXES = {
    agreement.BRAVE: _(
        "I know that this talk may be uncomfortable. I can leave at any time, without a word of reason."
    ),
    agreement.PRINCIPLES: _("I agree to the principles of this space: what is said here stays here."),
}
UNWRITTEN = _("I agree that what is said here stays here.")  # where no principles hold yet


class Agreeing(RowForm, forms.Form):
    """A form with the boxes that a co-lab asks for, and none elsewhere (R-BRAVE-HOUR)."""

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        self.add_boxes()

    def add_boxes(self):
        for name in agreement.asked(self.row):
            self.fields[name] = forms.BooleanField(
                label=BOXES[name], error_messages={"required": _("Tick this box to take part.")}
            )
        if agreement.PRINCIPLES in self.fields and not self.row.principles:
            self.fields[agreement.PRINCIPLES].label = UNWRITTEN
        elif agreement.PRINCIPLES in self.fields:
            forum = self.row.topic.forum
            address = reverse("forums:principles", args=[forum.slug])
            link = format_html('<a href="{}">{}</a>', address, _("Read the principles"))
            self.fields[agreement.PRINCIPLES].help_text = link

    def answers(self):
        """Return the arguments of the verb; `agrees` where a box was asked for."""
        said = {name: value for name, value in self.cleaned_data.items() if name not in BOXES}
        return said | ({"agrees": True} if BOXES.keys() & self.fields.keys() else {})


class RegistrationForm(Agreeing):
    intention = IntentionField()
    bring = LineField(
        label=_("What I bring or hope for"),
        max_length=500,
        required=False,
        help_text=_("People with a seat or a role in this co-lab can read it."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    private_line = LineField(
        label=_(
            "Only those who organize or facilitate this co-lab read this: what you need, what worries you"
        ),
        max_length=500,
        required=False,
        help_text=_("It is deleted seven days after the hour."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)
    submit = _("Join the waiting list")
    address = "events:register"

    def __init__(self, colab, *args, initial=None, **options):
        super().__init__(colab, *args, initial={"version": colab.principles} | (initial or {}), **options)
        if colab.topic.forum.unattributed:
            self.fields["bring"].help_text = _("Only the organizer of this co-lab can read it.")

    def clean_version(self):
        """Refuse what was read before the principles changed; the form shows the new ones (R-SEAT-AGREES)."""
        shown = self.cleaned_data["version"]
        if shown is not None and shown != self.row.principles:
            self.data = self.data.copy()
            self.data["version"] = self.row.principles
            self.add_error(
                None, _("The principles of this space have just changed. Read them, then press again.")
            )
        return shown

    def attrs(self):
        return {"data-hx-post": self.action(), "data-hx-target": "#seats", "data-hx-swap": "outerHTML"}


class ChangeForm(RegistrationForm):
    """The same, of somebody who is registered, and has agreed."""

    submit = _("Save")
    submit_class = ""
    address = "events:change"

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        del self.fields["version"]

    def add_boxes(self):
        pass


class SeatsForm(RowForm, forms.Form):
    seats = forms.IntegerField(
        label=_("Seats"),
        min_value=1,
        max_value=10,
        error_messages=dict.fromkeys(["min_value", "max_value"], _("A co-lab has one to ten seats.")),
        widget=forms.NumberInput(attrs={"class": "short"}),
    )
    css_class = ""
    address = "events:seats"

    def __init__(self, colab, *args, **options):
        super().__init__(colab, *args, initial={"seats": colab.capacity}, **options)

    def parts(self):
        return [Field("seats", template="events/pages/_seats_field.html")]


class AttendanceForm(WithButtons, forms.Form):
    """Of the people `attendance.expected`, each with what is known of them."""

    def __init__(self, people, *args, **options):
        super().__init__(*args, **options)
        choices = [(attendance.UNKNOWN, _("unknown")), *attendance.Mark.choices]
        for person in people:
            says_so = person.attendance and person.attendance.source == attendance.Source.SELF
            field = forms.ChoiceField(
                label=str(person),
                choices=choices,
                initial=attendance.mark_of(person),
                help_text=_("Says so: the door did not see them.") if says_so else "",
                widget=forms.RadioSelect,
            )
            if not attendance.may_be_unknown(person):
                field.widget.choices = choices[1:]  # somebody may have said so since the page was opened
            self.fields[str(person.pk)] = field

    def parts(self):
        return [*(Field(name, wrapper_class="choices-inline") for name in self.fields), BUTTONS]

    def marks(self):
        return {int(name): mark for name, mark in self.cleaned_data.items()}
