"""How people sign up and in."""

from colab.settings.environment import env
from colab.settings.site import DEMONSTRATION, address

AUTH_USER_MODEL = "participants.Participant"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}", "OPTIONS": options}
    for name, options in {
        "UserAttributeSimilarityValidator": {"user_attributes": ["name", "email"]},
        "MinimumLengthValidator": {"min_length": 12},
        "CommonPasswordValidator": {},
    }.items()
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "home"

ACCOUNT_ADAPTER = "participants.accounts.adapter.Accounts"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_USER_DISPLAY = str
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = ACCOUNT_EMAIL_VERIFICATION_BY_CODE_TIMEOUT = 15 * 60
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ALLAUTH_USER_CODE_FORMAT = {"numeric": True, "length": 8}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1"]  # who signs in may have a password; who joins has none
ACCOUNT_FORMS = {
    "add_email": "participants.accounts.forms.AnotherAddress",
    "login": "participants.accounts.forms.SignIn",
    "signup": "participants.accounts.forms.SignUp",
    "request_login_code": "participants.accounts.forms.AskForCode",
    "confirm_login_code": "participants.accounts.forms.Code",
    "confirm_email_verification_code": "participants.accounts.forms.AddressCode",
    "reset_password": "participants.accounts.forms.AskForReset",
}
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_REAUTHENTICATION_REQUIRED = True
# Tries/time/of whom. "key" is an account, an address or a device (R-KNOWN-DEVICE); "ip" of IPv6 is a /64.
ACCOUNT_RATE_LIMITS = {
    "login_failed": "10/m/ip,5/5m/key",
    "login_failed_by_device": "5/5m/key",
    "request_login_code": "20/m/ip",
    "reset_password": "20/m/ip",
    "confirm_email": "1/10s/key,6/h/key",
    "mail_by_device": "6/h/key",
    "mail_by_network": "6/h/key",
    "mail_to_address": "20/h/key",
    "reset_links": "3/h/key",
    "look_up_person": "30/m/user",
}
ACCOUNT_DEFAULT_HTTP_PROTOCOL = address.scheme
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXY_COUNT", 0)
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
# Nobody is signed in without a confirmed address; another one that was never confirmed is in nobody's way.
MFA_ALLOW_UNVERIFIED_EMAIL = True
# Of staff, superusers, moderators of the site and organizers (R-SECOND-FACTOR).
SECOND_FACTOR_REQUIRED = env.bool("SECOND_FACTOR_REQUIRED", not DEMONSTRATION)
