from django import forms
from django.utils.translation import gettext_lazy as _

from core.web.fields import LineField
from forums.models import Intention


class RegistrationForm(forms.Form):
    """What somebody would do there, and bring."""

    intention = forms.ChoiceField(
        label=_("What would you do there?"),
        choices=Intention,
        initial=Intention.UNSURE,
        widget=forms.RadioSelect,
    )
    bring = LineField(
        label=_("What I bring or hope for"),
        max_length=500,
        required=False,
        help_text=_("People with a seat or a role in this co-lab can read it."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )
