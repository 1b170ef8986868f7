"""Writes parsed entries in batches, each in one transaction.

Rows are written directly and not by the verbs that people use, so that nobody is notified of an old post.
Concurrent imports are serialized by an advisory lock.
"""

from collections import Counter, defaultdict
from dataclasses import dataclass
from hashlib import sha256

from django.contrib.auth.hashers import make_password
from django.db import connection, transaction
from django.db.models import Count, F, Max
from django.db.models.functions import Greatest
from django.utils.translation import gettext as _

from core.text import markup
from forums.importing.references import Known
from forums.models import Forum, Post, Tag, Topic
from forums.models.tag import key_of
from forums.ranking import popularity
from participants.models import Participant

ASKED = 1_000  # references that one query asks for


@dataclass(frozen=True)
class Plan:
    """Defaults for entries that lack a category or a language."""

    forum: str = "imported"  # slug, for entries without a category
    language: str = ""  # of what is written; the forum's where empty
    private: bool = False  # new forums are for members only


def imported_keys(entries):
    """Return the post_keys, among those of the entries, that are imported already."""
    keys = [entry.post_key for entry in entries]
    return set(Post.objects.filter(imported_as__in=keys).values_list("imported_as", flat=True))


def imported(keys):
    """Return the posts with these keys, for their addresses."""
    return Post.objects.filter(imported_as__in=keys).select_related("topic__forum").order_by("pk")


def write(entries, plan, waiting=None):
    """Write the entries that are not imported yet. Return a Counter of the rows created. Idempotent.

    `waiting`, a dict, gets {post_key: the references that lead to nothing yet}; see `link`.
    """
    tally = Counter()
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtext('forums_import'))")
        entries = _new(entries, tally)
        if entries:
            forums = _forums({entry.category or plan.forum for entry in entries}, plan, tally)
            people = _people({entry.username for entry in entries}, plan, tally)
            topics = _topics(entries, forums, people, plan, tally)
            _posts(entries, topics, people, tally, waiting)
            _update_totals(topics.values())
    return tally


def _new(entries, tally):
    entries = {entry.post_key: entry for entry in reversed(entries)}
    imported = imported_keys(entries.values())
    tally["existing"] = len(imported)
    return [entry for key, entry in reversed(entries.items()) if key not in imported]


def _get_or_create(model, key, wanted, make, tally, name):
    rows = model.objects.filter(**{f"{key}__in": wanted})
    missing = set(wanted) - set(rows.values_list(key, flat=True))
    if missing:
        model.objects.bulk_create([make(value) for value in sorted(missing)], ignore_conflicts=True)
        tally[name] += len(missing)
    return {getattr(row, key): row for row in rows.all()}


def _forums(slugs, plan, tally):
    def make(slug):
        return Forum(
            slug=slug,
            name=slug.replace("-", " ").capitalize(),
            purpose=_("Topics brought here from an earlier forum."),
            language=plan.language or "en",
            is_public=not plan.private,
        )

    return _get_or_create(Forum, "slug", slugs, make, tally, "forums")


def _people(usernames, plan, tally):
    """Create placeholders: nobody can sign in as one until the account is claimed."""

    def make(username):
        return Participant(
            email=f"{sha256(username.encode()).hexdigest()[:32]}@imported.invalid",
            name=username,
            password=make_password(None),
            language=plan.language or "en",
            is_active=False,
            imported_as=username,
        )

    return _get_or_create(Participant, "imported_as", usernames, make, tally, "people")


def _topics(entries, forums, people, plan, tally):
    """Return {topic_key: Topic}, locked; a topic takes its title and author from its first post here."""
    opening = {}
    for entry in entries:
        if entry.topic_key not in opening or entry.number < opening[entry.topic_key].number:
            opening[entry.topic_key] = entry

    def make(key):
        first = opening[key]
        forum = forums[first.category or plan.forum]
        topic = Topic(forum=forum, language=plan.language or forum.language, imported_as=key)
        return _set_opening(topic, first, people)

    before = tally["topics"]
    topics = _get_or_create(Topic, "imported_as", opening, make, tally, "topics")
    if tally["topics"] > before:
        _tag(opening, topics)
    topics = Topic.objects.filter(imported_as__in=opening).order_by("pk").select_related("forum")
    topics = topics.select_for_update(no_key=True, of=["self"]).defer("search_vector")
    topics = {topic.imported_as: topic for topic in topics}
    described = [
        _set_opening(topics[key], first, people) for key, first in opening.items() if first.number == 1
    ]
    Topic.objects.bulk_update(described, ["title", "slug", "author", "created_at"])
    return topics


def _set_opening(topic, first, people):
    topic.title, topic.slug = first.title, first.slug
    topic.author, topic.created_at = people[first.username], first.written_at
    return topic


def _tag(opening, topics):
    tags = {tag.key: tag for tag in Tag.objects.make([name for one in opening.values() for name in one.tags])}
    through = Topic.tags.through
    through.objects.bulk_create(
        [
            through(topic_id=topics[key].pk, tag_id=tags[key_of(name)].pk)
            for key, entry in opening.items()
            for name in entry.tags
        ],
        ignore_conflicts=True,
    )


def _posts(entries, topics, people, tally, waiting):
    numbers = _numbers(entries, topics)
    posts = [
        Post(
            topic=topics[entry.topic_key],
            author=people[entry.username],
            number=numbers[entry.post_key],
            text=entry.text,
            html=entry.html,
            language=topics[entry.topic_key].language,
            created_at=entry.written_at,
            imported_as=entry.post_key,
        )
        for entry in entries
    ]
    _refer(entries, posts, waiting)
    Post.objects.bulk_create(posts, ignore_conflicts=True)
    tally["posts"] += len(entries)


def _refer(entries, posts, waiting):
    """Give posts the text in which references lead to what is here. Return those that changed."""
    written = list(zip(entries, posts, strict=True))
    places = {(entry.topic_key, entry.number): post for entry, post in reversed(written)}
    known = Known([ref for entry in entries for ref in entry.references], places)
    changed = []
    for entry, post in written:
        if not entry.references:
            continue
        text = known.text(entry, post.topic)
        if text != post.text:
            post.text, post.html = text, markup.render_or_plain(text)
            changed.append(post)
        missing = [reference for reference in entry.references if reference not in known]
        if missing and waiting is not None:
            waiting[entry.post_key] = missing
    return changed


def came_later(waiting):
    """Return the keys, among those of `waiting`, of posts of whose references some lead to something now."""
    references, found = list({reference for missing in waiting.values() for reference in missing}), set()
    for start in range(0, len(references), ASKED):
        asked = references[start : start + ASKED]
        known = Known(asked)
        found.update(reference for reference in asked if reference in known)
    return {key for key, missing in waiting.items() if not found.isdisjoint(missing)}


@transaction.atomic
def link(entries):
    """Let references of posts that were not edited lead to what came after them. Idempotent."""
    converted = {entry.post_key: entry for entry in entries}
    posts = Post.objects.filter(imported_as__in=converted, edited_at=None).order_by("pk")
    posts = posts.select_related("topic__forum").defer("search_vector", "topic__search_vector")
    posts = list(posts.select_for_update(no_key=True, of=["self"]))
    changed = _refer([converted[post.imported_as] for post in posts], posts, None)
    Post.objects.bulk_update(changed, ["text", "html"])
    return len(changed)


def _numbers(entries, topics):
    """Return {post_key: number}: the number it had, or the next free one where that is taken."""
    pks = [topic.pk for topic in topics.values()]
    wanted = {entry.number for entry in entries}
    taken = set(Post.objects.filter(topic__in=pks, number__in=wanted).values_list("topic", "number"))
    highest = defaultdict(
        int, Post.objects.filter(topic__in=pks).values_list("topic").annotate(Max("number"))
    )
    for entry in entries:
        topic = topics[entry.topic_key].pk
        highest[topic] = max(highest[topic], entry.number)
    numbers = {}
    for entry in entries:
        topic, number = topics[entry.topic_key].pk, entry.number
        if (topic, number) in taken:
            highest[topic] = number = highest[topic] + 1
        taken.add((topic, number))
        numbers[entry.post_key] = number
    return numbers


def _update_totals(topics):
    topics = {topic.pk: topic for topic in topics}
    counted = Post.objects.filter(topic__in=topics, hidden_at=None).values_list("topic")
    latest = defaultdict(list)
    for pk, number, last in counted.annotate(Count("pk"), Max("created_at")).order_by():
        topics[pk].post_count, topics[pk].last_post_at = number, last
        latest[topics[pk].forum_id].append(last)
    Topic.objects.bulk_update(topics.values(), ["post_count", "last_post_at"])
    popularity.rank(topics.values())
    for forum, instants in sorted(latest.items()):
        Forum.objects.filter(pk=forum).update(last_post_at=Greatest(F("last_post_at"), max(instants)))
