"""The versions of a post, for those who may read it and are signed in (R-HISTORY)."""

from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from core.web.responses import done
from forums.models import Post, Revision
from forums.topics import history


@require_safe
def versions(request, pk):
    posts = Post.objects.visible_to(request.user).select_related("topic__forum", "author")
    post = get_object_or_404(posts, pk=pk)
    found, page = history.page(post, request.GET)
    removable = Revision.objects.removable_by(request.user).filter(post=post).exists()
    context = {"post": post, "topic": post.topic, "versions": found, "page": page, "removable": removable}
    return render(request, "forums/topics/history.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def take_out(request, pk):
    """Ask first, then take an earlier version out of the history."""
    revisions = Revision.objects.removable_by(request.user).select_related("post__topic__forum")
    revision = get_object_or_404(revisions, pk=pk)
    back = reverse("forums:history", args=[revision.post_id])
    if request.method == "POST":
        history.take_out(revision, request.user)
    if revision.is_taken_out or request.method == "POST":
        return done(request, back, _("The version is taken out."))
    context = {
        "revision": revision,
        "topic": revision.post.topic,
        "action_text": _("Take it out"),
        "back_url": back,
        "dangerous": True,
    }
    return render(request, "forums/topics/take_out_version.html", context)
