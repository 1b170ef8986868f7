"""Forms for joining and signing in, which do not reveal which addresses have an account."""

from allauth.account import forms as account
from allauth.account.adapter import get_adapter
from allauth.account.utils import get_next_redirect_url
from allauth.core import context, ratelimit
from django import forms
from django.conf import settings
from django.shortcuts import redirect
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from core.web.fields import MailboxField
from participants.accounts import adapter, joining, mail_limits
from participants.models import Participant
from participants.profiles.forms import Person

TOO_MANY_CODES = _(
    "Many codes were sent to this address. Try again in an hour, or have a link for a new password sent to "
    "you: each of these links works for three days, on any device."
)


ADDRESS = _("E-mail address")


def _ask_for_address(form, name="email", label=ADDRESS, **options):
    """Let a field of allauth's form take the one form of an address (R-MAILBOXES)."""
    form.fields[name] = MailboxField(label=label, widget=form.fields[name].widget, **options)


class SignUp(Person, account.SignupForm):
    """Ask who somebody is. Nothing is looked up: the owner of the address learns by mail what it has here."""

    field_order = ["email", "name", "organization", "district", "region", "zone", "language"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        del self.fields["password1"]
        _ask_for_address(self)
        self.fields["zone"].initial = settings.TIME_ZONE
        self.fields["zone"].widget.attrs["data-propose-zone"] = True
        self.fields["language"].initial = get_language()
        self.initial |= joining.typed(context.request)

    def validate_unique_email(self, value):
        return value

    def clean(self):
        cleaned = super().clean()
        if not self.errors and not mail_limits.take(context.request, cleaned["email"]):
            self.add_error(None, joining.TOO_MANY)
        return cleaned

    def try_save(self, request):
        """Mail a code, and go on to the page that asks for it (R-CODE-FIRST)."""
        back = get_next_redirect_url(request)
        joining.begin(request, self.cleaned_data["email"], self.fields_of_person(), back)
        return None, redirect("participants:join_code")


class Code(account.ConfirmLoginCodeForm):
    """A code from a mail, typed or pasted, with or without its dash."""

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        self.fields["code"].widget.attrs |= {"inputmode": "numeric", "spellcheck": "false"}
        self.fields["code"].help_text = _("Eight digits, from the e-mail.")


class AddressCode(Code, account.ConfirmEmailVerificationCodeForm):
    """A code that proves another address of somebody who has an account."""


class AnotherAddress(account.AddEmailForm):
    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        _ask_for_address(self, label=_("New e-mail address"))


class SignIn(account.LoginForm):
    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        _ask_for_address(self, "login", known=True)
        self.fields["password"].required = True
        self.fields["remember"].label = _("Stay signed in on this device")


class AskForCode(account.RequestLoginCodeForm):
    """Request a code to sign in. The work is the same whether or not the address has an account."""

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        _ask_for_address(self)

    def clean_email(self):
        address = self.cleaned_data["email"]
        if not ratelimit.consume(context.request, action="request_login_code"):
            raise get_adapter().validation_error("rate_limited")
        if not mail_limits.take(context.request, address):
            raise forms.ValidationError(TOO_MANY_CODES)
        self._user = Participant.objects.by_address(address).first()
        return address


class AskForReset(account.ResetPasswordForm):
    """Request a link to choose a new password. The account is looked up when the mail is rendered.

    Beyond the limit nothing more is sent and nothing is refused: each link that was sent works for its owner,
    whoever asked for it, so that strangers cannot take this way from them (R-KNOWN-DEVICE).
    """

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        _ask_for_address(self)

    def clean_email(self):
        self.users = []
        return self.cleaned_data["email"]

    def save(self, request, **kwargs):
        address = self.cleaned_data["email"]
        if ratelimit.consume(request, action="reset_links", key=address):
            adapter.write("password-reset", address)
        return address
