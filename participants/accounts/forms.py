"""Forms for joining and signing in, which do not reveal which addresses have an account."""

from allauth.account import forms as account
from allauth.account.adapter import get_adapter
from allauth.core import context, ratelimit
from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.db import IntegrityError, transaction
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from participants.accounts import adapter
from participants.models import Participant
from participants.profiles.forms import Person


class SignUp(Person, account.SignupForm):
    field_order = ["email", "name", "password1", "organization", "district", "region", "zone", "language"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["email"].label = _("E-mail address")
        self.fields["zone"].initial = settings.TIME_ZONE
        self.fields["zone"].widget.attrs["data-propose-zone"] = True
        self.fields["language"].initial = get_language()

    def try_save(self, request):
        """As in allauth, but a known address takes the same time, and a race makes one account."""
        if self.account_already_exists:
            make_password(self.cleaned_data["password1"])
            return super().try_save(request)
        try:
            with transaction.atomic():
                return super().try_save(request)
        except IntegrityError:  # a concurrent request was first
            self.account_already_exists = True
            return super().try_save(request)


class SignIn(account.LoginForm):
    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        self.fields["login"].label = _("E-mail address")


class AskForCode(account.RequestLoginCodeForm):
    """Request a code to sign in. The work is the same whether or not the address has an account."""

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        self.fields["email"].label = _("E-mail address")

    def clean_email(self):
        address = self.cleaned_data["email"]
        if not ratelimit.consume(context.request, action="request_login_code", key=address.lower()):
            raise get_adapter().validation_error("too_many_login_attempts")
        self._user = Participant.objects.by_address(address).first()
        return address


class AskForReset(account.ResetPasswordForm):
    """Request a link to choose a new password. The account is looked up when the mail is rendered."""

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        self.fields["email"].label = _("E-mail address")

    def clean_email(self):
        self.users = []
        return self.cleaned_data["email"]

    def save(self, request, **kwargs):
        address = self.cleaned_data["email"]
        adapter.write("password-reset", address)
        return address
