"""No page reads a table from beginning to end that grows with the community (R-NO-SCANS)."""

from datetime import timedelta

import pytest
from django.db import connection
from django.db.models import F
from django.test import Client, TestCase, override_settings
from django.urls import reverse

from colab.tests import crowd, verbs
from colab.tests.addresses import ADDRESSES, READERS, world
from colab.tests.budgets import pages
from events.models import CoLab, Registration
from followups.models import Harvest, Insight
from forums.models import Nomination, Post, Tag, Topic, Watch
from mailing.models import Message
from participants.models import Participant
from testing import plans

SMALL = {  # tables that do not grow with the community, or not beyond some hundreds of rows
    "forums_forum",
    "forums_tag",
    "learning_monthlydigest",
}
FILLED = {
    model._meta.db_table
    for model in (Topic, Post, Nomination, Watch, CoLab, Registration, Message, Participant, Insight, Harvest)
}
ALSO = {  # other questions to a page than the one in `addresses`
    "learning:library": (
        "?",
        "?shelf=questions",
        "?shelf=harvests",
        "?q=less",
        "?language=en",
        "?kind=insight",
    ),
}
# Not held: (address, table), and why.
_ROLES = "whether each co-lab of a few people can be read: for some hundreds, PostgreSQL looks at all of them"
_REPORTS = "whether each open report is about what a moderator may hide: the same"
_MAP = "everybody who shows themselves is counted by group (bench/map.py)"
_FIRST = "of a new site, and for its owner alone"
WHOLE = {
    ("events:declare", "events_colab"): _ROLES,
    ("events:move", "events_colab"): _ROLES,
    ("moderation:queue", "forums_topic"): _REPORTS,
    ("moderation:queue", "forums_post"): _REPORTS,
    ("moderation:queue", "network_introduction"): _REPORTS,
    ("moderation:queue", "learning_use"): _REPORTS,
    ("network:map", "participants_participant"): _MAP,
    ("network:map_csv", "participants_participant"): _MAP,
    ("forums:people_for_new", "participants_participant"): "a part of a name may be in most names",
    ("first_steps", "participants_participant"): _FIRST,
    ("first_steps", "mailing_message"): _FIRST,
}


def more(rows, number):
    """Write thousands of rows beside those of the crowd, so that a plan has something to choose."""
    people, forum, moment = verbs.people(number, is_organizer=True), rows["forum"], rows["topic"].created_at
    some = {"forum": forum, "slug": "more", "created_at": moment, "last_post_at": moment, "post_count": 1}
    topics = Topic.objects.bulk_create(
        Topic(author=one, title=f"More {n}", heat=-n, wanted=-n if n % 10 == 0 else None, **some)
        for n, one in enumerate(people)
    )
    both = list(zip(topics, people, strict=True))
    Post.objects.bulk_create(
        Post(topic=topic, author=one, number=1, text="How?", html="<p>How?</p>", created_at=moment)
        for topic, one in both
    )
    Nomination.objects.bulk_create(Nomination(topic=topic, participant=one) for topic, one in both[::10])
    Watch.objects.bulk_create(Watch(topic=topic, participant=one) for topic, one in both)
    like = rows["ahead"]
    names = [field.attname for field in CoLab._meta.concrete_fields if not field.generated]
    kept = {
        name: getattr(like, name) for name in names if name not in {"id", "uid", "topic_id", "organizer_id"}
    }
    colabs = CoLab.objects.bulk_create(CoLab(**kept, topic=topic, organizer=one) for topic, one in both[::4])
    held = CoLab.objects.filter(pk__in=[colab.pk for colab in colabs[10:]])
    held.update(starts_at=F("starts_at") - timedelta(days=200), ends_at=F("ends_at") - timedelta(days=200))
    Registration.objects.bulk_create(
        Registration(colab=colab, participant=one, status="waiting", queued_at=moment)
        for colab, one in zip(colabs * 4, people, strict=False)
    )
    Message.objects.bulk_create(
        Message(key=f"more:{n}", message_id=f"more:{n}", kind="reply", recipient=one, state="sent")
        for n, one in enumerate(people)
    )
    _leave(colabs[10:], people)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _leave(colabs, people):
    """Write what hours leave: four notes and a harvest each, a tenth of them under a tag."""
    text = {"text": "Ask less.", "html": "<p>Ask less.</p>"}
    notes = Insight.objects.bulk_create(
        Insight(colab=colab, author=one, **text) for colab, one in zip(colabs * 4, people, strict=False)
    )
    tag, through = Tag.objects.order_by("pk").first(), Insight.tags.through
    through.objects.bulk_create(through(insight=note, tag=tag) for note in notes[::10])
    Harvest.objects.bulk_create(
        Harvest(colab=colab, summary="We met.", summary_html="<p>We met.</p>", recorded_at=colab.created_at)
        for colab in colabs
    )


def visits(rows, names):
    """Yield (address, client) of each page: for a visitor, and for the first who gets it signed in."""
    clients = {reader: Client() for reader in READERS}
    for reader in READERS[1:]:
        clients[reader].force_login(rows[reader])
    for name in names:
        getting = [
            reader for reader, answer in zip(READERS, ADDRESSES[name].answers, strict=True) if answer == 200
        ]
        for reader in {getting[0], next(iter(getting[1:]), getting[0])}:
            yield name, clients[reader]


def scans(rows, names):
    """Return {(address, table): sql} of each table that grows and is read whole."""
    found = {}
    with plans.of_queries() as planned:
        for name, client in visits(rows, names):
            entry = ADDRESSES[name]
            for query in (entry.query, *ALSO.get(name, ())):
                client.get(reverse(name, kwargs=entry.arguments(rows)) + query)
            for sql, plan in planned:
                found |= {(name, table): sql for table in set(plans.read_whole(plan, FILLED)) - SMALL}
            planned.clear()
    return found


class NoScans(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.rows = world()
        crowd.fill(cls.rows, 3)
        more(cls.rows, 1000)

    def test_no_page_reads_a_growing_table_whole(self):
        """Check R-NO-SCANS."""
        with override_settings(DEMONSTRATION=True):
            found = scans(self.rows, sorted(pages()))

        assert {key: sql for key, sql in found.items() if key not in WHOLE} == {}


# --- Forgotten on purpose


@pytest.mark.django_db
def test_a_scan_is_seen():
    with plans.of_queries() as found:
        list(Topic.objects.filter(post_count=7))
        list(Topic.objects.order_by("-heat", "-pk")[:5])
        list(Topic.objects.filter(pk=1))

    assert [set(plans.read_whole(plan, FILLED)) for _sql, plan in found] == [
        {"forums_topic"},
        set(),
        set(),
    ]


def test_what_is_sorted_or_counted_before_the_first_row_is_seen():
    walk = {"Node Type": "Index Scan", "Relation Name": "forums_topic"}
    limited = {"Node Type": "Limit", "Plans": [walk]}
    counted = {"Node Type": "Limit", "Plans": [{"Node Type": "Sort", "Plans": [walk]}]}

    assert list(plans.read_whole(limited, FILLED)) == []
    assert list(plans.read_whole(counted, FILLED)) == ["forums_topic"]
