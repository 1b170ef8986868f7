from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from forums.models import Forum, Tag, Topic
from forums.topics import tagging, watches


def _respond(request, on, **thing):
    (watches.watch if on else watches.unwatch)(request.user, **thing)
    (watched,) = thing.values()
    watched.watched = on
    if request.htmx:
        return render(request, "forums/topics/_watch.html", thing)
    return redirect(watched)


@require_POST
def topic(request, pk, on):
    return _respond(request, on, topic=get_object_or_404(Topic.objects.visible_to(request.user), pk=pk))


@require_POST
def forum(request, slug, on):
    return _respond(request, on, forum=get_object_or_404(Forum.objects.visible_to(request.user), slug=slug))


@require_POST
def tag(request, slug, on):
    person = request.user
    known = tagging.visible_to(person) | Tag.objects.filter(watches__participant=person)
    return _respond(request, on, tag=get_object_or_404(known.distinct(), slug=slug))
