"""The page of an invitation, and the pages where invitations are made and withdrawn."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from core.web import keyset
from core.web.forms import posted
from core.web.responses import done, form_page, refusals_shown, way_back
from participants.invitations import forms, invitations
from participants.invitations.registry import kinds
from participants.invitations.site import SITE
from participants.models import Invitation

GONE = 410


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request, token):
    """Ask on GET; a POST comes in (R-LINKS-ASK). Visitors sign in or join first, and are led back here."""
    found = invitations.read(token, request.user)
    if found is None:
        return _closed(request, str(invitations.NO_LONGER), 404)
    target = invitations.target(found)
    if why := invitations.why_closed(found, may_make=target is not None):
        return _closed(request, why, GONE)
    if not request.user.is_authenticated:
        return render(request, "participants/invitations/visitor.html")
    try:
        if request.method == "POST":
            return redirect(invitations.accept(found, request.user))
        kind = kinds[found.kind]
        kind.check(target, request.user)
    except invitations.Refused as refusal:
        return _closed(request, str(refusal), refusal.status if request.method == "POST" else 200)
    return render(request, kind.template, {"target": target, "back_url": reverse("home")})


def _closed(request, why, status):
    return render(request, "participants/invitations/closed.html", {"why": why}, status=status)


def manage(request, kind, target, **context):
    """The page of the invitations to something, for people who may make them; other views call it.

    Each view has looked whether the person may see `target`. `context`: `title`, `back_url`, `back_text`.
    """
    form = forms.NewInvitation(posted(request))
    if form.is_valid():
        with refusals_shown(form):
            invitations.make(kind, target, request.user, **form.cleaned_data)
            return done(request, request.path, _("The invitation is made. Copy its link below."))
    rows = Invitation.objects.to(kind, target.pk).select_related("maker").with_uses()
    page = keyset.page(rows, "made_at", request.GET)
    makers = kinds[kind].makers(target).filter(pk__in=[row.maker_id for row in page])
    may_make = set(makers.values_list("pk", flat=True))
    for row in page:
        row.is_open = not invitations.why_closed(row, may_make=row.maker_id in may_make)
        row.link = invitations.token(row) if row.is_open else ""
    context |= {"invitations": page}
    return form_page(request, "participants/invitations/manage.html", form, **context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def to_the_site(request):
    if not kinds["site"].may_make(SITE, request.user):
        raise Http404
    context = {"title": _("Invite people to Co-Lab"), "back_url": reverse("home"), "back_text": _("Home")}
    return manage(request, "site", SITE, **context)


@require_POST
def withdraw(request, pk):
    found = get_object_or_404(Invitation, pk=pk)
    if not invitations.may_withdraw(found, request.user):
        raise Http404
    invitations.withdraw(found, request.user)
    return done(request, way_back(request), _("The invitation is withdrawn: its link no longer works."))
