"""What Celery rings: each task is one line over a function that can be called without it."""

from celery import shared_task

from forums.search import vocabulary


@shared_task(name="forums.read_words")
def read_words():
    vocabulary.refresh()
