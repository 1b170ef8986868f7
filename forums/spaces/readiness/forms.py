from django import forms
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.web.forms import WithButtons
from forums.spaces.readiness.readiness import ReadyField


class ReadyForm(WithButtons, forms.Form):
    submit = _("I am ready")
    lines = ReadyField(label=_("All five hold for me"))

    def __init__(self, forum, *args, **options):
        super().__init__(*args, **options)
        self.forum = forum

    def action(self):
        return reverse("forums:ready", args=[self.forum.slug])
