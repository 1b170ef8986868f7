"""The members of a space that is not public, for its moderators: taking out, and letting back in."""

from django.db.models import Exists, OuterRef
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from core.web import keyset
from core.web.forms import posted
from core.web.responses import done, form_page, refusals_shown
from forums.models import Forum
from forums.spaces import memberships
from forums.spaces.forms import RemovalForm
from participants.models import Participant

OUT = 30  # of those taken out, the latest


def _space(person, slug):
    return get_object_or_404(Forum.objects.moderated_by(person).filter(is_public=False), slug=slug)


@require_safe
def members(request, slug):
    forum = _space(request.user, slug)
    own = forum.memberships.filter(participant=OuterRef("pk"))
    inside = Participant.objects.filter(Exists(own)).annotate(moderates=Exists(own.filter(moderates=True)))
    context = {
        "forum": forum,
        "people": keyset.page(inside, "name", request.GET, rising=True, kind=str),
        "removals": forum.removals.select_related("participant").order_by("-removed_at", "-pk")[:OUT],
    }
    return render(request, "forums/spaces/members.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def remove(request, slug, person):
    forum = _space(request.user, slug)
    member = get_object_or_404(Participant.objects.filter(memberships__forum=forum), pk=person)
    form = RemovalForm(posted(request))
    back = reverse("forums:members", args=[forum.slug])
    if form.is_valid():
        with refusals_shown(form):
            memberships.remove(forum, member, request.user, form.cleaned_data["reason"])
            return done(request, back, _("%(person)s is out of this space.") % {"person": member})
    context = {"forum": forum, "person": member, "back_url": back, "dangerous": True}
    return form_page(request, "forums/spaces/remove.html", form, **context)


@require_POST
def let_back(request, slug, person):
    forum = _space(request.user, slug)
    removed = get_object_or_404(Participant.objects.filter(removals__forum=forum), pk=person)
    memberships.let_back(forum, removed, request.user)
    back = reverse("forums:members", args=[forum.slug])
    return done(request, back, _("%(person)s is in this space again.") % {"person": removed})
