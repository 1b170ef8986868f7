"""The page that others are compared with: Django, one query, 30 rows, nothing else."""

from django.apps import apps
from django.http import HttpResponse
from django.template import Context, Engine
from django.urls import path

TEMPLATE = Engine().from_string(
    "<!doctype html><title>Topics</title><ul>{% for topic in topics %}"
    '<li><a href="/topics/{{ topic.pk }}/">{{ topic.title }}</a> {{ topic.last_post_at|date }}</li>'
    "{% endfor %}</ul>"
)


def page(request):
    topics = (
        apps.get_model("forums.Topic").objects.only("title", "last_post_at").order_by("-last_post_at", "-pk")
    )
    return HttpResponse(TEMPLATE.render(Context({"topics": topics[:30]})))


urlpatterns = [path("", page)]
