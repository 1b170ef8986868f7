from django import forms
from django.utils.translation import gettext_lazy as _

from core.text import mailboxes
from core.web.fields import MailboxField


class Erasure(forms.Form):
    """Confirmed by typing one's own address."""

    address = MailboxField(
        known=True,
        label=_("Your e-mail address, to show that you mean it"),
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )

    def __init__(self, *args, person, **kwargs):
        super().__init__(*args, **kwargs)
        self.person = person

    def clean_address(self):
        if self.cleaned_data["address"] != mailboxes.same(self.person.email):
            raise forms.ValidationError(_("This is not the address of your account."))
        return self.cleaned_data["address"]
