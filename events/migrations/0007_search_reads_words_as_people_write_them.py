import django.contrib.postgres.search
from django.contrib.postgres.indexes import GinIndex
from django.db import migrations, models

import core.text.fulltext


class Migration(migrations.Migration):
    """PostgreSQL writes the columns anew: about a minute for a million texts, in which they cannot be read."""

    dependencies = [
        ("events", "0006_entries_as_they_were_told"),
        ("participants", "0005_words_as_people_write_them"),
    ]

    operations = [
        migrations.RemoveIndex("colab", "colabs_search"),
        migrations.RemoveField("colab", "search_vector"),
        migrations.AddField(
            "colab",
            "search_vector",
            models.GeneratedField(
                db_persist=True,
                expression=models.Case(
                    models.When(
                        language="fr",
                        then=django.contrib.postgres.search.CombinedSearchVector(
                            django.contrib.postgres.search.CombinedSearchVector(
                                django.contrib.postgres.search.SearchVector(
                                    core.text.fulltext.AsWords("title"),
                                    config=models.Value("colab_fr"),
                                    weight="A",
                                ),
                                "||",
                                django.contrib.postgres.search.SearchVector(
                                    core.text.fulltext.AsWords("question"),
                                    config=models.Value("colab_fr"),
                                    weight="B",
                                ),
                                django.contrib.postgres.search.SearchConfig(models.Value("colab_fr")),
                            ),
                            "||",
                            django.contrib.postgres.search.SearchVector(
                                core.text.fulltext.AsWords("description"),
                                config=models.Value("colab_fr"),
                                weight="C",
                            ),
                            django.contrib.postgres.search.SearchConfig(models.Value("colab_fr")),
                        ),
                    ),
                    models.When(
                        language="es",
                        then=django.contrib.postgres.search.CombinedSearchVector(
                            django.contrib.postgres.search.CombinedSearchVector(
                                django.contrib.postgres.search.SearchVector(
                                    core.text.fulltext.AsWords("title"),
                                    config=models.Value("colab_es"),
                                    weight="A",
                                ),
                                "||",
                                django.contrib.postgres.search.SearchVector(
                                    core.text.fulltext.AsWords("question"),
                                    config=models.Value("colab_es"),
                                    weight="B",
                                ),
                                django.contrib.postgres.search.SearchConfig(models.Value("colab_es")),
                            ),
                            "||",
                            django.contrib.postgres.search.SearchVector(
                                core.text.fulltext.AsWords("description"),
                                config=models.Value("colab_es"),
                                weight="C",
                            ),
                            django.contrib.postgres.search.SearchConfig(models.Value("colab_es")),
                        ),
                    ),
                    default=django.contrib.postgres.search.CombinedSearchVector(
                        django.contrib.postgres.search.CombinedSearchVector(
                            django.contrib.postgres.search.SearchVector(
                                core.text.fulltext.AsWords("title"),
                                config=models.Value("colab_en"),
                                weight="A",
                            ),
                            "||",
                            django.contrib.postgres.search.SearchVector(
                                core.text.fulltext.AsWords("question"),
                                config=models.Value("colab_en"),
                                weight="B",
                            ),
                            django.contrib.postgres.search.SearchConfig(models.Value("colab_en")),
                        ),
                        "||",
                        django.contrib.postgres.search.SearchVector(
                            core.text.fulltext.AsWords("description"),
                            config=models.Value("colab_en"),
                            weight="C",
                        ),
                        django.contrib.postgres.search.SearchConfig(models.Value("colab_en")),
                    ),
                ),
                output_field=django.contrib.postgres.search.SearchVectorField(),
            ),
        ),
        migrations.AddIndex("colab", GinIndex(fields=["search_vector"], name="colabs_search")),
    ]
