from crispy_forms.layout import Field
from django import forms
from django.utils.translation import gettext_lazy as _

from core.web.fields import LineField
from core.web.forms import RowForm
from forums.candidates.forms import IntentionField


class RegistrationForm(RowForm, forms.Form):
    intention = IntentionField()
    bring = LineField(
        label=_("What I bring or hope for"),
        max_length=500,
        required=False,
        help_text=_("People with a seat or a role in this co-lab can read it."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    submit = _("Join the waiting list")
    address = "events:register"

    def __init__(self, colab, *args, **options):
        super().__init__(colab, *args, **options)
        if colab.topic.forum.unattributed:
            self.fields["bring"].help_text = _("Only the organizer of this co-lab can read it.")

    def attrs(self):
        return {"data-hx-post": self.action(), "data-hx-target": "#seats", "data-hx-swap": "outerHTML"}


class ChangeForm(RegistrationForm):
    """The same, of somebody who is registered."""

    submit = _("Save")
    submit_class = ""
    address = "events:change"


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
