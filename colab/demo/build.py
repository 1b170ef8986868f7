"""Builds the demonstration, by the site's own verbs where there are any.

Held co-labs are written as rows with earlier dates: no verb can hold one in the past.
"""

from dataclasses import asdict
from datetime import UTC, timedelta

from allauth.account.models import EmailAddress
from django.db import transaction
from django.utils import timezone

from colab.demo import DOMAIN, PASSWORD, kept, left, meet, month, threads, tried, year
from colab.demo.hours import HOURS
from colab.demo.lines import NOT_ON_MAP
from colab.demo.people import PEOPLE
from colab.demo.talk import AGREE, CONCERN, PROPOSAL, READY, SPACES, STEWARDS, THREADS
from core.text.markup import render
from events.hour import plan
from events.lifecycle import colabs
from events.models import Attendance, CoLab, Objective, Registration, RoomEntry, Step
from events.registration import seats
from forums.models import Forum, Membership, Nomination, Principles, Topic
from forums.models.principles import STANDS
from forums.ranking import popularity
from forums.search import vocabulary
from forums.spaces import memberships
from forums.spaces.principles import principles
from forums.topics import topics
from mailing.models import Message
from participants.models import LimitCount, Participant

BEFORE = timedelta(days=430)  # people began to join; limits of the first day are over
BETWEEN = timedelta(days=2)  # two who join
ANNOUNCED = timedelta(days=2)  # ago, of co-labs ahead
ROOM = "https://meet.jit.si/colab-demonstration"


class NotEmpty(Exception):
    """The database has people or forums already."""


def exists():
    return Participant.objects.filter(email=f"{PEOPLE[0].login}@{DOMAIN}").exists()


@transaction.atomic
def build():
    """Build everything in one transaction. Raise NotEmpty if there are people or forums."""
    if Participant.objects.exists() or Forum.objects.exists():
        raise NotEmpty
    people = {someone.login: _person(someone, number) for number, someone in enumerate(PEOPLE)}
    spaces = {space.slug: _forum(space, position) for position, space in enumerate(SPACES)}
    for person in people.values():
        for forum in spaces.values():
            if forum.is_public and forum.language in {person.language, "en"}:
                memberships.join(forum, person)
    for login in ("member11", "member13", "moderator"):
        memberships.join(spaces["after-hard-days"], people[login])
    _date_memberships()
    _keep(people)
    _propose(people, spaces)
    threads.build((*year.THREADS, *THREADS), people, spaces)
    tried.build((*year.TRIED, *tried.TRIED), people)
    kept.build(year.KEPT, people)
    kept.build(kept.KEPT, people)
    Message.objects.all().delete()  # notifications of replies that are dated back
    for hour in (*year.HOURS, *HOURS):
        _colab(hour, people)
    kept.take_along(people)
    meet.build(people)
    month.build(people)
    year.read()
    LimitCount.objects.all().delete()  # nobody has written anything today
    popularity.rank_all()
    vocabulary.refresh()


def _person(someone, number):
    fields = asdict(someone)
    login, role = fields.pop("login"), fields.pop("role")
    person = Participant.objects.create_user(
        f"{login}@{DOMAIN}",
        PASSWORD,
        listed=True,
        on_map=login not in NOT_ON_MAP,
        date_joined=timezone.now() - BEFORE + number * BETWEEN,
        is_organizer=role == "organizer",
        is_moderator=role == "moderator",
        is_staff=role == "staff",
        is_superuser=role == "staff",
        **fields,
    )
    EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
    return person


def _date_memberships():
    """Date memberships to an hour after each person joined the site."""
    for membership in Membership.objects.select_related("participant"):
        membership.joined_at = membership.participant.date_joined + timedelta(hours=1)
        membership.save(update_fields=["joined_at"])


def _keep(people):
    for rights, given in (({"moderates": True}, STEWARDS), ({"ready_at": timezone.now()}, READY)):
        for slug, login in given.items():
            Membership.objects.filter(forum__slug=slug, participant=people[login]).update(**rights)


def _propose(people, spaces):
    slug, login, days, text, change_note = PROPOSAL
    made = principles.propose(spaces[slug], people[login], text, change_note)
    for other in AGREE:
        principles.say(made, people[other], agrees=True)
    login, concern = CONCERN
    principles.say(made, people[login], agrees=False, concern=concern)
    ago = timezone.now() - timedelta(days=days)
    rows = Principles.objects.filter(pk=made.pk)
    rows.update(proposed_at=ago, closes_at=ago + STANDS)
    made.voices.update(said_at=ago + timedelta(hours=9))


def _forum(space, position):
    fields, opened = asdict(space), timezone.now() - BEFORE
    text = fields.pop("principles")
    supports = render(space.supports)
    forum = Forum.objects.create(**fields, supports_html=supports, position=position, opened_at=opened)
    if text:
        adopted = {"number": 1, **dict.fromkeys(("proposed_at", "closes_at", "adopted_at"), opened)}
        words = {"text": text, "html": render(text), "language": space.language}
        Principles.objects.create(forum=forum, **words, **adopted)
    return forum


def _colab(hour, people):
    colab = _draft(hour, people)
    _plan(colab, hour)
    if hour.days < 0 or hour.begun:
        _hold(colab, hour, people)
    elif hour.state != "draft":
        colabs.announce(colab, colab.organizer)
        for login, intention, bring in hour.people:
            seats.join(colab, people[login], intention, bring)
        _date_back(colab, timezone.now() - ANNOUNCED)
    if hour.state == "called_off":
        colabs.call_off(colab, colab.organizer, hour.reason)


def _date_back(colab, announced):
    """Date a co-lab ahead, and whoever registered for it, one after the other, from when it was announced."""
    _date_announcement(colab, announced)
    for number, registration in enumerate(colab.registrations.order_by("pk"), start=1):
        at = announced + number * timedelta(hours=2)
        registration.queued_at = at
        registration.seated_at = registration.seated_at and at
        registration.save(update_fields=["queued_at", "seated_at"])


def _date_announcement(colab, announced):
    """Date when a co-lab was announced; whoever wanted its topic did so before."""
    CoLab.objects.filter(pk=colab.pk).update(
        created_at=announced, announced_at=announced, revised_at=announced
    )
    later = Nomination.objects.filter(topic=colab.topic, created_at__gte=announced)
    later.update(created_at=announced)


def _draft(hour, people):
    start = _start(hour)
    follows = CoLab.objects.filter(title=hour.follows).first()
    topic = Topic.objects.get(title=hour.topic)
    organizer = people[hour.organizer]
    return CoLab.objects.create(
        topic=topic,
        organizer=organizer,
        facilitator=people.get(hour.facilitator),
        harvester=people.get(hour.harvester),
        follows=follows,
        first=follows,
        title=hour.title,
        question=hour.question,
        description=hour.description,
        description_html=render(hour.description),
        language=topic.language,
        chosen_for=hour.chosen_for,
        chosen_because=hour.chosen_because,
        starts_at=start,
        ends_at=start + timedelta(minutes=60),
        zone=organizer.zone,
        wall_time=start.astimezone(organizer.zone).strftime("%Y-%m-%dT%H:%M"),
        capacity=hour.seats,
        room_url=ROOM,
    )


def _plan(colab, hour):
    """Store what people read of the hour before it: its steps, its objectives, who hosts it."""
    CoLab.objects.filter(pk=colab.pk).update(**hour.plan)
    Objective.objects.bulk_create(
        Objective(colab=colab, position=position, dimension=dimension, text=text)
        for position, (dimension, text) in enumerate(hour.objectives, start=1)
    )
    if hour.notes:
        Step.objects.bulk_create(plan.proposed(colab, hour.sheet))


def _start(hour):
    """Return the UTC instant, moved to a working day; of the one under way, on whatever day it is."""
    if hour.begun:
        return timezone.now().replace(second=0, microsecond=0) - timedelta(minutes=hour.begun)
    day = timezone.now().astimezone(UTC) + timedelta(days=hour.days)
    start = day.replace(hour=hour.hour, minute=0, second=0, microsecond=0)
    while start.weekday() >= 5:
        start += timedelta(days=1 if hour.days > 0 else -1)
    return start


def _hold(colab, hour, people):
    """Write the rows of a co-lab that has begun: seats, visits, and what it left so far."""
    before = colab.starts_at - (ANNOUNCED if hour.begun else timedelta(days=10))
    CoLab.objects.filter(pk=colab.pk).update(state=CoLab.State.ANNOUNCED)
    _date_announcement(colab, before)
    topics.schedule(colab.topic, colab.ends_at)
    for seat, (login, intention, bring) in enumerate(hour.people, start=1):
        Registration.objects.create(
            colab=colab,
            participant=people[login],
            intention=intention,
            bring=bring,
            status=Registration.Status.SEATED,
            seat=seat,
            queued_at=before,
            seated_at=before,
        )
        _came(colab, people[login])
    for person in filter(None, (colab.organizer, colab.facilitator, colab.harvester)):
        _came(colab, person)
    left.write(colab, hour, people)


def _came(colab, person):
    RoomEntry.objects.get_or_create(colab=colab, participant=person, defaults={"came_at": colab.starts_at})
    came = {"mark": Attendance.Mark.CAME, "source": Attendance.Source.DOOR, "recorded_at": colab.starts_at}
    Attendance.objects.get_or_create(colab=colab, participant=person, defaults=came)
