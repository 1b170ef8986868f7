"""Limits where many people are written to, and two requests at the same moment (R-LIMITS)."""

import pytest
from django.core import mail
from django.utils import timezone

from forums.models import Post, Tag, Topic
from forums.tests.test_races import at_once
from forums.topics import mentions, posts, topics
from mailing import outbox
from mailing.models import Message
from moderation import reports
from moderation.models import Report
from participants import limits
from participants.models import LimitCount
from testing import make

pytestmark = pytest.mark.django_db


def counted(person, verb):
    return sum(
        LimitCount.objects.filter(who=f"participant {person.pk}", verb=verb).values_list("number", flat=True)
    )


def people(number):
    return [make.participant(f"Reader Number {index} Ofall", listed=True) for index in range(number)]


def naming(readers):
    return " ".join(mentions.markdown(reader) for reader in readers)


def test_forty_people_are_mentioned_in_a_day_and_the_next_is_refused_with_nothing_written():
    """Check R-LIMITS."""
    ana, topic, readers = make.participant(), make.topic(), people(20)
    topics.reply(topic, ana, "First " + naming(readers))
    topics.reply(topic, ana, "Second " + naming(readers))

    with pytest.raises(limits.Refused, match="more people than one person can in a day"):
        topics.reply(topic, ana, naming(readers[:1]))
    assert (Post.objects.filter(author=ana).count(), counted(ana, "mention"), counted(ana, "reply")) == (
        2,
        40,
        2,
    )
    assert Message.objects.filter(kind="mention").count() == 40


def test_more_people_than_a_day_has_are_refused_at_once():
    ana, topic = make.participant(), make.topic()

    with pytest.raises(limits.Refused) as refusal:
        topics.reply(topic, ana, naming(people(41)))
    assert refusal.value.until is None
    assert not Message.objects.exists()


def test_an_edit_counts_those_whom_it_mentions_anew():
    ana, topic, readers = make.participant(), make.topic(), people(3)
    post = topics.reply(topic, ana, naming(readers[:2]))

    posts.edit(post, ana, naming(readers))

    assert counted(ana, "mention") == 3


def test_new_tags_count_and_known_ones_do_not():
    ana, forum = make.participant(), make.forum()
    make.tag("known")

    topics.post(ana, forum, "Evening hours", "How?", ["known", "one", "two"])

    assert counted(ana, "tag") == 2
    LimitCount.objects.filter(verb="tag").update(number=20)
    with pytest.raises(limits.Refused):
        topics.post(ana, forum, "Morning hours", "How?", ["three"])
    assert (Topic.objects.count(), Tag.objects.count()) == (1, 3)


def test_one_mail_for_all_reports_on_a_post_until_they_are_settled():
    """Check R-ONE-MAIL-FOR-REPORTS."""
    post, moderator = make.topic().posts.get(), make.moderator()
    for number in range(12):
        reports.report(post, make.participant(), f"Odd {number}")
    outbox.send_due()
    assert (len(mail.outbox), Report.objects.open().count()) == (1, 12)
    assert mail.outbox[0].subject == f"A post was reported (12 reports): {post.topic.title}"
    assert "There are 12 reports on it; this was the first." in mail.outbox[0].body

    reports.report(post, make.participant(), "Later")
    assert Message.objects.count() == 1
    reports.settle(post, moderator)
    reports.report(post, make.participant(), "Again")
    assert Message.objects.count() == 2


# --- At the same moment


@pytest.mark.django_db(transaction=True)
def test_requests_at_once_are_counted_exactly():
    ana, topic = make.participant(date_joined=timezone.now()), make.topic()
    LimitCount.objects.create(who=f"participant {ana.pk}", verb="reply", number=7, since=timezone.now())

    def write(number):
        try:
            return topics.reply(topic, ana, f"Reply {number}.")
        except limits.Refused:
            return None

    done = at_once([lambda number=number: write(number) for number in range(6)])

    assert len(list(filter(None, done))) == 3
    assert counted(ana, "reply") == 10


@pytest.mark.django_db(transaction=True)
def test_the_first_ones_at_once_are_counted_exactly():
    ana = make.participant(date_joined=timezone.now())

    def one():
        try:
            return limits.spend(ana, "topic") or True
        except limits.Refused:
            return False

    assert sorted(at_once([one] * 6)) == [False] * 3 + [True] * 3


@pytest.mark.django_db(transaction=True)
def test_reports_at_once_make_one_mail():
    post, people_ = make.topic().posts.get(), [make.participant() for _ in range(5)]
    make.moderator()

    at_once([lambda person=person: reports.report(post, person, "Odd") for person in people_])

    assert (Report.objects.count(), Message.objects.count()) == (5, 1)
