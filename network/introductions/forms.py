from django import forms
from django.utils.translation import gettext_lazy as _

from core.web.fields import LineField
from core.web.forms import RowForm


class AskForTimeForm(RowForm, forms.Form):
    """Why somebody asks a person, who is `row`, for twenty minutes."""

    address = "network:ask_for_time"
    submit = _("Ask")
    why = LineField(
        label=_("What would you like to talk about?"),
        max_length=300,
        help_text=_("They read these words, with your name and organization."),
    )
    first_step = LineField(
        label=_("A first step, if you have one in mind"),
        max_length=150,
        required=False,
        help_text=_("For example: “Twenty minutes on the telephone next week”."),
    )


class IntroduceForm(AskForTimeForm):
    """Whom to introduce to one of my people; `row` is the connection with them."""

    address = "network:introduce"
    submit = _("Ask them both")
    person = forms.ModelChoiceField(label=_("To whom?"), queryset=None, empty_label=_("Choose a person"))
    why = LineField(
        label=_("Why should they talk?"),
        max_length=300,
        help_text=_("Both read these words, with your name and the name of the other one."),
    )
    field_order = ["person", "why", "first_step"]

    def __init__(self, connection, people, *args, **options):
        super().__init__(connection, *args, **options)
        field = self.fields["person"]
        field.queryset = people
        field.choices = [("", field.empty_label), *((one.pk, str(one)) for one in people)]  # read once
