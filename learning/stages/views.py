"""Challenges by how far they have come: all that somebody may read, and those of one space."""

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from core.web import keyset
from forums import kinds
from forums.models import Forum
from learning.stages.stages import Stage, challenges

FIRST = 5  # of each stage, where all are shown


@login_not_required
@require_safe
def index(request):
    """Parameters: `stage`, its number; `after`, `before`, keys of a page of one stage."""
    return _answer(request, challenges(request.user))


@login_not_required
@require_safe
def of_space(request, slug):
    """The same parameters."""
    spaces = Forum.objects.visible_to(request.user).filter(kind__in=kinds.where(has_challenges=True))
    forum = get_object_or_404(spaces, slug=slug)
    return _answer(request, challenges(request.user).filter(forum=forum), forum)


def _answer(request, found, forum=None):
    asked = request.GET.get("stage", "")
    if asked in {str(value) for value in Stage.values}:
        stage = Stage(int(asked))
        page = keyset.page(found.filter(stage=stage), "created_at", request.GET)
        context = {"stage": stage, "page": page, "forum": forum}
        return render(request, "learning/stages/stage.html", context)
    newest = found.order_by("-created_at", "-pk")
    lists = [(stage, list(newest.filter(stage=stage)[: FIRST + 1])) for stage in Stage]
    shown = [(stage, topics[:FIRST], len(topics) > FIRST) for stage, topics in lists]
    context = {"lists": shown, "somebody": any(topics for _stage, topics in lists), "forum": forum}
    return render(request, "learning/stages/challenges.html", context)
