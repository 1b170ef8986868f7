from django import forms
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.web.forms import WithButtons
from participants.profiles.person_field import PersonField


class StewardForm(WithButtons, forms.Form):
    submit = _("Name this steward")
    person = PersonField(
        label=_("Who should keep this space as well?"),
        help_text=_("The name or the e-mail address of a member. We tell them by mail."),
    )

    def __init__(self, forum, *args, **options):
        super().__init__(*args, **options)
        self.forum = forum

    def action(self):
        return reverse("forums:stewards", args=[self.forum.slug])
