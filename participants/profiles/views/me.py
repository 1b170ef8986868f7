"""A person's own page: who I am, on which clock, in which language; what is written to me."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from mailing import delivery_schedule, preferences, registry
from mailing.pages import forms
from participants.profiles import forms


@require_http_methods(["GET", "HEAD", "POST"])
def me(request):
    """Profile and settings. A new language and a new clock count from the next page on."""
    form = forms.Profile(request.POST or None, instance=request.user)
    if form.is_valid():
        person = form.save()
        with translation.override(person.language):
            messages.success(request, _("Your changes are kept."))
        return redirect("participants:me")
    if form.is_bound:
        request.user.refresh_from_db()  # the rest of the page shows what is kept, not what was refused
    return render(request, "participants/profiles/me.html", {"form": form})


@require_http_methods(["GET", "HEAD", "POST"])
def my_notices(request):
    """Which mails I want."""
    form = forms.Notices(request.POST if request.method == "POST" else None, person=request.user)
    if form.is_valid():
        preferences.keep_off(request.user, form.off())
        messages.success(request, _("Your changes are kept."))
        return redirect("mailing:notices")
    delivery = forms.Delivery(initial={"delivery": request.user.delivery})
    always = [kind.label for kind in registry.kinds.values() if kind.label and not kind.optional]
    return render(
        request, "mailing/notices.html", {"form": form, "delivery": delivery, "always": always}
    )


@require_POST
def my_delivery(request):
    """When I want the mails that can wait. Who chooses a digest wants digests."""
    form = forms.Delivery(request.POST)
    if form.is_valid():
        delivery_schedule.choose(request.user, form.cleaned_data["delivery"])
        messages.success(request, _("Your changes are kept."))
    return redirect("mailing:notices")


@require_safe
def my_data(request):
    """What I can take away, and what I can have erased."""
    return render(request, "participants/privacy/data.html")
