"""The lock under which everything about one topic changes."""

from contextlib import contextmanager

from django.db import transaction

from forums.models.topic import Topic


@contextmanager
def holding(topic):
    """The topic's row, locked and read again: its posts, nominations and ranks change one after the other."""
    with transaction.atomic():
        yield Topic.objects.select_for_update(no_key=True).get(pk=topic.pk)
