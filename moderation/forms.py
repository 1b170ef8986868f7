"""Forms for reporting and hiding."""

from django import forms
from django.utils.translation import gettext_lazy as _

from core.web.fields import LineField
from core.web.forms import WithButtons


class ReasonForm(forms.Form):
    reason = LineField(
        label=_("Reason"),
        max_length=300,
        help_text=_("It stands where the text was, so that its author and others understand."),
    )


class ReportForm(WithButtons, forms.Form):
    reason = LineField(label=_("What is wrong with it?"), max_length=500)
    submit = _("Send to the moderators")
