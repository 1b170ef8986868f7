"""What happens to an account's ways to sign in, in the record of who did what (R-AUDIT)."""

from allauth.account import signals as account
from allauth.mfa import signals as mfa
from allauth.mfa.models import Authenticator
from django.contrib.auth.signals import user_logged_out, user_login_failed
from django.dispatch import receiver

from participants import audit
from participants.models import Participant


@receiver(account.user_signed_up)
def signed_up(user, **_about):
    audit.record(user, "signed-up", user)


@receiver(account.user_logged_in)
def signed_in(user, **_about):
    audit.record(user, "signed-in", user)


@receiver(user_logged_out)
def signed_out(user, **_about):
    if user is not None and user.is_authenticated:
        audit.record(user, "signed-out", user)


@receiver(user_login_failed)
def password_refused(credentials, **_about):
    """An unknown address takes as long as a known one."""
    address = str(credentials.get("email") or credentials.get("username") or "").replace("\0", "")
    _failed(Participant.objects.by_address(address).first(), "password")


@receiver(account.login_code_rejected)
def code_refused(user, **_about):
    _failed(user, "code")


@receiver(mfa.authentication_failed)
def second_step_refused(user, **_about):
    _failed(user, "second-step")


def _failed(person, by):
    audit.record(None, "sign-in-failed", person, {"by": by})


@receiver([account.password_set, account.password_changed])
def password_changed(user, **_about):
    audit.record(user, "password-changed", user)


@receiver(account.password_reset)
def password_reset(user, **_about):
    audit.record(user, "password-changed", user, {"by": "reset"})


@receiver(account.email_changed)
def address_changed(user, **_about):
    audit.record(user, "address-changed", user)


@receiver(mfa.authenticator_added)
def authenticator_added(user, authenticator, **_about):
    audit.record(user, _codes_or(authenticator, "second-factor-set"), user)


@receiver(mfa.authenticator_reset)
def authenticator_reset(user, **_about):
    audit.record(user, "recovery-codes-made", user)


@receiver(mfa.authenticator_removed)
def authenticator_removed(user, authenticator, **_about):
    if authenticator.type != Authenticator.Type.RECOVERY_CODES:  # they go with the other
        audit.record(user, "second-factor-removed", user)


def _codes_or(authenticator, verb):
    return "recovery-codes-made" if authenticator.type == Authenticator.Type.RECOVERY_CODES else verb
