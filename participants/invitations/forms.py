from django import forms
from django.utils.translation import gettext_lazy as _

from core.web.forms import WithButtons
from participants.invitations.invitations import MOST

DAYS = [(1, _("One day")), (7, _("One week")), (30, _("30 days")), (90, _("90 days"))]


class NewInvitation(WithButtons, forms.Form):
    most = forms.IntegerField(
        label=_("For how many people"),
        min_value=1,
        max_value=MOST,
        initial=1,
        help_text=_("The link works until so many people have used it."),
    )
    days = forms.TypedChoiceField(label=_("For how long"), choices=DAYS, coerce=int, initial=7)
    submit = _("Make an invitation")
