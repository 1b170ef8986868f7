"""The lock under which everything about one topic changes."""

from contextlib import contextmanager

from django.db import transaction

from forums.models.topic import Topic


@contextmanager
def holding(topic):
    """Yield the topic, read again under a row lock. Its posts, nominations and ranks change under it."""
    with transaction.atomic():
        yield Topic.objects.select_for_update(no_key=True).get(pk=topic.pk)
