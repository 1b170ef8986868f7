"""Full text in three languages, accents forgiven: one column for each searchable model, one query for all.

The text search configurations colab_en, colab_fr and colab_es are made by this app's first migration.
"""

from functools import reduce
from operator import or_

from django.contrib.postgres.search import SearchQuery, SearchVector, SearchVectorField
from django.db.models import Case, GeneratedField, Value, When

CONFIGS = {"en": "colab_en", "fr": "colab_fr", "es": "colab_es"}


def column(**weights):
    """A generated tsvector column over the named text fields, e.g. `column(title="A", text="B")`.

    It is read in the language that the row's own `language` column names.
    """

    def vector(config):
        return reduce(
            lambda left, right: left + right,
            (SearchVector(name, weight=weight, config=Value(config)) for name, weight in weights.items()),
        )

    expression = Case(
        When(language="fr", then=vector(CONFIGS["fr"])),
        When(language="es", then=vector(CONFIGS["es"])),
        default=vector(CONFIGS["en"]),
    )
    return GeneratedField(expression=expression, output_field=SearchVectorField(), db_persist=True)


def query(words):
    """A tsquery that finds what a person typed ("quoted phrases", -without, or) in any of the languages."""
    return reduce(
        or_, (SearchQuery(words, config=config, search_type="websearch") for config in CONFIGS.values())
    )
