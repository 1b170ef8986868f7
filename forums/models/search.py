"""Tables that exist for search alone."""

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models

from core.text import languages


class SearchDocument(models.Model):
    """The search vector of a topic's title and first post together, written by triggers (migration 0001)."""

    topic = models.OneToOneField(
        "forums.Topic", on_delete=models.CASCADE, primary_key=True, related_name="search_document"
    )
    language = models.CharField(max_length=2, choices=languages.CHOICES)
    search_vector = SearchVectorField()

    class Meta:
        indexes = [GinIndex(fields=["search_vector"], name="search_documents_vector")]

    def __str__(self):
        return f"Topic {self.pk} as search reads it"


class Word(models.Model):
    """A word of public posts; see `forums.search.vocabulary`."""

    word = models.CharField(max_length=40, unique=True)
    plain = models.CharField(max_length=40)  # in lower case, without accents
    uses = models.PositiveIntegerField(default=0)  # topics and posts that contain it
    read_up_to = models.BigIntegerField(default=0, db_index=True)  # the last post counted

    class Meta:
        indexes = [
            GinIndex(fields=["plain"], opclasses=["gin_trgm_ops"], name="words_like"),
            models.Index(fields=["plain"], name="words_plain"),
        ]

    def __str__(self):
        return self.word
