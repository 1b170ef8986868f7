from celery import shared_task

from forums.search import vocabulary


@shared_task(name="forums.read_words")
def read_words():
    vocabulary.refresh()
