"""What moderators look at: reports, what is hidden, what is new."""

from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_safe

from core.web import keyset
from forums.models import Forum, Post, Topic
from moderation.models import Report

TABS = {"reports": "created_at", "hidden": "hidden_at", "recent": "id"}


@require_safe
def desk(request, tab="reports"):
    """One of TABS, for people who moderate at least one forum."""
    moderated = list(Forum.objects.moderated_by(request.user).values_list("pk", flat=True))
    if not moderated:
        raise Http404
    context = {"tab": tab, "rows": keyset.page(_rows(tab, moderated), TABS[tab], request.GET)}
    if tab == "hidden":
        hidden = Topic.objects.filter(forum__in=moderated).exclude(hidden_at=None)
        context["topics"] = hidden.order_by("-hidden_at").select_related("forum", "hidden_by")[:50]
    return render(request, "moderation/queue.html", context)


def _rows(tab, forums):
    if tab == "reports":
        reports = Report.objects.open().filter(post__topic__forum__in=forums)
        return reports.select_related("post__topic__forum", "post__author", "reporter")
    posts = Post.objects.filter(topic__forum__in=forums)
    posts = posts.exclude(hidden_at=None) if tab == "hidden" else posts.filter(hidden_at=None)
    return posts.select_related("topic__forum", "author", "hidden_by")
