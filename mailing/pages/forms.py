"""Forms for which notices a person gets, and when."""

from django import forms
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.web.fields import OneOf
from core.web.forms import WithButtons
from mailing.delivery_schedule import gets_digests
from mailing.models import Recipient
from mailing.registry import kinds


class Delivery(WithButtons, forms.Form):
    delivery = OneOf(
        label=_("When do you want notices that can wait?"),
        choices=Recipient.Delivery,
        help_text=_(
            "New posts, answers, announcements. All about your seats, and reminders, are always sent at once."
        ),
    )
    submit = _("Keep this")
    submit_class = ""

    def action(self):
        return reverse("mailing:delivery")


class Notices(WithButtons, forms.Form):
    submit = _("Keep the changes")

    def __init__(self, *args, person, **kwargs):
        super().__init__(*args, **kwargs)
        self.person = person
        for kind in kinds.values():
            if kind.optional and (kind.name != "digest" or gets_digests(person)):
                on = person.wants(kind.name)
                self.fields[kind.name] = forms.BooleanField(label=kind.label, initial=on, required=False)

    def action(self):
        return reverse("mailing:notices")

    def off(self):
        return [name for name, wanted in self.cleaned_data.items() if not wanted]
