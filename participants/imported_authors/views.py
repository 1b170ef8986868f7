"""Accounts of imported authors: staff invites, authors claim."""

from functools import wraps

from allauth.account.utils import perform_login
from django.contrib.auth.decorators import login_not_required
from django.db.models import Q
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from core.text import lines, mailboxes, names
from core.web import keyset
from core.web.forms import posted
from core.web.responses import done, form_page, refusals_shown
from participants.imported_authors import claims, forms
from participants.models import Participant


def for_staff(view):
    """Respond with 404 to everyone else (R-QUERY-PERMISSION)."""

    @wraps(view)
    def guarded(request, *args, **kwargs):
        if not request.user.is_staff:
            raise Http404
        return view(request, *args, **kwargs)

    return guarded


@require_safe
@for_staff
def unclaimed(request):
    q = lines.clean(request.GET.get("q", ""))
    people = Participant.objects.placeholders()
    if q:
        people = people.filter(names.begins(names.Folded("name"), q) | Q(imported_as__icontains=q))
    page = keyset.page(people, "name", request.GET, rising=True, kind=str)
    return render(
        request,
        "participants/imported_authors/unclaimed.html",
        {"people": page, "q": q},
    )


@require_http_methods(["GET", "HEAD", "POST"])
@for_staff
def invite(request, pk):
    placeholder = get_object_or_404(Participant.objects.placeholders(), pk=pk)
    form = forms.Invitation(posted(request), initial={"language": placeholder.language})
    if form.is_valid():
        address = form.cleaned_data["address"]
        with refusals_shown(form, "address"):
            claims.invite(placeholder, address, form.cleaned_data["language"], by=request.user)
            text = _("We have written to %(address)s.") % {"address": mailboxes.readable(address)}
            return done(request, "participants:unclaimed", text)
    return form_page(request, "participants/imported_authors/invite.html", form, placeholder=placeholder)


@login_not_required
@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def claim(request, token):
    found = claims.read(token)
    if found is None or request.user.is_authenticated:
        status = 404 if found is None else 200
        return render(
            request, "participants/imported_authors/claim_closed.html", {"found": found}, status=status
        )
    placeholder, address = found
    initial = {name: getattr(placeholder, name) for name in ("name", "zone", "language")}
    form = forms.Claim(posted(request), placeholder=placeholder, address=address, initial=initial)
    if form.is_valid():
        with refusals_shown(form):
            password = form.cleaned_data["password"]
            person = claims.accept(placeholder, address, password, **form.fields_of_person())
            return perform_login(request, person)
    about = {"placeholder": placeholder, "address": address}
    return form_page(request, "participants/imported_authors/claim.html", form, **about)
