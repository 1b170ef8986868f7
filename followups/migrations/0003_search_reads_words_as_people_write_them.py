import django.contrib.postgres.search
from django.contrib.postgres.indexes import GinIndex
from django.db import migrations, models

import core.text.fulltext


class Migration(migrations.Migration):
    """PostgreSQL writes the columns anew: about a minute for a million texts, in which they cannot be read."""

    dependencies = [
        ("followups", "0002_answers_are_hidden_and_topics_link_to_insights"),
        ("participants", "0005_words_as_people_write_them"),
    ]

    operations = [
        migrations.RemoveIndex("insight", "insights_search"),
        migrations.RemoveField("insight", "search_vector"),
        migrations.AddField(
            "insight",
            "search_vector",
            models.GeneratedField(
                db_persist=True,
                expression=models.Case(
                    models.When(
                        language="fr",
                        then=django.contrib.postgres.search.SearchVector(
                            core.text.fulltext.AsWords("text"), config=models.Value("colab_fr"), weight="B"
                        ),
                    ),
                    models.When(
                        language="es",
                        then=django.contrib.postgres.search.SearchVector(
                            core.text.fulltext.AsWords("text"), config=models.Value("colab_es"), weight="B"
                        ),
                    ),
                    default=django.contrib.postgres.search.SearchVector(
                        core.text.fulltext.AsWords("text"), config=models.Value("colab_en"), weight="B"
                    ),
                ),
                output_field=django.contrib.postgres.search.SearchVectorField(),
            ),
        ),
        migrations.AddIndex("insight", GinIndex(fields=["search_vector"], name="insights_search")),
        migrations.RemoveIndex("harvest", "harvests_search"),
        migrations.RemoveField("harvest", "search_vector"),
        migrations.AddField(
            "harvest",
            "search_vector",
            models.GeneratedField(
                db_persist=True,
                expression=models.Case(
                    models.When(
                        language="fr",
                        then=django.contrib.postgres.search.CombinedSearchVector(
                            django.contrib.postgres.search.CombinedSearchVector(
                                django.contrib.postgres.search.SearchVector(
                                    core.text.fulltext.AsWords("summary"),
                                    config=models.Value("colab_fr"),
                                    weight="A",
                                ),
                                "||",
                                django.contrib.postgres.search.SearchVector(
                                    core.text.fulltext.AsWords("themes"),
                                    config=models.Value("colab_fr"),
                                    weight="B",
                                ),
                                django.contrib.postgres.search.SearchConfig(models.Value("colab_fr")),
                            ),
                            "||",
                            django.contrib.postgres.search.SearchVector(
                                core.text.fulltext.AsWords("next_steps"),
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
                                    core.text.fulltext.AsWords("summary"),
                                    config=models.Value("colab_es"),
                                    weight="A",
                                ),
                                "||",
                                django.contrib.postgres.search.SearchVector(
                                    core.text.fulltext.AsWords("themes"),
                                    config=models.Value("colab_es"),
                                    weight="B",
                                ),
                                django.contrib.postgres.search.SearchConfig(models.Value("colab_es")),
                            ),
                            "||",
                            django.contrib.postgres.search.SearchVector(
                                core.text.fulltext.AsWords("next_steps"),
                                config=models.Value("colab_es"),
                                weight="C",
                            ),
                            django.contrib.postgres.search.SearchConfig(models.Value("colab_es")),
                        ),
                    ),
                    default=django.contrib.postgres.search.CombinedSearchVector(
                        django.contrib.postgres.search.CombinedSearchVector(
                            django.contrib.postgres.search.SearchVector(
                                core.text.fulltext.AsWords("summary"),
                                config=models.Value("colab_en"),
                                weight="A",
                            ),
                            "||",
                            django.contrib.postgres.search.SearchVector(
                                core.text.fulltext.AsWords("themes"),
                                config=models.Value("colab_en"),
                                weight="B",
                            ),
                            django.contrib.postgres.search.SearchConfig(models.Value("colab_en")),
                        ),
                        "||",
                        django.contrib.postgres.search.SearchVector(
                            core.text.fulltext.AsWords("next_steps"),
                            config=models.Value("colab_en"),
                            weight="C",
                        ),
                        django.contrib.postgres.search.SearchConfig(models.Value("colab_en")),
                    ),
                ),
                output_field=django.contrib.postgres.search.SearchVectorField(),
            ),
        ),
        migrations.AddIndex("harvest", GinIndex(fields=["search_vector"], name="harvests_search")),
    ]
