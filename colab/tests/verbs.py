"""Each verb that concerns many people, for its budget of queries (R-ONE-STATEMENT).

A function here builds what the verb needs around a crowd, and returns the verb ready to be called.
"""

from datetime import timedelta
from functools import partial

from django.utils import timezone

from core.timezones.wall_time import Start
from events.lifecycle import colabs, reminders
from events.models import Attendance, Registration
from events.registration import attendance, seats
from events.zone_updates import resolution
from followups.models import FollowUpRequest
from followups.requests import requests
from forums.candidates import nominations
from forums.models import Membership, Nomination, Post, Watch
from forums.topics import mentions, posts, topics
from learning.reflection import month
from moderation import reports
from participants.models import Participant
from testing import make

SEATS = 10


def people(number, **fields):
    """Return new participants, written by one statement."""
    first = Participant.objects.count()
    return Participant.objects.bulk_create(
        Participant(
            email=f"crowd{first + n}@example.org", name=f"Crowd {first + n}", zone="America/Toronto", **fields
        )
        for n in range(number)
    )


def watched(crowd):
    """Return a topic that a third of the crowd watches, its forum another, its tag the last."""
    topic = make.topic(tags=["budget"])
    what = [{"topic": topic}, {"forum": topic.forum}, {"tag": topic.tags.get()}]
    Watch.objects.bulk_create(Watch(participant=one, **what[n % 3]) for n, one in enumerate(crowd))
    return topic


def nominated(crowd):
    topic = make.topic()
    Nomination.objects.bulk_create(Nomination(topic=topic, participant=one) for one in crowd)
    return topic


def full(crowd, **fields):
    """Return a co-lab with the crowd in its seats and its queue."""
    colab = make.colab(announced_at=timezone.now() - timedelta(days=9), **fields)
    now = timezone.now() - timedelta(days=2)
    Registration.objects.bulk_create(
        Registration(colab=colab, participant=one, status="seated", seat=n + 1, seated_at=now)
        if n < SEATS
        else Registration(colab=colab, participant=one, status="waiting", queued_at=now)
        for n, one in enumerate(crowd)
    )
    return colab


def queued(crowd, **fields):
    """Return a co-lab with one seat, which is taken, and the crowd in its queue."""
    colab, now = make.colab(seats=1, **fields), timezone.now() - timedelta(days=2)
    make.seated(colab)
    Registration.objects.bulk_create(
        Registration(colab=colab, participant=one, status="waiting", queued_at=now) for one in crowd
    )
    return colab


def soon(hours):
    return {"starts_at": timezone.now() + timedelta(hours=hours)}


# --- Forums


def reply(crowd):
    return partial(topics.reply, watched(crowd), make.participant(), "So do we.")


def post_a_topic(crowd):
    return partial(topics.post, make.participant(), watched(crowd).forum, "Another", "How?", tags=["budget"])


def mention(crowd):
    topic = make.topic()
    Participant.objects.filter(pk__in=[one.pk for one in crowd]).update(listed=True)
    text = " ".join(map(mentions.markdown, crowd[: mentions.MAX_NOTIFIED]))
    return partial(topics.reply, topic, make.participant(), text)


def mention_by_editing(crowd):
    post = make.topic().posts.get()
    Participant.objects.filter(pk__in=[one.pk for one in crowd]).update(listed=True)
    text = " ".join(map(mentions.markdown, crowd[: mentions.MAX_NOTIFIED]))
    return partial(posts.edit, post, post.author, text)


def nominate(crowd):
    return partial(nominations.nominate, nominated(crowd), make.participant())


def withdraw(crowd):
    return partial(nominations.withdraw, nominated(crowd), crowd[0])


def _answered(crowd):
    topic = make.topic()
    written = [
        Post(topic=topic, author=one, number=n + 2, text="So do we.", html="") for n, one in enumerate(crowd)
    ]
    Post.objects.bulk_create(written)
    return topic


def hide_a_post(crowd):
    return partial(posts.hide, _answered(crowd).posts.last(), make.moderator(), "Rude")


def close_a_topic(crowd):
    return partial(topics.close, watched(crowd))


def report(crowd):
    topic = make.topic()
    Membership.objects.bulk_create(
        Membership(forum=topic.forum, participant=one, moderates=True) for one in crowd
    )
    return partial(reports.report, topic.posts.get(), make.participant(), "Odd")


# --- Co-labs


def announce(crowd):
    colab = make.colab(topic=nominated(crowd), state="draft", unfriendly_reason="They asked for it.")
    return partial(colabs.announce, colab, colab.organizer)


def move(crowd):
    colab = full(crowd)
    start = Start(colab.starts_at + timedelta(days=1), colab.zone)
    return partial(colabs.move, colab, colab.organizer, start, "A strike.", unfriendly_reason="Asked for.")


def call_off(crowd):
    colab = full(crowd)
    return partial(colabs.call_off, colab, colab.organizer, "A strike.")


def change_the_title(crowd):
    colab = full(crowd)
    return partial(colabs.edit, colab, colab.organizer, title="Better words")


def keep_the_moment(crowd):
    colab = full(crowd)
    colab.wall_time = "2027-03-01T03:33"
    colab.save(update_fields=["wall_time"])
    return partial(resolution.settle, colab, colab.organizer, resolution.INSTANT)


def join_the_queue(crowd):
    return partial(seats.join, queued(crowd), make.participant())


def give_up_a_seat(crowd):
    colab = queued(crowd)
    return partial(seats.leave, colab, colab.registrations.seated().get().participant)


def give_up_a_seat_in_the_last_hours(crowd):
    colab = queued(crowd, **soon(hours=2))
    return partial(seats.leave, colab, colab.registrations.seated().get().participant)


def open_more_seats(crowd):
    colab = queued(crowd)
    return partial(seats.set_capacity, colab, colab.organizer, SEATS)


def remind(crowd):
    full(crowd, **soon(hours=0.5))
    return reminders.post_due


def record_attendance(crowd):
    colab = full(crowd, **soon(hours=-0.5))
    marks = {one.participant_id: "came" for one in colab.registrations.seated()}
    return partial(attendance.record, colab, colab.organizer, marks)


def notify_of_a_follow_up(crowd):
    held = make.held_colab()
    make.colab(topic=held.topic, follows=held)
    FollowUpRequest.objects.bulk_create(FollowUpRequest(colab=held, participant=one) for one in crowd)
    return requests.notify_due


def ask_after_a_month(crowd):
    held = make.held_colab(starts_at=timezone.now() - timedelta(days=31))
    Attendance.objects.bulk_create(
        Attendance(colab=held, participant=one, mark="came", source="door") for one in crowd
    )
    return month.ask_due


VERBS = [
    reply,
    post_a_topic,
    mention,
    mention_by_editing,
    nominate,
    withdraw,
    hide_a_post,
    close_a_topic,
    report,
    announce,
    move,
    call_off,
    change_the_title,
    keep_the_moment,
    join_the_queue,
    give_up_a_seat,
    give_up_a_seat_in_the_last_hours,
    open_more_seats,
    remind,
    record_attendance,
    notify_of_a_follow_up,
    ask_after_a_month,
]
