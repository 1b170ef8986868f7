"""What people of the demonstration say of themselves and offer one another, and who knows whom."""

from datetime import timedelta

from django.utils import timezone

from colab.demo.lines import ABOUT, ASKED, KNOWN, LINES, ROLES, WATCHED
from core.text.markup import render
from forums.models import Forum, Role, Tag
from forums.models.role import LASTS
from forums.spaces.roles import roles
from forums.topics import watches
from network.connections import connections
from network.introductions import introductions
from network.models import Connection, Offer
from network.offers import offers
from participants.models import Participant

BETWEEN = timedelta(days=3)  # one line and the next one
APART = timedelta(days=21)  # one connection and the next one
FIRST = timedelta(days=376)  # ago, the oldest one


def build(people):
    """Write all of it, dated back from today. `people` are by their login."""
    for login, text in ABOUT.items():
        Participant.objects.filter(pk=people[login].pk).update(about=text, about_html=render(text))
    for login, names in WATCHED.items():
        for tag in Tag.objects.make(names):
            watches.watch(people[login], tag=tag)
    now = timezone.now()
    for number, (login, is_need, text, tags) in enumerate(reversed(LINES), start=1):
        person = people[login]
        made = offers.make(person, text, is_need=is_need, language=person.language, tags=tags)
        Offer.objects.filter(pk=made.pk).update(created_at=now - number * BETWEEN)
    for number, (one, other) in enumerate(reversed(KNOWN), start=1):
        kept = connections.keep(people[one], people[other])
        ago = min(number * APART, FIRST - timedelta(days=len(KNOWN) - number))
        Connection.objects.filter(pk=kept.pk).update(since=now - ago)
    space = Forum.objects.get(slug="service-counters")
    for login, kind, days in ROLES:
        roles.take(space, people[login], kind)
        roles.would(space, people[login], facilitate=kind == "keeper", harvest=kind == "reporter")
        since = now - timedelta(days=days)
        theirs = Role.objects.of(people[login]).filter(kind=kind)
        theirs.update(since=since, until=since + LASTS)
    asking, asked, why = ASKED
    introductions.ask(people[asking], people[asked], why)
