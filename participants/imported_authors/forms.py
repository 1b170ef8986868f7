"""Forms for inviting an imported author and for claiming the account."""

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import gettext_lazy as _

from core.text import languages
from core.web.fields import MailboxField
from core.web.forms import WithButtons
from participants.models import Participant
from participants.profiles.forms import Person


class Invitation(WithButtons, forms.Form):
    address = MailboxField(label=_("E-mail address"), widget=forms.EmailInput(attrs={"autocomplete": "off"}))
    language = forms.ChoiceField(label=_("Language of the invitation"), choices=languages.CHOICES)
    submit = _("Send the invitation")


class Claim(WithButtons, Person):
    password = forms.CharField(
        label=_("Password"),
        help_text=_("At least 12 characters. Without one, you sign in by codes that we mail to you."),
        required=False,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    field_order = ["name", "password", "organization", "district", "region", "zone", "language"]
    submit = _("This is me")

    def __init__(self, *args, placeholder, address, **kwargs):
        super().__init__(*args, **kwargs)
        self.placeholder, self.address = placeholder, address
        self.fields["zone"].widget.attrs["data-propose-zone"] = True

    def clean_password(self):
        password = self.cleaned_data["password"]
        if password:
            owner = Participant(email=self.address, name=self.cleaned_data.get("name", ""))
            validate_password(password, owner)
        return password
