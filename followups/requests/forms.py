from django import forms
from django.utils.translation import gettext_lazy as _

from core.web.forms import RowForm
from followups.models import FollowUpRequest


class RequestForm(RowForm, forms.ModelForm):
    submit = _("Ask for a follow-up")
    submit_class = ""
    address = "followups:ask"

    class Meta:
        model = FollowUpRequest
        fields = ["reason"]
        widgets = {"reason": forms.Textarea({"rows": 3})}
