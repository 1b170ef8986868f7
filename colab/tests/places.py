"""The places that docs/coverage.md names: who reads each, and where it is. See `test_coverage`."""

import html
import re

from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from colab.demo import DOMAIN
from colab.styleguide import mails
from events.models import CoLab
from followups.models import Insight
from forums.models import Forum, Topic
from learning.models import Experiment, MonthlyDigest, Output, Reflection
from network.models import NextStep, Offer
from participants.models import Participant
from testing import make

MAIL = "mail: "  # then the template of one
CARDS = ("round", "firsthand", "one-two-four-all", "pairs", "tables", "quickmap")
CARDS += ("triangles", "differently", "stuck", "hatch", "dots", "keep")
OBJECTIVES = [
    ("me", "I have been in an hour like this"),
    ("us", "We know several ways of doing it"),
    ("work", "I can say what helps, and what is hard"),
    ("networks", "I know whether it is something for us"),
]


class World:
    """The demonstration, with the few things that it does not show, and who reads them."""

    def __init__(self):
        call_command("demo", verbosity=0)
        self.member, self.organizer = (self._person(login) for login in ("member1", "organizer1"))
        self.challenge = Topic.objects.get(title="Asked only once")
        self.topic = Topic.objects.get(title="When somebody shouts")
        self._hours()
        self._between_people()
        self._what_asks_much()
        Participant.objects.update(zone="America/Toronto", language="en")  # nobody is asked for their clock

    def _person(self, login):
        return Participant.objects.get(email=f"{login}@{DOMAIN}")

    def _hours(self):
        announced = CoLab.objects.filter(state="announced")
        self.ahead = announced.get(title="Letters that people understand")
        self.follow_up = announced.get(title__startswith="Appointments, a queue, or both – again")
        self.held = announced.get(title="Appointments, a queue, or both")
        self.now = CoLab.objects.ahead().get(starts_at__lte=timezone.now())
        self.in_hour = self.now.registrations.seated().first().participant
        self.came = self.held.attendances.came().exclude(participant=self.held.organizer).first().participant
        self.lived = announced.get(title="One line fewer")
        self.learnt = announced.get(title="Des phrases courtes")
        self.learner = self.learnt.attendances.came().first().participant
        self.story = Reflection.objects.shared().get(colab=self.lived)

    def _between_people(self):
        self.step = NextStep.objects.filter(colab=self.held).first()
        self.experiment = Experiment.objects.get(topic=self.challenge)
        self.digest = MonthlyDigest.objects.published().get(forum=None)
        self.output = Output.objects.get(topic=self.challenge)
        self.note = Insight.objects.filter(colab=self.held, kind="idea").first()
        self.need = Offer.objects.exclude(participant=self.member).filter(is_need=True, language="en").first()

    def _what_asks_much(self):
        """A circle of people who heal together, and a brave hour with cards and aims of all kinds."""
        self.healing = Forum.objects.get(kind="healing")
        self.keeper = self.healing.memberships.filter(moderates=True).first().participant
        self.circle = make.colab(topic=make.topic(forum=self.healing), organizer=self.keeper)
        brave = {"is_brave": True, "care_note": "We speak of shouting."}
        host = {"host": "A county", "host_offers": "Interpretation in French and English"}
        self.brave = make.colab(topic=self.topic, organizer=self.organizer, **brave, **host)
        for position, method in enumerate(CARDS, start=1):
            self.brave.steps.create(position=position, method=method, minutes=5)
        for position, (dimension, text) in enumerate(OBJECTIVES, start=1):
            self.brave.objectives.create(position=position, dimension=dimension, text=text)

    def text_of(self, place):
        """Return what stands there in English, in one line: the main part of a page, or a mail."""
        if place.startswith(MAIL):
            subject, text, _html = mails.written(place.removeprefix(MAIL), "en")
            return " ".join(f"{subject} {text}".split())
        reader, name, *arguments = PLACES[place](self)
        name, mark, query = name.partition("?")
        client = Client(headers={"accept-language": "en"})
        if reader:
            client.force_login(reader)
        answer = client.get(reverse(name, args=arguments) + mark + query, follow=True)
        assert answer.status_code == 200, (place, answer.status_code)
        return main_text(answer.content.decode())


def main_text(page):
    found = re.search(r"<main\b.*?</main>", page, re.S)
    body = re.sub(r"<(script|style|svg)\b.*?</\1>", " ", found[0] if found else page, flags=re.S)
    body = re.sub(r'<input\b[^>]* readonly value="([^"]*)"[^>]*>', r" \1 ", body)  # to be copied
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", body)).split())


def colab(one):
    return "events:colab", one.pk, one.slug


PLACES = {
    # Everybody
    "home": lambda w: (None, "home"),
    "how co-labs work": lambda w: (None, "about"),
    "our words": lambda w: (None, "glossary"),
    "forums": lambda w: (None, "forums:index"),
    "candidates": lambda w: (None, "forums:candidates"),
    "join": lambda w: (None, "account_signup"),
    "a co-lab ahead": lambda w: (None, *colab(w.ahead)),
    "a follow-up ahead": lambda w: (None, *colab(w.follow_up)),
    "a brave hour ahead": lambda w: (w.member, *colab(w.brave)),
    "a circle ahead": lambda w: (w.keeper, *colab(w.circle)),
    "the page after an hour": lambda w: (None, "followups:after", w.held.pk),
    "library": lambda w: (None, "learning:library"),
    "open questions": lambda w: (None, "learning:library?shelf=questions"),
    "a note in the library": lambda w: (None, "learning:note", w.note.pk),
    "a topic": lambda w: (None, "forums:topic", w.topic.pk, w.topic.slug),
    "challenges": lambda w: (None, "learning:challenges"),
    "a challenge": lambda w: (None, "forums:topic", w.challenge.pk, w.challenge.slug),
    "experiments": lambda w: (None, "learning:experiments"),
    "an experiment": lambda w: (None, "learning:experiment", w.experiment.pk),
    "outputs": lambda w: (None, "learning:outputs"),
    "an output": lambda w: (None, "learning:output", w.output.pk),
    "a story": lambda w: (None, "learning:story", w.story.pk),
    "monthly digests": lambda w: (None, "learning:monthly"),
    "a monthly digest": lambda w: (None, "learning:monthly_of_site", w.digest.month),
    "what came of it": lambda w: (None, "learning:value"),
    "what came of it in a space": lambda w: (None, "learning:value_of_space", "service-counters"),
    "about a community of practice": lambda w: (None, "forums:about", "service-counters"),
    "about a community of learning": lambda w: (None, "forums:about", "services-en-francais"),
    "about a lab": lambda w: (None, "forums:about", "winter-lab"),
    # A member
    "my profile": lambda w: (w.member, "participants:me"),
    "somebody's page": lambda w: (w.member, "participants:person", w.need.participant.pk),
    "posting a topic": lambda w: (w.member, "forums:new_topic", "service-counters"),
    "wording a challenge anew": lambda w: (w.member, "forums:propose_statement", w.challenge.pk),
    "proposing principles": lambda w: (w.member, "forums:propose_principles", "winter-lab"),
    "roles of a space": lambda w: (w.member, "forums:roles", "service-counters"),
    "beginning an experiment": lambda w: (w.member, "learning:begin_experiment", w.challenge.pk),
    "an experiment for members": lambda w: (w.member, "learning:experiment", w.experiment.pk),
    "describing an output": lambda w: (w.member, "learning:new_output", w.challenge.pk),
    "people": lambda w: (w.member, "participants:people"),
    "offers": lambda w: (w.member, "network:offers"),
    "needs": lambda w: (w.member, "network:needs"),
    "my people": lambda w: (w.member, "network:my_people"),
    "my map": lambda w: (w.member, "network:my_map"),
    "the map": lambda w: (w.member, "network:map"),
    # Those of an hour
    "registering": lambda w: (w.member, *colab(w.ahead)),
    "the hour": lambda w: (w.in_hour, "events:hour", w.now.pk),
    "after an hour, for who came": lambda w: (w.came, "followups:after", w.held.pk),
    "posting an insight as a topic": lambda w: (w.came, "followups:post_as_topic", w.note.pk),
    "the three taps": lambda w: (w.in_hour, "followups:pulse", w.now.pk),
    "a next step": lambda w: (w.step.parts.first().participant, "network:step", w.step.pk),
    "making a next step": lambda w: (w.came, "network:new_step", w.held.pk),
    "reflecting": lambda w: (w.came, "learning:reflect", w.held.pk),
    "reflecting a month after": lambda w: (w.story.participant, "learning:reflect", w.lived.pk),
    "reflecting on leading": lambda w: (w.learner, "learning:reflect", w.learnt.pk),
    "a month after": lambda w: (w.story.participant, "learning:month", w.lived.pk),
    # Organizers, and who runs an hour
    "the desk of organizers": lambda w: (w.organizer, "organize"),
    "declaring a co-lab": lambda w: (w.organizer, "events:declare", w.topic.pk),
    "the plan of an hour": lambda w: (w.ahead.organizer, "events:plan", w.ahead.pk),
    "the plan of a brave hour": lambda w: (w.organizer, "events:plan", w.brave.pk),
    "choosing a run sheet": lambda w: (w.ahead.organizer, "events:choose_sheet", w.ahead.pk),
    "leading the hour": lambda w: (w.now.organizer, "events:hour", w.now.pk),
    "a co-lab ahead, for its organizer": lambda w: (w.ahead.organizer, *colab(w.ahead)),
    "the harvest": lambda w: (w.held.organizer, "followups:harvest", w.held.pk),
    "opening a space": lambda w: (w.organizer, "forums:open_space"),
    # Stewards
    "being ready to facilitate": lambda w: (w.keeper, "forums:ready", w.healing.slug),
    "about a community of healing": lambda w: (w.keeper, "forums:about", w.healing.slug),
}
