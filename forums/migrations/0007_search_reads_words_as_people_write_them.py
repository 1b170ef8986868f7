import django.contrib.postgres.search
from django.contrib.postgres.indexes import GinIndex
from django.db import migrations, models

import core.text.fulltext

INDEX = """
CREATE OR REPLACE FUNCTION forums_index_topic(bigint) RETURNS void LANGUAGE sql AS $$
    INSERT INTO forums_searchdocument (topic_id, language, search_vector)
    SELECT topic.id, topic.language,
           setweight(to_tsvector(config, {title}), 'A')
           || setweight(to_tsvector(config, {text}), 'C')
    FROM forums_topic topic
    CROSS JOIN LATERAL (
        SELECT (CASE topic.language WHEN 'fr' THEN 'colab_fr' WHEN 'es' THEN 'colab_es'
                ELSE 'colab_en' END)::regconfig AS config
    ) how
    LEFT JOIN forums_post post
        ON post.topic_id = topic.id AND post.number = 1 AND post.hidden_at IS NULL
    WHERE topic.id = $1
    ON CONFLICT (topic_id) DO UPDATE SET language = excluded.language, search_vector = excluded.search_vector
$$;
"""


class Migration(migrations.Migration):
    """PostgreSQL writes the columns anew: about a minute for a million texts, in which they cannot be read."""

    dependencies = [
        ("forums", "0006_tags_stay_apart"),
        ("participants", "0005_words_as_people_write_them"),
    ]

    operations = [
        migrations.RemoveIndex("topic", "topics_search"),
        migrations.RemoveField("topic", "search_vector"),
        migrations.AddField(
            "topic",
            "search_vector",
            models.GeneratedField(
                db_persist=True,
                expression=models.Case(
                    models.When(
                        language="fr",
                        then=django.contrib.postgres.search.SearchVector(
                            core.text.fulltext.AsWords("title"), config=models.Value("colab_fr"), weight="A"
                        ),
                    ),
                    models.When(
                        language="es",
                        then=django.contrib.postgres.search.SearchVector(
                            core.text.fulltext.AsWords("title"), config=models.Value("colab_es"), weight="A"
                        ),
                    ),
                    default=django.contrib.postgres.search.SearchVector(
                        core.text.fulltext.AsWords("title"), config=models.Value("colab_en"), weight="A"
                    ),
                ),
                output_field=django.contrib.postgres.search.SearchVectorField(),
            ),
        ),
        migrations.AddIndex("topic", GinIndex(fields=["search_vector"], name="topics_search")),
        migrations.RemoveIndex("post", "posts_search"),
        migrations.RemoveField("post", "search_vector"),
        migrations.AddField(
            "post",
            "search_vector",
            models.GeneratedField(
                db_persist=True,
                expression=models.Case(
                    models.When(
                        language="fr",
                        then=django.contrib.postgres.search.SearchVector(
                            core.text.fulltext.AsWords("text"), config=models.Value("colab_fr"), weight="C"
                        ),
                    ),
                    models.When(
                        language="es",
                        then=django.contrib.postgres.search.SearchVector(
                            core.text.fulltext.AsWords("text"), config=models.Value("colab_es"), weight="C"
                        ),
                    ),
                    default=django.contrib.postgres.search.SearchVector(
                        core.text.fulltext.AsWords("text"), config=models.Value("colab_en"), weight="C"
                    ),
                ),
                output_field=django.contrib.postgres.search.SearchVectorField(),
            ),
        ),
        migrations.AddIndex("post", GinIndex(fields=["search_vector"], name="posts_search")),
        migrations.RunSQL(
            INDEX.format(title="colab_words(topic.title)", text="colab_words(coalesce(post.text, ''))"),
            INDEX.format(title="topic.title", text="coalesce(post.text, '')"),
        ),
        migrations.RunSQL("SELECT forums_index_topic(id) FROM forums_topic", migrations.RunSQL.noop),
    ]
