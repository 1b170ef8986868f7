from django import forms

from followups.models import FollowUpRequest


class RequestForm(forms.ModelForm):
    class Meta:
        model = FollowUpRequest
        fields = ["reason"]
        widgets = {"reason": forms.Textarea({"rows": 3})}
