import re
from datetime import timedelta
from email import message_from_bytes, policy

import pytest
from django.utils import timezone, translation

from core.timezones import display
from forums.models import Forum, Watch
from forums.spaces import memberships
from forums.topics import posts, topics, watches
from mailing import outbox
from mailing.models import Message
from moderation import reports
from testing import make

pytestmark = pytest.mark.django_db


def written_to():
    return [message.recipient for message in Message.objects.filter(kind="reply").order_by("pk")]


def both_texts(mail):
    parts = message_from_bytes(bytes(mail.message()), policy=policy.default).walk()
    return "\n".join(part.get_content() for part in parts if part.get_content_maintype() == "text")


def states():
    return list(Message.objects.order_by("pk").values_list("state", flat=True))


def test_watching_twice_is_watching_once_and_can_be_ended():
    person, topic = make.participant(), make.topic()
    for _ in range(2):
        watches.watch(person, topic=topic)
    assert Watch.objects.count() == 1

    for _ in range(2):
        watches.unwatch(person, topic=topic)
    assert Watch.objects.count() == 0


def test_a_reply_is_told_to_the_author_of_the_topic_and_not_to_its_own():
    author = make.participant()
    topic = topics.post(author, make.forum(), "Evening hours", "How?")
    assert written_to() == []

    topics.reply(topic, author, "Nobody?")
    assert written_to() == []

    topics.reply(topic, make.participant(), "Like this.")
    assert written_to() == [author]


def test_a_new_topic_is_told_once_to_each_who_watches_its_forum_or_tag():
    both, by_tag = make.participant(), make.participant()
    forum, tag = make.forum(), make.tag("budget")
    watches.watch(both, forum=forum)
    for person in (both, by_tag):
        watches.watch(person, tag=tag)

    topics.post(make.participant(), forum, "Budgets in winter", "How?", tags=["Budget", "new tag"])

    assert set(written_to()) == {both, by_tag}
    assert len(written_to()) == 2


def test_nothing_is_written_to_those_who_turned_it_off():
    topic = make.topic()
    watches.watch(make.participant(notices_off=["reply"]), topic=topic)

    topics.reply(topic, make.participant(), "Like this.")

    assert written_to() == []


def test_the_mail_says_who_wrote_what_and_leads_to_it(client, mailoutbox):
    topic = make.topic(title="Evening hours & keys")
    watches.watch(make.participant(), topic=topic)
    topics.reply(topic, make.participant("Ana"), "We gave them <keys>.")

    outbox.send_due()

    (mail,) = mailoutbox
    text = both_texts(mail)
    assert mail.subject == "New reply: Evening hours & keys"
    assert "Ana wrote:" in text
    assert "We gave them <keys>." in text
    assert "We gave them &lt;keys&gt;." in text
    link = re.search(r"https?://[^/\s]+(/topics/\S+)", text)[1]
    page = client.get(link.partition("#")[0])
    assert "We gave them" in page.content.decode()


def test_the_mail_is_in_the_readers_language_and_zone(mailoutbox):
    topic = make.topic()
    watches.watch(make.participant(zone="America/Vancouver", language="fr"), topic=topic)
    reply = topics.reply(topic, make.participant(), "Like this.")

    outbox.send_due()

    with translation.override("fr"):
        words = display.date_words(reply.created_at, "America/Vancouver")
    text = both_texts(mailoutbox[0])
    assert text.count(words) == text.count("Vancouver (UTC−") == 2


@pytest.mark.parametrize("change", ["unwatched", "hidden", "topic hidden", "no member any more"])
def test_it_is_sent_only_if_it_is_still_true(change, mailoutbox):
    forum, reader = make.forum(is_public=False), make.participant()
    make.membership(forum, reader)
    topic = make.topic(forum=forum)
    watches.watch(reader, topic=topic)
    reply = topics.reply(topic, make.participant(), "Like this.")

    match change:
        case "unwatched":
            watches.unwatch(reader, topic=topic)
        case "hidden":
            posts.hide(reply, make.moderator(), "Rude")
        case "topic hidden":
            topics.hide(topic, make.moderator(), "Rude")
        case "no member any more":
            memberships.leave(forum, reader)
    outbox.send_due()

    assert (mailoutbox, states()) == ([], ["dropped"])


def test_mail_from_a_community_of_healing_holds_no_name_and_no_story(mailoutbox):
    forum, reader = make.forum(kind=Forum.Kind.HEALING), make.participant()
    make.membership(forum, reader)
    topic = make.topic(forum=forum)
    watches.watch(reader, topic=topic)
    topics.reply(topic, make.participant("Somebody Known"), "It hurt.")

    outbox.send_due()

    text = both_texts(mailoutbox[0])
    assert "Somebody Known" not in text
    assert "It hurt." not in text


def test_a_report_is_told_until_it_is_settled(mailoutbox):
    post, moderator = make.topic().posts.get(), make.moderator()
    reports.report(post, make.participant(), "An attack on a person")
    outbox.send_due()
    assert "An attack on a person" in both_texts(mailoutbox[0])
    assert mailoutbox[0].to == [moderator.email]

    reports.settle(post, moderator)
    reports.report(post, make.participant(), "Another")
    posts.hide(post, moderator, "Rude")
    outbox.send_due(now=timezone.now() + timedelta(minutes=1))
    assert states() == ["sent", "dropped"]
