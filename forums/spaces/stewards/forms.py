from django import forms
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.web.forms import WithButtons
from forums.spaces.stewards.stewards import NOT_FOUND
from participants.models import Participant
from participants.profiles.person_field import PersonField


class MemberField(PersonField):
    """A member of a space by name or e-mail address; one sentence for whatever leads to nobody."""

    people = Participant.objects.none()

    def clean(self, value):
        try:
            return super().clean(value)
        except forms.ValidationError as refusal:
            if not value:
                raise
            raise forms.ValidationError(NOT_FOUND) from refusal

    def among(self):
        return self.people


class StewardForm(WithButtons, forms.Form):
    submit = _("Name this steward")
    person = MemberField(
        label=_("Who should keep this space as well?"),
        help_text=_("The name or the e-mail address of a member. We tell them by mail."),
    )

    def __init__(self, forum, *args, **options):
        super().__init__(*args, **options)
        self.forum = forum
        self.fields["person"].people = Participant.objects.active().filter(memberships__forum=forum)

    def action(self):
        return reverse("forums:stewards", args=[self.forum.slug])
