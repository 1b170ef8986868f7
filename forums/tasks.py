from celery import shared_task

from forums.search import vocabulary
from forums.spaces.principles import principles


@shared_task(name="forums.settle_proposals")
def settle_proposals():
    principles.settle_due()


@shared_task(name="forums.read_words")
def read_words():
    vocabulary.refresh()
