"""Middleware about accounts."""

from django.shortcuts import redirect
from django.urls import reverse
from django_htmx.http import HttpResponseClientRedirect

from participants.accounts import second_factor

# Where somebody sets the second factor up, proves who they are, or goes; and where links in mails lead.
OPEN = {
    "mailing:unsubscribe",
    "mailing:subscribe",
    "events:decline",
    "mfa_activate_totp",
    "account_reauthenticate",
    "account_confirm_login_code",
    "account_email_verification_sent",
    "account_confirm_email",
    "account_logout",
    "set_language",
    "theme",
    "healthz",
}


class SecondFactor:
    """Lead whose role demands a second factor to its set-up, and nowhere else until it is there."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, arguments, named):
        person = request.user
        if not person.is_authenticated or not second_factor.is_demanded_of(person):
            return None
        request.second_factor_is_demanded = True
        request.held_for_second_factor = not second_factor.is_set_up(person)
        if request.resolver_match.view_name in OPEN or not request.held_for_second_factor:
            return None
        address = reverse("mfa_activate_totp")
        return HttpResponseClientRedirect(address) if request.htmx else redirect(address)
