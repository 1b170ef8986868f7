"""Topics and posts that hold what somebody looks for.

Each question answers rows of the same shape, so that those of several can be shown as one list:
`score` (see `fulltext.score`), `kind`, `key` (primary key) and `shown`, a JSON object with what the list
shows. Its `marked…` and `extract` go through `fulltext.marked`. `colab.pages.search` puts the rows together.

Of a word that stands nearly everywhere only the `WEIGHED` newest are looked at: to weigh a hundred
thousand texts takes seconds, and to read that many results takes longer.
"""

from django.db.models import Case, CharField, F, OuterRef, Subquery, Value, When
from django.db.models.functions import JSONObject

from core.text import fulltext
from forums.models import Forum, Post, Topic

WEIGHED = 2_000  # of each kind


def topics(words, person, forum=None):
    """Topics whose title, together with the post that opened them, holds the words."""
    found = Topic.objects.visible_to(person).filter(
        fulltext.matches(words, "search_document__search_vector", "search_document__language")
    )
    if forum:
        found = found.filter(forum=forum)
    opening = Post.objects.filter(topic=OuterRef("pk"), number=1, hidden_at=None).values("html")[:1]
    return newest(found).annotate(
        score=fulltext.score(words, "search_document__search_vector", "search_document__language"),
        kind=kind("topic"),
        key=F("pk"),
        shown=JSONObject(
            slug="slug",
            marked_title=fulltext.whole("title", words),
            extract=fulltext.extract(fulltext.WithoutTags(Subquery(opening)), words),
            language="language",
            forum="forum__name",
            author=_author("author__name", "forum__kind"),
            at="created_at",
            posts="post_count",
        ),
    )


def replies(words, person, forum=None):
    """Posts, other than those that opened a topic, that hold the words."""
    found = Post.objects.visible_to(person).filter(fulltext.matches(words), number__gt=1)
    if forum:
        found = found.filter(topic__forum=forum)
    return newest(found).annotate(
        score=fulltext.score(words),
        kind=kind("post"),
        key=F("pk"),
        shown=JSONObject(
            topic="topic_id",
            slug="topic__slug",
            number="number",
            title="topic__title",
            extract=fulltext.extract(fulltext.WithoutTags("html"), words),
            language="language",
            forum="topic__forum__name",
            author=_author("author__name", "topic__forum__kind"),
            at="created_at",
        ),
    )


def newest(found):
    """The rows that are weighed."""
    return found.model.objects.filter(pk__in=found.order_by("-pk").values("pk")[:WEIGHED])


def kind(name):
    """The column that says what a row is."""
    return Value(name, output_field=CharField())


def _author(name, forum_kind):
    """The author's name, but not where nothing is attributed (R-UNATTRIBUTED)."""
    return Case(When(**{forum_kind: Forum.Kind.HEALING}, then=Value("")), default=F(name))
