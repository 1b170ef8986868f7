"""The lock under which everything about one topic changes (R-LOCK-ORDER)."""

from contextlib import contextmanager

from django.db import transaction

from core.web.refusals import refused_when_busy
from forums.models.topic import Topic


@contextmanager
def holding(topic):
    """Yield the topic, read again under a row lock. Its posts, nominations and ranks change under it.

    Raise Busy if others hold a row for too long.
    """
    with refused_when_busy(), transaction.atomic():
        yield Topic.objects.select_for_update(no_key=True).get(pk=topic.pk)
