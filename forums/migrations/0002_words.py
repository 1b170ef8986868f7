import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.deletion
from django.db import migrations, models

LANGUAGES = [("en", "English"), ("fr", "Français"), ("es", "Español")]

# A topic is found by its title and by the post that opened it, which stand in two tables: a generated
# column cannot read both. What is hidden is not read.
READ_A_TOPIC = """
CREATE FUNCTION forums_read_topic(bigint) RETURNS void LANGUAGE sql AS $$
    INSERT INTO forums_reading (topic_id, language, found_by)
    SELECT topic.id, topic.language,
           setweight(to_tsvector(config, topic.title), 'A')
           || setweight(to_tsvector(config, coalesce(post.text, '')), 'C')
    FROM forums_topic topic
    CROSS JOIN LATERAL (
        SELECT (CASE topic.language WHEN 'fr' THEN 'colab_fr' WHEN 'es' THEN 'colab_es'
                ELSE 'colab_en' END)::regconfig AS config
    ) how
    LEFT JOIN forums_post post
        ON post.topic_id = topic.id AND post.number = 1 AND post.hidden_at IS NULL
    WHERE topic.id = $1
    ON CONFLICT (topic_id) DO UPDATE SET language = excluded.language, found_by = excluded.found_by
$$;

CREATE FUNCTION forums_topic_was_written() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN PERFORM forums_read_topic(NEW.id); RETURN NULL; END $$;

CREATE FUNCTION forums_opening_was_written() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN PERFORM forums_read_topic(NEW.topic_id); RETURN NULL; END $$;

CREATE TRIGGER forums_read_new_topic AFTER INSERT ON forums_topic
    FOR EACH ROW EXECUTE FUNCTION forums_topic_was_written();
CREATE TRIGGER forums_read_changed_topic AFTER UPDATE OF title, language ON forums_topic
    FOR EACH ROW WHEN (OLD.title IS DISTINCT FROM NEW.title OR OLD.language IS DISTINCT FROM NEW.language)
    EXECUTE FUNCTION forums_topic_was_written();
CREATE TRIGGER forums_read_opening AFTER INSERT OR UPDATE OF text, hidden_at, number ON forums_post
    FOR EACH ROW WHEN (NEW.number = 1) EXECUTE FUNCTION forums_opening_was_written();

SELECT forums_read_topic(id) FROM forums_topic;
"""

FORGET = """
DROP TRIGGER forums_read_opening ON forums_post;
DROP TRIGGER forums_read_changed_topic ON forums_topic;
DROP TRIGGER forums_read_new_topic ON forums_topic;
DROP FUNCTION forums_opening_was_written();
DROP FUNCTION forums_topic_was_written();
DROP FUNCTION forums_read_topic(bigint);
"""


class Migration(migrations.Migration):
    dependencies = [("forums", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="Reading",
            fields=[
                (
                    "topic",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="reading",
                        serialize=False,
                        to="forums.topic",
                    ),
                ),
                ("language", models.CharField(choices=LANGUAGES, max_length=2)),
                ("found_by", django.contrib.postgres.search.SearchVectorField()),
            ],
        ),
        migrations.CreateModel(
            name="Word",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("word", models.CharField(max_length=40, unique=True)),
                ("plain", models.CharField(max_length=40)),
                ("uses", models.PositiveIntegerField(default=0)),
                ("read_up_to", models.BigIntegerField(db_index=True, default=0)),
            ],
        ),
        migrations.AddIndex(
            model_name="reading",
            index=django.contrib.postgres.indexes.GinIndex(fields=["found_by"], name="readings_found_by"),
        ),
        migrations.AddIndex(
            model_name="word",
            index=django.contrib.postgres.indexes.GinIndex(
                fields=["plain"], name="words_like", opclasses=["gin_trgm_ops"]
            ),
        ),
        migrations.AddIndex(model_name="word", index=models.Index(fields=["plain"], name="words_plain")),
        migrations.RunSQL(READ_A_TOPIC, FORGET),
    ]
