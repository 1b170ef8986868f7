from django import forms
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.web.forms import WithButtons
from followups.models import FollowUpRequest


class RequestForm(WithButtons, forms.ModelForm):
    submit = _("Ask for a follow-up")
    submit_class = ""

    class Meta:
        model = FollowUpRequest
        fields = ["reason"]
        widgets = {"reason": forms.Textarea({"rows": 3})}

    def __init__(self, colab, *args, **options):
        super().__init__(*args, **options)
        self.colab = colab

    def action(self):
        return reverse("followups:ask", args=[self.colab.pk])
