"""Fills a database with a community of any size, quickly, by SQL."""

from django.db import connection

SIZES = {"people": 2_000, "forums": 12, "tags": 60}

# A language of its own: 4,000 words, of which the first are used far more often than the last
_WORDS = """
CREATE TEMPORARY TABLE words AS
SELECT number, a || b || c AS word
FROM (SELECT row_number() OVER () AS number, a, b, c
      FROM string_to_table('ba do fi gu ka le mi no pu ra se ti vo wa ze chi', ' ') a,
           string_to_table('lan mor ber tis dun vel gor ras pin quo sol tur win zan kel', ' ') b,
           string_to_table('ta ra mo lin sk der vu pe nor go ham li dit sor ex en um', ' ') c) x;
CREATE INDEX ON words (number);
CREATE FUNCTION pg_temp.some_words(number integer) RETURNS text LANGUAGE sql VOLATILE AS $$
    SELECT string_agg(word, ' ')
    FROM (SELECT 1 + floor(power(random(), 3) * 4000)::int AS wanted FROM generate_series(1, $1)) x
    JOIN words ON number = wanted
$$;
CREATE TEMPORARY TABLE sentences AS
SELECT n AS number, pg_temp.some_words(20 + n * 0) AS words FROM generate_series(1, 5000) n;
CREATE INDEX ON sentences (number);
"""

_PEOPLE = """
INSERT INTO participants_participant (email, name, organization, district, region, country, about, about_html,
    zone, language, day_starts, day_ends, notices_off, listed, is_organizer, is_moderator, is_staff,
    is_active, is_superuser, password, date_joined, clock, delivery, zones_declined, digest,
    notices_at_once, notices_in_digest)
SELECT 'person' || n || '@example.org', 'Person ' || n, 'Organization ' || n %% 200, '', '', 'CA', '', '',
    'America/Toronto', 'en', '08:00', '18:00', '{}', false, n %% 100 = 1, false, false,
    true, false, '!', now(), '', '', '{}', 'daily', '{}', '{}'
FROM generate_series(1, %(people)s) n
"""

_FORUMS = """
INSERT INTO forums_forum (slug, name, kind, purpose, language, is_public,
    position, about_what, for_whom, relationships, supports, supports_html, opened_at)
SELECT 'forum-' || n, 'Forum ' || n, 'open', 'To talk.', 'en', true, n, '', '', '', '', '', now()
FROM generate_series(1, %(forums)s) n
"""

_TAGS = (
    "INSERT INTO forums_tag (slug, name, key) "
    "SELECT 'tag-' || n, 'Tag ' || n, 'tag-' || n FROM generate_series(1, %(tags)s) n"
)

_TOPICS = """
INSERT INTO forums_topic (forum_id, author_id, title, slug, language, created_at, last_post_at, post_count,
    hidden_reason, heat)
SELECT (SELECT min(id) FROM forums_forum) + n %% %(forums)s,
       (SELECT min(id) FROM participants_participant) + n %% %(people)s,
       pg_temp.some_words(6 + n * 0), 'topic-' || n, 'en', moment, moment, 3, '', -n / 1000.0
FROM (SELECT n, now() - n * interval '7 minutes' AS moment FROM generate_series(%(first)s, %(last)s) n) x
"""

_POSTS = """
INSERT INTO forums_post (topic_id, author_id, number, text, html, language, created_at, hidden_reason)
SELECT topic_id, author_id, number, words, '<p>' || words || '</p>', 'en', created_at, ''
FROM (SELECT topic.id AS topic_id, topic.created_at, number, (SELECT string_agg(words, '. ') FROM sentences
              WHERE sentences.number
                    IN (1 + topic.id * 7 %% 5000, 1 + topic.id * number %% 4999, number * 3)) AS words,
             (SELECT min(id) FROM participants_participant) + (topic.id * number) %% %(people)s AS author_id
      FROM forums_topic topic, generate_series(1, 3) number WHERE topic.id >= %(first)s) x
"""

_TAGGED = """
INSERT INTO forums_topic_tags (topic_id, tag_id)
SELECT id, (SELECT min(id) FROM forums_tag) + id %% %(tags)s FROM forums_topic WHERE id >= %(first)s
"""

_NOMINATIONS = """
INSERT INTO forums_nomination (topic_id, participant_id, intention, reason, created_at)
SELECT id, (SELECT min(id) FROM participants_participant) + (id + n) %% %(people)s,
       CASE n WHEN 1 THEN 'share' ELSE 'listen' END, 'It matters.', created_at
FROM forums_topic, generate_series(1, 4) n WHERE id >= %(first)s AND id %% 10 = 0;
UPDATE forums_topic SET wanted = heat + 2 WHERE id >= %(first)s AND id %% 10 = 0;
"""


def community():
    """Create people, forums and tags in an empty database."""
    with connection.cursor() as cursor:
        for statement in (_WORDS, _PEOPLE, _FORUMS, _TAGS):
            cursor.execute(statement % SIZES)


def topics(first, last):
    """Create topics numbered from `first` to `last`, with falling dates, three posts and a tag each.

    A tenth of them are nominated by four people.
    """
    with connection.cursor() as cursor:
        cursor.execute("SET maintenance_work_mem = '256MB'")
        cursor.execute(
            "SELECT indexname, indexdef FROM pg_indexes WHERE indexdef ~ 'ON public.forums_.* gin '"
        )
        indexes = cursor.fetchall()
        for name, _definition in indexes:
            cursor.execute(f"DROP INDEX {name}")
        for statement in (_TOPICS, _POSTS, _TAGGED, _NOMINATIONS):
            cursor.execute(statement % (SIZES | {"first": first, "last": last}))
        for _name, definition in indexes:
            cursor.execute(definition)
        cursor.execute("VACUUM ANALYZE")
        cursor.execute("RESET maintenance_work_mem")
