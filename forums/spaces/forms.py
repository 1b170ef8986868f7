from django import forms
from django.utils.translation import gettext_lazy as _

from core.web.fields import LineField


class RemovalForm(forms.Form):
    reason = LineField(
        label=_("Why"),
        max_length=300,
        required=False,
        help_text=_("For the moderators of this space. The person can read it in an export of their data."),
    )
