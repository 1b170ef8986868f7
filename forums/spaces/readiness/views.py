"""The five lines that whoever facilitates says first."""

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from core.web.forms import posted
from core.web.responses import done, form_page, refusals_shown
from forums.models import Forum
from forums.spaces.readiness import readiness
from forums.spaces.readiness.forms import ReadyForm


def _space(person, slug):
    forum = get_object_or_404(Forum.objects.visible_to(person), slug=slug)
    if not forum.rules.asks_readiness:
        raise Http404
    return forum


def ready(request, slug):
    forum = _space(request.user, slug)
    form, back = ReadyForm(forum, posted(request)), reverse("forums:about", args=[slug])
    if form.is_valid():
        with refusals_shown(form):
            readiness.say(forum, request.user)
            return done(request, back, _("Thank you. In a year you are asked again."))
    is_ready = readiness.is_ready(forum, request.user)
    return form_page(request, "forums/spaces/readiness/ready.html", form, forum=forum, is_ready=is_ready)


@require_POST
def not_ready(request, slug):
    forum = _space(request.user, slug)
    readiness.take_back(forum, request.user)
    return done(
        request,
        reverse("forums:about", args=[slug]),
        _("Members do not see you as ready any more. An hour that you lead already stays yours."),
    )
