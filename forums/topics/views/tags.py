from django.contrib.auth.decorators import login_not_required
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from forums.models import Tag, Topic
from forums.ranking import orders
from forums.topics import tagging


@login_not_required
@require_safe
def tag(request, slug):
    known = tagging.visible_to(request.user, Tag.objects.for_page(request.user))
    tag = get_object_or_404(known, slug=slug)
    topics = Topic.objects.visible_to(request.user).filter(tags=tag, hidden_at=None)
    return render(request, "forums/topics/tag.html", orders.list_context(request, topics) | {"tag": tag})


@require_safe
def suggest(request):
    found = tagging.suggestions(request.GET.get("tags", "")[:250], request.user)
    return render(request, "forums/topics/_tag_suggestions.html", {"suggestions": found})
