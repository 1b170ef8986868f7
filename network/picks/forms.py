from django import forms
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.web.forms import WithButtons
from network.models import Pick


class PickForm(WithButtons, forms.ModelForm):
    submit = _("Keep this choice")
    submit_class = "btn-small"

    class Meta:
        model = Pick
        fields = ["reason", "note"]
        labels = {"reason": _("Reason")}

    def __init__(self, *args, colab, chosen, **kwargs):
        super().__init__(*args, auto_id=f"pick-{chosen.pk}-%s", **kwargs)
        self.colab, self.chosen = colab, chosen

    def action(self):
        return reverse("network:pick", args=[self.colab.pk, self.chosen.pk])
