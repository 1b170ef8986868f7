"""Suggestions of people to mention."""

from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from forums.models import Forum, Topic
from forums.topics import mentions


@require_safe
def for_new(request, slug):
    forum = get_object_or_404(Forum.objects.visible_to(request.user), slug=slug)
    return _offered(request, forum)


@require_safe
def for_reply(request, pk):
    topic = get_object_or_404(Topic.objects.visible_to(request.user).select_related("forum"), pk=pk)
    return _offered(request, topic.forum, topic)


def _offered(request, forum, topic=None):
    found = mentions.offered(request.GET.get("q", ""), request.user, forum, topic)
    return render(request, "forums/topics/_people.html", {"people": found})
