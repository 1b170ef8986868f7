"""The stewards of a space, for those who look after it."""

from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from core.web.forms import posted
from core.web.responses import done, form_page, refusals_shown, say
from forums.models import Forum
from forums.spaces.stewards import stewards
from forums.spaces.stewards.forms import StewardForm


def index(request, slug):
    forum = get_object_or_404(Forum.objects.moderated_by(request.user), slug=slug)
    form = StewardForm(forum, posted(request))
    if form.is_valid():
        person = form.cleaned_data["person"]
        with refusals_shown(form, "person"):
            stewards.name(forum, person, request.user)
            back = reverse("forums:stewards", args=[slug])
            return done(request, back, _("%(person)s is a steward of this space now.") % {"person": person})
    context = {"forum": forum, "stewards": stewards.of(forum)}
    return form_page(request, "forums/spaces/stewards/stewards.html", form, **context)


def take_back(request, slug, person):
    """Ask first; then somebody else is no steward any more."""
    forum = get_object_or_404(Forum.objects.moderated_by(request.user), slug=slug)
    steward = get_object_or_404(stewards.of(forum).exclude(participant=request.user), participant=person)
    back = reverse("forums:stewards", args=[slug])
    if request.method == "POST":
        try:
            stewards.take_back(forum, steward.participant, request.user)
        except stewards.Refused as refusal:
            say(request, refusal)
            return redirect(back)
        said = _("%(person)s is not a steward of this space any more.") % {"person": steward.participant}
        return done(request, back, said)
    asked = {"action_text": _("Take it back"), "back_url": back, "dangerous": True}
    context = {"forum": forum, "steward": steward} | asked
    return render(request, "forums/spaces/stewards/take_back.html", context)


@require_POST
def step_down(request, slug):
    forum = get_object_or_404(Forum.objects.visible_to(request.user), slug=slug)
    try:
        stewards.step_down(forum, request.user)
    except stewards.Refused as refusal:
        say(request, refusal)
        return redirect("forums:stewards", slug)
    return done(request, reverse("forums:about", args=[slug]), _("You are not a steward of it any more."))
