from django import forms
from django.utils.translation import gettext_lazy as _

from network.models import Pick


class PickForm(forms.ModelForm):
    class Meta:
        model = Pick
        fields = ["reason", "note"]
        labels = {"reason": _("Reason")}

    def __init__(self, *args, chosen, **kwargs):
        super().__init__(*args, auto_id=f"pick-{chosen.pk}-%s", **kwargs)
