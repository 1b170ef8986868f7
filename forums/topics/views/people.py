"""Suggestions of people to mention."""

from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from forums.models import Forum, Topic
from forums.topics import mentions


@require_safe
def for_new(request, slug):
    forum = get_object_or_404(Forum.objects.visible_to(request.user), slug=slug)
    return _suggest(request, forum)


@require_safe
def for_reply(request, pk):
    topic = get_object_or_404(Topic.objects.visible_to(request.user).select_related("forum"), pk=pk)
    return _suggest(request, topic.forum, topic)


def _suggest(request, forum, topic=None):
    found = mentions.suggestions(request.GET.get("q", ""), request.user, forum, topic)
    return render(request, "forums/topics/_people.html", {"people": found})
