"""A space that keeps names and words to itself, with a row of each kind, and who may read what of it.

See `test_discreet`. What people wrote there is a token each, from `World.said`; so are names. All of it also
holds COMMON, by which search finds it.
"""

import re
from datetime import timedelta
from html import unescape

from django.apps import apps
from django.db import models
from django.utils import timezone
from django.utils.html import strip_tags

from events.calendar import feeds
from events.models import (
    CalendarReply,
    CoLab,
    EntryVersion,
    Move,
    Objective,
    OffsetSnapshot,
    RoleEntry,
    RoomEntry,
    RunningHour,
    Step,
)
from events.replies import handling
from followups.harvest import consent, harvest
from followups.models import Dot, Origin, Pulse, Tick
from followups.notes import comments, insights
from followups.requests import requests
from forums import kinds
from forums.candidates import nominations
from forums.models import Forum
from forums.spaces import memberships
from forums.spaces.principles import principles
from forums.spaces.roles import roles
from forums.topics import posts, topics, watches
from learning import months
from learning.models import Experiment, MonthlyDigest, Output, Trial, Use
from moderation import registry as moderated
from moderation import reports
from network.connections import connections
from network.introductions import introductions
from network.models import Connection
from network.offers import offers
from network.picks import openness, picks
from network.steps import steps
from network.suggestions import not_now
from participants.models import LimitCount
from testing import make

DISCREET = kinds.where(words_leave=False)
PARTS = ("forums", "events", "followups", "network", "learning", "moderation")
COMMON = "wombat"

OUTSIDE = ("visitor", "stranger", "former", "other_organizer", "other_moderator", "staff")
ROLES = ("organizer", "facilitator", "harvester")
MODERATORS = ("steward", "moderator")
READERS = (*OUTSIDE, "away", "there", "open", *ROLES, *MODERATORS)
MEMBERS = frozenset(READERS) - set(OUTSIDE)
THERE = {"there", "open", *ROLES}

# Models that hold nothing of a space, or of public ones alone; and columns that nobody writes by hand.
KEPT = ("title", "what_for", "text", "informs")  # of an output
USED = ("organization", "district", "changed", "taken_to")  # of a use
NOT_OF_A_SPACE = {
    "events.ReplyCount",
    "forums.Word",
    "network.Introduction",  # of three people
    "network.Offer",  # of the directory
    "network.NetworkReading",  # of spaces that name people
    "learning.ValueReading",  # of spaces that have a library
}
TECHNICAL = {
    *(f"learning.{model}.organization_key" for model in ("Output", "Contributor", "Use")),
    *("events.CoLab.wall_time", "events.FeedKey.digest", "moderation.Report.kind", "events.Step.method"),
    *("events.EntryVersion.method", "events.EntryVersion.title"),  # what a mail said, where words may leave
    *("forums.Forum.slug", "forums.Tag.slug", "forums.Topic.slug"),
    *(
        "forums.Topic.imported_as",
        "forums.Post.imported_as",
        "forums.Tag.key",
        "events.Registration.attendance",
    ),
}


def models_of_spaces():
    return [
        model
        for model in apps.get_models()
        if model._meta.app_label in PARTS and model._meta.label not in NOT_OF_A_SPACE
    ]


def columns_of_words():
    """Yield (model, name) of each column in which people write words."""
    for model in models_of_spaces():
        for field in model._meta.get_fields():
            is_text = isinstance(field, models.CharField | models.TextField) and not field.choices
            if is_text and f"{model._meta.label}.{field.name}" not in TECHNICAL:
                yield model, field.name


def plain(text):
    """Return a response or a mail as somebody reads it, with folded lines of calendars joined."""
    return unescape(re.sub(r"\r?\n[ \t]", "", text))


def words_in_the_database():
    """Return all that people wrote in spaces, in whatever column."""
    values = {
        value for model, name in columns_of_words() for value in model.objects.values_list(name, flat=True)
    }
    return {strip_tags(value).strip() for value in values if value} - {""}


class World:
    """`words` and `names` are {token: who may read it}; `rows` has what `addresses.world` has, and more."""

    def __init__(self, kind):
        self.words, self.names, self.slugs = {}, {}, set()
        self.people = {name: self._person(name) for name in (*READERS[1:], "peer", "third")}
        self.forum = self._forum(kind)
        self.rows = {"forum": self.forum} | self._talk() | self._hours()
        self.rows |= {name: self.people[name] for name in ("organizer", "moderator", "staff")}
        self.rows |= {"member": self.people["there"], "unclaimed": self._unclaimed()}
        self.rows |= {"space": self.forum, "healing": self.forum, "inside": self.people["third"]}
        self.rows |= {"proposal": self.proposal, "concern": self.concern, "proposer": self.people["peer"]}
        self.rows |= {"joined": self.people["peer"], "keeper": self.people["steward"]}
        self.rows["invitation"] = make.invitation("space", self.forum, self.people["steward"])
        self._afterwards()
        roles.take(self.forum, self.people["facilitator"], "keeper")
        why = self.said("whytaken", by={*MODERATORS, "former"})  # one's own removal is in one's export
        memberships.remove(self.forum, self.people["former"], self.people["steward"], why)

    def said(self, label, by=MEMBERS):
        token = f"Zz{label}zz"
        self.words[token] = frozenset(by)
        return f"{token} {COMMON}"

    def _person(self, name):
        flags = {
            "is_organizer": "organizer" in name,
            "is_moderator": name.endswith("moderator"),
            "is_staff": name == "staff",
            "is_superuser": name == "staff",
        }
        token = f"Nn{name.replace('_', '')}nn"
        person = make.participant(
            f"Ana {token}", organization=f"Office {token}", email=f"{token}@example.org"
        )
        self.names[token] = {name} | (MEMBERS if name in ROLES else set())
        for flag, value in flags.items():
            setattr(person, flag, value)
        person.save(update_fields=list(flags))
        return person

    def _unclaimed(self):
        return make.participant(
            is_active=False, imported_as="other-name", email="other-name@imported.invalid"
        )

    def _forum(self, kind):
        forum = make.forum(
            kind=kind,
            is_public=False,
            slug="zzspacezz",
            name=self.said("forum"),
            purpose=self.said("purpose"),
            about_what=self.said("aboutwhat"),
            for_whom=self.said("forwhom"),
            relationships=self.said("relationships"),
            supports=(supports := self.said("supports")),
            supports_html=f"<p>{supports}</p>",
            rhythm_weeks=1,
        )
        for name in (*sorted(MEMBERS), "former", "peer", "third"):
            make.membership(forum, self.people[name], moderates=name == "steward")
            watches.watch(self.people[name], forum=forum)
        make.principles(forum, self.said("principles"))
        proposed = {
            "number": None,
            "change_note": self.said("changenote"),
            "proposed_by": self.people["peer"],
        }
        proposal = make.principles(forum, self.said("proposal"), **proposed)
        concern = {"agrees": False, "concern": self.said("concern")}
        self.concern = principles.say(proposal, self.people["third"], **concern)
        self.proposal = proposal
        self._hide_principles(forum)
        return forum

    def _hide_principles(self, forum):
        """Hide a version that held, and a concern, which its author may read."""
        version = make.principles(forum, self.said("hiddenversion", by=MODERATORS), number=2)
        words = self.said("hiddenconcern", by={"there", *MODERATORS})
        concern = principles.say(self.proposal, self.people["there"], agrees=False, concern=words)
        hide = moderated.kinds["principles"].hide
        hide(version, self.people["steward"], self.said("whyversion"))
        hide(concern, self.people["steward"], self.said("whyconcern"))

    def _talk(self):
        people, forum = self.people, self.forum
        self.words["Zztagzz"] = MEMBERS
        topic = topics.post(people["peer"], forum, self.said("topic"), self.said("opening"), tags=["Zztagzz"])
        post = topics.reply(topic, people["there"], self.said("reply"))
        posts.edit(topic.posts.get(number=1), people["peer"], self.said("edited"))
        reports.report(post, people["away"], self.said("report", by={"away", *MODERATORS}))
        hidden = topics.reply(topic, people["peer"], self.said("hiddenpost", by=MODERATORS))
        posts.hide(hidden, people["steward"], self.said("whyhidden"))
        wanted = topics.post(people["peer"], forum, self.said("wanted"), self.said("wantedtext"))
        nominations.nominate(wanted, people["peer"], reason=self.said("nomination"))
        gone = topics.post(
            people["peer"], forum, self.said("gone", MODERATORS), self.said("gonetext", MODERATORS)
        )
        topics.hide(gone, people["steward"], self.said("whygone", by=MODERATORS))
        self.slugs |= {topic.slug, wanted.slug, gone.slug}
        version = topic.posts.get(number=1).revisions.get()
        rows = {
            "statement": self._challenge(topic),
            "experiment": (tried := self._experiment(topic)),
            "trial": tried.trials.get(),
            "output": (kept := self._output(topic)),
            "draft_output": kept,
            "use": kept.uses.get(),
            **self._monthly(kept),
            "plain": wanted,
            "topic": topic,
            "wanted": wanted,
            "gone": gone,
            "post": post,
            "version": version,
        }
        return rows | {"tag": topic.tags.get()}

    def _challenge(self, topic):
        """Make the topic a challenge, as from before its space was of this kind; nobody reads it there."""
        topic.is_challenge = True
        topic.save(update_fields=["is_challenge"])
        lines = ("text", "better_for", "why")
        words = {name: self.said(f"statement{name.replace('_', '')}", by={"there"}) for name in lines}
        hidden = {"hidden_at": timezone.now(), "hidden_reason": self.said("whystatement", by=())}
        make.statement(topic, number=2, by=self.people["peer"], **words, **hidden)
        return make.statement(topic, by=self.people["there"], **words)

    def _experiment(self, topic):
        """Begin an experiment, as from before the space was of this kind; nobody reads it there."""
        lines = ("if_we", "then", "test_by", "share_by")
        words = {name: self.said(f"experiment{name.replace('_', '')}", by={"there"}) for name in lines}
        hidden = {"hidden_at": timezone.now(), "hidden_reason": self.said("whyexperiment", by=())}
        made = Experiment.objects.create(
            topic=topic, author=self.people["there"], share_on=timezone.localdate(), **words, **hidden
        )
        told = {
            name: self.said(f"trial{name}", by={"there"})
            for name in ("organization", "where", "when", "learnt")
        }
        told["evidence_url"] = f"https://example.org/{self.said('evidence', by={'there'})}"
        told["learnt_html"] = f"<p>{told['learnt']}</p>"
        hidden = {"hidden_at": timezone.now(), "hidden_reason": self.said("whytrial", by=())}
        dates = {"state": "told", "showed": "no", "told_at": timezone.now()}
        Trial.objects.create(experiment=made, participant=self.people["there"], **told, **dates, **hidden)
        return made

    def _output(self, topic):
        """Write an output and a use, as from before the space was of this kind; nobody reads it there."""
        author, now = self.people["there"], timezone.now()
        words = {name: self.said(f"output{name.replace('_', '')}", {"there"}) for name in KEPT}
        words["html"] = f"<p>{words['text']}</p>"
        links = {
            name: f"https://example.org/{self.said(f'output{name[:3]}', {'there'})}"
            for name in ("url", "evidence_url")
        }
        shown = {"state": "published", "published_at": now, "kind": "tool", "licence": "cc0-1.0"}
        hidden = {"hidden_at": now, "hidden_reason": self.said("whyoutput", by=())}
        made = Output.objects.create(topic=topic, author=author, **words, **links, **shown, **hidden)
        made.contributors.create(participant=author, agreed_at=now)
        words = {name: self.said(f"use{name.replace('_', '')}", {"there"}) for name in USED}
        hidden = {"hidden_at": now, "hidden_reason": self.said("whyuse", by=())}
        Use.objects.create(output=made, participant=author, kind="told", **words, **hidden)
        return made

    def _monthly(self, output):
        """Write a digest, as from before the space was of this kind; nobody reads it there."""
        words = {name: self.said(f"monthly{name}", {"there"}) for name in ("opening", "closing")}
        words |= {f"{name}_html": f"<p>{text}</p>" for name, text in words.items()}
        shown = {"state": "published", "published_at": timezone.now(), "month": months.this()}
        hidden = {"hidden_at": timezone.now(), "hidden_reason": self.said("whymonthly", by=())}
        author = self.people["there"]
        made = MonthlyDigest.objects.create(forum=self.forum, author=author, **words, **shown, **hidden)
        made.lines.create(position=1, kind="output", key=output.pk)
        return {"monthly": made, "draft_monthly": made, "told_space": self.forum}

    def _colab(self, make_it, label, by=MEMBERS, **fields):
        description = self.said(f"{label}description", by)
        texts = ("question", "chosen_because", "unfriendly_reason", "notice_reason")
        texts += ("host", "host_offers", "care_note", "keeps")
        self.words |= {f"Zz{label}{secret}zz": {"organizer"} for secret in ("room", "dialin")}
        made = make_it(
            title=self.said(f"{label}title", by),
            description=description,
            description_html=f"<p>{description}</p>",
            room_url=f"https://meet.example.org/Zz{label}roomzz",
            dial_in=f"Zz{label}dialinzz",
            announced_at=timezone.now(),
            **{name: self.said(f"{label}{name.replace('_', '')}", by) for name in texts},
            **{role: self.people[role] for role in ROLES},
            **fields,
        )
        said = {name: self.said(f"{label}step{name}", by) for name in ("title", "prompt")}
        Step.objects.create(colab=made, position=1, method="talk", minutes=60, **said)
        Objective.objects.create(colab=made, position=1, dimension="us", text=self.said(f"{label}aim", by))
        self.slugs.add(f"zz{label}titlezz-{COMMON}")
        return made

    def _hours(self):
        people = self.people
        topic, wanted = self.forum.topics.order_by("pk")[:2]
        came = [people[name] for name in ("there", "open", "peer", "third", "former")]
        held = self._colab(make.held_colab, "held", people=came, topic=topic)
        ahead = self._colab(make.colab, "ahead", topic=topic, follows=held, first=held)
        # Organizers read drafts in the forums they may read.
        draft = self._colab(make.colab, "draft", by={"organizer"}, state="draft", topic=wanted)
        off = self._colab(make.colab, "off", state="called_off", topic=wanted)
        CoLab.objects.filter(pk=off.pk).update(
            called_off_at=timezone.now(), called_off_reason=self.said("whyoff")
        )
        bring = self.said("bring", by={"there", "organizer"})
        private = self.said("privateline", by={"there", "organizer", "facilitator"})
        seat = make.seated(ahead, people["there"], bring=bring, private_line=private)
        make.waiting(ahead, people["peer"])
        start = {"from_start": ahead.starts_at - timedelta(days=1), "to_start": ahead.starts_at}
        Move.objects.create(colab=ahead, moved_by=people["organizer"], reason=self.said("whymoved"), **start)
        CalendarReply.objects.create(
            registration=seat, uid=seat.uid, sequence=0, partstat="TENTATIVE", stamp=timezone.now()
        )
        entry = RoleEntry.objects.create(colab=ahead, participant=people["facilitator"])
        hours = {"starts_at": ahead.starts_at, "ends_at": ahead.ends_at}
        EntryVersion.objects.create(uid=entry.uid, colab=ahead, title=ahead.title_outside, **hours)
        offer = make.role_offer(ahead, people["facilitator"])
        RoomEntry.objects.create(colab=held, participant=people["there"])
        OffsetSnapshot.objects.create(colab=ahead, starts_at=ahead.starts_at)
        topics.schedule(topic, ahead.ends_at)
        self.seat = seat
        begun = timezone.now() - timedelta(minutes=10)
        now = self._colab(make.colab, "now", topic=wanted, starts_at=begun)
        make.seated(now, people["there"])
        RunningHour.objects.create(colab=now, groups=[[people["there"].pk]])
        found = {"held": held, "ahead": ahead, "draft": draft, "off": off, "now": now}
        return found | {"led": ahead, "role_offer": offer, "harvested": held}

    def _afterwards(self):
        people, held = self.people, self.rows["held"]
        insight = insights.write(held, people["there"], self.said("insight"))
        comment = insights.comment(insight, people["peer"], self.said("comment"))
        insights.write(held, people["there"], self.said("tooneself", by={"there"}), audience="me")
        odd = insights.write(held, people["peer"], self.said("hiddeninsight", by=MODERATORS))
        answer = insights.comment(insight, people["peer"], self.said("hiddenanswer", by=MODERATORS))
        comments.hide(answer, people["steward"], self.said("whyanswer"))
        insights.hide(odd, people["moderator"], self.said("whyodd"))
        grown = topics.post(people["peer"], self.forum, self.said("grown"), self.said("growntext"))
        Origin.objects.create(topic=grown, insight=insight)
        self.slugs.add(grown.slug)
        self.rows |= {"insight": insight, "comment": comment, "grown": grown}
        texts = {name: self.said(name.replace("_", ""), THERE) for name in harvest.TEXTS}
        self.words["Zzthemezz"] = THERE
        kept = harvest.record(held, people["harvester"], tags=["Zzthemezz"], **texts)
        self.words["Zznotetagzz"] = MEMBERS
        insight.tags.set([make.tag("Zznotetagzz")])
        consent.say(held, people["there"], agrees=True, read=consent.stamp(kept))
        self.rows |= {"harvested": held, "harvest": kept}
        self._closed(held, insight)
        requests.ask(held, people["there"], self.said("again"))
        for name in ("open", "peer", "third"):
            openness.say(held, people[name])
        picks.pick(held, people["open"], people["third"], note=self.said("note", by={"open"}))
        picks.pick(held, people["open"], people["peer"])
        picks.pick(held, people["peer"], people["open"])
        self.names["Nnpeernn"].add("open")
        self.names["Nnthirdnn"].add("open")
        feeds.renew(people["away"])
        self._know_each_other()
        for name, kind in moderated.kinds.items():
            if kind.moderators and name not in {"post", "introduction", "offer"}:  # of no space
                LimitCount.objects.all().delete()  # they report more than one may in a day
                reports.report(
                    kind.things().first(), people["away"], self.said(f"report{name}", {"away", *MODERATORS})
                )

    def _know_each_other(self):
        """Add a connection from this space, and an introduction of people elsewhere."""
        guide, *two = (make.participant() for _ in range(3))
        for one in two:
            connections.keep(guide, one)
        made = introductions.introduce(guide, *two, "You both count counters.")
        connection = Connection.objects.get(is_private=True)
        need = offers.make(guide, "A form in plain words", is_need=True)
        refused = not_now.say(guide, two[0])
        self.rows |= {"connection": connection, "introduction": made, "asked": self.rows["step"]}
        self.rows |= {"need": need, "not_now": refused}

    def _closed(self, held, insight):
        """What only its author reads, or that is read as a number alone."""
        person, mine = self.people["there"], {"there"}
        insights.write(held, person, self.said("notetomyself", by=mine), audience="me")
        self.rows["note"] = insights.write(self.rows["now"], person, self.said("notenow", by=mine))
        step = steps.make(held, person, self.said("step", by=mine), timezone.localdate())
        steps.settle(step, person, "happened", self.said("cameofit", by=mine))
        self.rows["step"] = step
        self._reflected(held)
        Dot.objects.create(insight=insight, participant=person)
        Pulse.objects.create(colab=held, participant=person, worth=2)
        Tick.objects.create(objective=held.objectives.get(), participant=person, answer=2)

    def _reflected(self, held):
        """What somebody kept for themselves and shared, as from before its space was of this kind."""
        names = [*(f"q{number}" for number in range(1, 10)), "title", "came_line"]
        words = {name: self.said(f"story{name.replace('_', '')}", by={"there"}) for name in names}
        hidden = {"hidden_at": timezone.now(), "hidden_reason": self.said("whystory", by=())}
        answered = {"came_of_it": "used", "may_ask": True, "answered_at": timezone.now()}
        shared = {"in_story": list(range(1, 10)), **words, **answered}
        make.story(held, self.people["peer"], **shared, **hidden)
        story = make.story(held, self.people["there"], **shared)
        self.rows |= {"lived": held, "story": story, "told": story}

    def colabs(self):
        return [self.rows[name] for name in ("ahead", "held", "draft", "off")]

    def variants(self):
        """Yield `rows` with each topic and co-lab of the space in place of those that addresses name."""
        for topic in ("topic", "wanted", "gone", "grown"):
            yield self.rows | {"topic": self.rows[topic]}
        for colab in self.colabs():
            yield self.rows | dict.fromkeys(("ahead", "held", "draft", "harvested"), colab)


# --- What a reader may find


def unread(world, reader, text):
    """Return the tokens in a text that this reader may not read there."""
    text = text.lower()
    tokens = [*world.words.items(), *world.names.items()]
    found = [token for token, readers in tokens if token.lower() in text and reader not in readers]
    return found + [slug for slug in sorted(world.slugs) if slug in text]


TOKENS = {
    "events:my_feed": lambda world, person: feeds.renew(person or world.people["there"]),
    "events:decline": lambda world, person: handling.token(world.seat),
}
# Tokens of addresses that say nothing of a space.
ABOUT_AN_ACCOUNT = {
    *("mailing:unsubscribe", "mailing:subscribe", "participants:claim"),
    "participants:invitation",  # a token of one of the rows
}

PEOPLE_WITH_A_SEAT = {"Nntherenn", "Nnopennn", "Nnpeernn", "Nnthirdnn", "Nnformernn"}
ROLES_OF_ONES_OWN = {"Zzheldtitlezz", "Zzaheadtitlezz", "Zzdrafttitlezz", "Zzofftitlezz"}


# Who moderates a space sees who is in it, and whom they took out.
OF_MEMBERS = {"forums:members", "forums:remove_member", "forums:invitations"}
EVERYBODY_INSIDE = {f"Nn{name}nn" for name in (*READERS, "peer", "third")}


def besides(reader, name):
    """Return the tokens that a reader finds at one address besides, on purpose."""
    if reader == "organizer" and name.startswith("events:"):
        return PEOPLE_WITH_A_SEAT  # R-SEATED-NAMES
    if name == "participants:export":
        return ROLES_OF_ONES_OWN  # one's seats and roles go along with one
    if name == "participants:person":
        return {"Nntherenn"}  # a profile says nothing of a space
    if name == "participants:invitation":
        return {"Zzforumzz", "Zzpurposezz", "Nnstewardnn"}  # what one is invited to, and by whom
    if name in {"forums:about", "forums:stewards", "forums:take_back_steward"}:
        return {"Nnstewardnn"}  # who keeps the space is known to its members
    if reader in MODERATORS and name in OF_MEMBERS:
        return EVERYBODY_INSIDE
    return set()


# Pages of the administration whose matter is people, or who is a member of a space.
ADMIN_OF_PEOPLE = (
    *("participants.Participant", "participants.AuditEntry", "forums.Forum"),
    *("mailing.Message", "account.EmailAddress"),
)


# --- Mails


def everything_is(kind):
    """Make each forum one of this kind, whose members all are."""
    Forum.objects.update(kind=kind, is_public=False, supports="Call a friend.", about_what="An hour")
    for forum in Forum.objects.all():
        for person in apps.get_model("participants.Participant").objects.all():
            memberships.join(forum, person)
