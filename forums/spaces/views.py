"""Pages of forums, and joining and leaving them."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from core.web.responses import done, say
from forums.models import Forum, Topic
from forums.models.forum import PAGES
from forums.ranking import orders
from forums.spaces import memberships
from participants.invitations.views import manage


@login_not_required
@require_safe
def index(request):
    forums = Forum.objects.visible_to(request.user).for_page(request.user)
    context = orders.list_context(request, Topic.objects.visible_to(request.user).filter(hidden_at=None))
    return render(request, "forums/spaces/index.html", context | {"forums": forums})


@login_not_required
@require_safe
def forum(request, slug):
    forum = get_object_or_404(Forum.objects.visible_to(request.user).for_page(request.user), slug=slug)
    topics = forum.topics.filter(hidden_at=None)
    context = orders.list_context(request, topics.filter(pinned_at=None)) | {"forum": forum}
    if context["order"] == orders.LATEST and "after" not in request.GET and "before" not in request.GET:
        pinned = topics.exclude(pinned_at=None).order_by("-pinned_at", "-pk")
        context["pinned"] = pinned.for_list()
    return render(request, "forums/spaces/forum.html", context)


@never_cache
@require_safe
def by_number(request, pk, page):
    """Lead to a page of a space from an address without words (R-WORDS-STAY)."""
    forum = get_object_or_404(Forum.objects.visible_to(request.user), pk=pk)
    if page not in PAGES:
        raise Http404
    return redirect(f"forums:{page}", forum.slug)


@require_POST
def join(request, slug):
    forum = get_object_or_404(Forum.objects.visible_to(request.user), slug=slug)
    try:
        memberships.join(forum, request.user)
    except memberships.Refused as refusal:
        say(request, refusal)
        return redirect(forum)
    return done(request, forum, _("You are in this forum now. Its topics count as relevant to you."))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def leave(request, slug):
    """Ask first where the way back needs an invitation."""
    forum = get_object_or_404(Forum.objects.visible_to(request.user), slug=slug)
    if request.method != "POST":
        return redirect(forum) if forum.is_public else _ask_to_leave(request, forum)
    try:
        memberships.leave(forum, request.user)
    except memberships.Refused as refusal:
        say(request, refusal)
        return redirect(forum)
    return done(request, forum if forum.is_public else "forums:index", _("You have left the forum."))


def _ask_to_leave(request, forum):
    asked = {"action_text": _("Leave it"), "back_url": forum.get_absolute_url(), "dangerous": True}
    return render(request, "forums/spaces/leave.html", {"forum": forum} | asked)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def invitations(request, slug):
    """The invitations to a space that is not public, for its moderators."""
    forum = get_object_or_404(Forum.objects.moderated_by(request.user).filter(is_public=False), slug=slug)
    title = _("Invite people to this space")
    return manage(
        request, "space", forum, title=title, back_url=forum.get_absolute_url(), back_text=forum.name
    )
