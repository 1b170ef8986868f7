"""Pages of forums, and joining and leaving them."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from core.web.responses import done
from forums.models import Forum, Topic
from forums.ranking import orders
from forums.spaces import memberships


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
    if forum.moderated and not forum.is_public:
        context["invitation"] = memberships.invitation(forum)
    return render(request, "forums/spaces/forum.html", context)


@require_POST
def join(request, slug):
    forum = get_object_or_404(Forum.objects.visible_to(request.user), slug=slug)
    memberships.join(forum, request.user)
    return done(request, forum, _("You are in this forum now. Its topics count as relevant to you."))


@require_POST
def leave(request, slug):
    forum = get_object_or_404(Forum.objects.visible_to(request.user), slug=slug)
    try:
        memberships.leave(forum, request.user)
    except memberships.Refused as refusal:
        messages.error(request, str(refusal))
        return redirect(forum)
    return done(request, forum if forum.is_public else "forums:index", _("You have left the forum."))


def invitation(request, token):
    """Show the forum; a POST joins it (R-LINKS-ASK)."""
    forum = get_object_or_404(memberships.invited_to(token))
    if request.method != "POST":
        return render(request, "forums/spaces/invitation.html", {"forum": forum})
    memberships.join(forum, request.user)
    return done(request, forum, _("Welcome to this forum."))
