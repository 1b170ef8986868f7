"""Full-text queries for topics and posts.

Rows of all queries have the same shape, so that they can be united in one list: `score`
(`fulltext.score`), `source`, `key` (primary key) and `shown`, a JSON object for the template, whose
`marked_…` and `extract` go through `fulltext.marked`. `colab.pages.search` unites them.

Only the WEIGHED newest matches are scored: scoring a hundred thousand texts takes seconds.
"""

from django.db.models import Case, CharField, F, OuterRef, Subquery, Value, When
from django.db.models.functions import JSONObject

from core.text import fulltext
from forums import kinds
from forums.models import Post, Topic

WEIGHED = 2_000  # the newest rows of each kind


def topics(words, person, forum=None):
    """Match the title together with the first post."""
    found = Topic.objects.visible_to(person).filter(
        fulltext.matches(words, "search_document__search_vector", "search_document__language")
    )
    if forum:
        found = found.filter(forum=forum)
    opening = Post.objects.filter(topic=OuterRef("pk"), number=1, hidden_at=None).values("html")[:1]
    return newest(found).annotate(
        score=fulltext.score(words, "search_document__search_vector", "search_document__language"),
        source=source("topic"),
        key=F("pk"),
        shown=JSONObject(
            slug=outside("slug", "forum__kind"),
            marked_title=fulltext.whole("title", words),
            extract=fulltext.extract(fulltext.WithoutTags(Subquery(opening)), words),
            language="language",
            forum="forum__name",
            forum_language="forum__language",
            author=_author("author__name", "forum__kind"),
            at="created_at",
            posts="post_count",
        ),
    )


def replies(words, person, forum=None):
    """Match posts other than the first of a topic."""
    found = Post.objects.visible_to(person).filter(fulltext.matches(words), number__gt=1)
    if forum:
        found = found.filter(topic__forum=forum)
    return newest(found).annotate(
        score=fulltext.score(words),
        source=source("post"),
        key=F("pk"),
        shown=JSONObject(
            topic="topic_id",
            slug=outside("topic__slug", "topic__forum__kind"),
            number="number",
            title="topic__title",
            extract=fulltext.extract(fulltext.WithoutTags("html"), words),
            language="language",
            forum="topic__forum__name",
            forum_language="topic__forum__language",
            author=_author("author__name", "topic__forum__kind"),
            at="created_at",
        ),
    )


def newest(found):
    return found.model.objects.filter(pk__in=found.order_by("-pk").values("pk")[:WEIGHED])


def source(name):
    """Return an expression: where a row comes from; `kind` is a column of notes."""
    return Value(name, output_field=CharField())


def outside(words, forum_kind):
    """Return words as they may stand in addresses: "" where they do not leave the space (R-WORDS-STAY)."""
    return _empty_in(kinds.where(words_leave=False), words, forum_kind)


def _author(name, forum_kind):
    """Return the author's name, empty in a forum that is unattributed (R-UNATTRIBUTED)."""
    return _empty_in(kinds.where(names_authors=False), name, forum_kind)


def _empty_in(silent, field, forum_kind):
    empty = When(**{f"{forum_kind}__in": silent}, then=Value(""))
    return Case(empty, default=F(field), output_field=CharField())
