"""Who is told of an announced co-lab: once, by the most specific kind that they want (R-TOLD-ONCE)."""

from datetime import timedelta

import pytest
from django.utils import timezone

from events.messages import announcing, notifications
from events.registration import seats
from followups.models import FollowUpRequest
from followups.requests import requests
from forums.topics import watches
from mailing import digests, outbox
from mailing.models import Message
from participants.models import Participant
from testing import make
from testing.queries import recorded

pytestmark = pytest.mark.django_db

WAYS = {  # how a person is concerned, the most specific first
    "posted": "announced-my-topic",
    "nominated": "announced",
    "topic": "announced-watched",
    "space": "announced-watched",
    "tag": "announced-watched",
    "member": "announced-in-space",
}
WHY = {
    "posted": "because you posted the topic",
    "nominated": "because you nominated the topic",
    "topic": "because you watch the topic",
    "space": "because you watch the space",
    "tag": "because you watch a tag",
    "member": "because you are a member of the space",
}


def concern(person, topic, way):
    if way == "posted":
        topic.author = person
        topic.save(update_fields=["author"])
    elif way == "nominated":
        make.nomination(topic, person)
    elif way == "member":
        make.membership(topic.forum, person)
    else:
        of = {"topic": topic, "space": topic.forum, "tag": topic.tags.first()}[way]
        watches.watch(person, **{{"space": "forum"}.get(way, way): of})


def told(person):
    return list(
        Message.objects.filter(recipient=person, kind__startswith="announced").values_list("kind", flat=True)
    )


@pytest.fixture
def topic():
    return make.topic(tags=["forms"])


@pytest.mark.parametrize("way", WAYS)
def test_each_way_has_its_kind_and_the_mail_says_why(topic, way, mailoutbox):
    person = make.participant()
    concern(person, topic, way)
    notifications.announced(make.colab(topic=topic, starts_at=timezone.now() + timedelta(hours=12)))

    outbox.send_due()

    assert told(person) == [WAYS[way]]
    [mail] = [mail for mail in mailoutbox if mail.to == [person.email]]
    assert [key for key, why in WHY.items() if why in mail.body] == [way]


@pytest.mark.parametrize("number", range(len(WAYS)))
def test_one_person_gets_one_message_the_most_specific(topic, number):
    person = make.participant()
    ways = list(WAYS)[number:]
    for way in ways:
        concern(person, topic, way)
    colab = make.colab(topic=topic)

    for _ in range(2):
        notifications.announced(colab)

    assert told(person) == [WAYS[ways[0]]]


def test_a_kind_that_is_turned_off_leaves_the_next(topic):
    person = make.participant(notices_off=["announced-my-topic", "announced"])
    for way in ("posted", "nominated", "tag"):
        concern(person, topic, way)

    notifications.announced(make.colab(topic=topic))

    assert told(person) == ["announced-watched"]


def test_who_asked_for_the_follow_up_hears_of_it_as_such(topic):
    person = make.participant()
    held = make.held_colab(topic=topic)
    FollowUpRequest.objects.create(colab=held, participant=person)
    concern(person, topic, "nominated")

    notifications.announced(make.colab(topic=topic, follows=held, first=held))
    requests.notify_due()

    assert list(Message.objects.filter(recipient=person).values_list("kind", flat=True)) == [
        "follow-up-announced"
    ]


@pytest.mark.parametrize("role", ["organizer", "facilitator", "harvester"])
def test_who_has_a_role_gets_the_message_about_it_alone(topic, role):
    person = make.participant(is_organizer=role == "organizer")
    for way in WAYS:
        concern(person, topic, way)

    notifications.announced(make.colab(topic=topic, **{role: person}))

    assert told(person) == []


@pytest.mark.parametrize("kind", ["practice", "healing"])
def test_of_a_private_space_its_members_alone_are_told(kind, mailoutbox):
    forum = make.forum(kind=kind, is_public=False)
    topic = make.topic(forum=forum, tags=["forms"], title="Zyzzyva")
    inside, outside, tags = make.participant(), make.participant(), make.participant()
    make.membership(forum, inside)
    for person in (inside, outside):
        make.nomination(topic, person)
    watches.watch(tags, tag=topic.tags.get())

    notifications.announced(make.colab(topic=topic, title="Zyzzyva"))
    outbox.send_due()

    assert [told(person) for person in (inside, outside, tags)] == [["announced"], [], []]
    texts = "".join(mail.subject + mail.body for mail in mailoutbox if mail.to == [inside.email])
    assert ("Zyzzyva" in texts) == (kind == "practice")


def test_nobody_who_is_switched_off_is_told(topic):
    person = make.participant(is_active=False)
    for way in WAYS:
        concern(person, topic, way)

    notifications.announced(make.colab(topic=topic))

    assert told(person) == []


def test_new_colabs_of_a_space_wait_for_a_digest(topic, mailoutbox, time_machine):
    """Also of somebody who gets everything else at once."""
    person = make.participant()
    concern(person, topic, "member")
    colab = make.colab(topic=topic)
    notifications.announced(colab)
    assert Message.objects.get(recipient=person).state == "held"

    time_machine.move_to(timezone.now() + timedelta(days=2))
    digests.fold_due()
    outbox.send_due()

    [mail] = [mail for mail in mailoutbox if mail.to == [person.email]]
    assert f"A new co-lab: {colab.title}" in mail.body


@pytest.mark.parametrize("why", ["left", "registered"])
def test_it_is_not_sent_when_it_is_no_longer_true(topic, why, mailoutbox):
    """Check R-STILL-TRUE."""
    person = make.participant()
    concern(person, topic, "tag")
    colab = make.colab(topic=topic)
    notifications.announced(colab)
    if why == "left":
        watches.unwatch(person, tag=topic.tags.get())
    else:
        seats.join(colab, person)

    outbox.send_due()

    assert Message.objects.get(kind="announced-watched").state == "dropped"


@pytest.mark.parametrize("many", [3, 600])
def test_announcing_makes_as_many_queries_for_hundreds(topic, many):
    """Check R-ONE-STATEMENT: of more than a batch, one row is written."""
    people = [
        Participant(name=f"Person {n}", email=f"crowd{n}@example.org", password="!") for n in range(many)
    ]
    for person in Participant.objects.bulk_create(people):
        person.watches.create(forum=topic.forum)
    colab = make.colab(topic=topic)

    with recorded() as queries:
        announcing.tell(colab)

    assert len(queries) <= 14
    assert Message.objects.filter(kind="announced-watched").count() == (many if many < 500 else 1)


def test_a_crowd_of_each_kind_is_told(topic, monkeypatch, mailoutbox):
    """The rows that stand for many do not stand in each other's way."""
    monkeypatch.setattr(outbox, "BATCH", 2)
    people = {way: [make.participant() for _ in range(3)] for way in ("nominated", "tag", "member")}
    both = make.participant()
    for way, crowd in people.items():
        for person in [*crowd, both]:
            concern(person, topic, way)

    notifications.announced(make.colab(topic=topic))
    outbox.send_due()

    for way, crowd in people.items():
        assert [told(person) for person in crowd] == [[WAYS[way]]] * 3
    assert told(both) == ["announced"]
