"""Joining by a code, and asking for another code."""

from allauth.account.views import RequestLoginCodeView
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from core.web.forms import posted
from core.web.responses import done, form_page, say
from participants.accounts import forms, joining


class AskForCode(RequestLoginCodeView):
    """As in allauth, but a new code can be asked for while another is awaited."""

    def _redirect_to_pending_stage(self, request, stage):
        return None if request.method == "POST" else super()._redirect_to_pending_stage(request, stage)


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def join_code(request):
    """Ask for the code that was mailed; with it, the account is made or found."""
    if request.user.is_authenticated:
        return redirect("home")
    if not joining.waiting(request):
        return redirect("account_signup")
    form = forms.Code(posted(request), code=joining.code(request))
    if form.is_valid():
        return joining.finish(request)
    if form.is_bound:
        joining.count_mistake(request)
    return form_page(
        request,
        "account/join_code.html",
        form,
        verify_form=form,
        email=joining.waiting(request)["address"],
        is_over=not joining.code(request),
    )


@login_not_required
@require_POST
def join_code_again(request):
    if not joining.waiting(request):
        return redirect("account_signup")
    try:
        joining.send_again(request)
    except joining.Refused as refusal:
        say(request, refusal)
        return redirect("participants:join_code")
    return done(request, "participants:join_code", _("A new code is on its way. The one before is void."))
