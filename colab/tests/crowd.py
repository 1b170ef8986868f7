"""Many rows of each kind around the world of `addresses`, to test that queries do not grow with rows."""

from django.utils import timezone

from events.models import Registration
from followups.notes import insights
from followups.requests import requests
from forums.ranking import popularity
from forums.spaces import memberships
from forums.topics import posts, topics, watches
from learning.models import ValueReading
from moderation import reports
from network.connections import connections
from network.models import NetworkReading
from participants.invitations.site import SITE
from testing import make


def fill(rows, number):
    for place in range(number):
        person = make.participant(listed=True, organization=f"Office {place}", district=f"District {place}")
        _discuss(rows, person)
        _moderate(rows, person)
        _meet(rows, person, has_seat=place < 2)
        make.participant(is_active=False, imported_as=f"old-{place}", email=f"old-{place}@imported.invalid")
    popularity.rank_all()
    _read_months(rows["forum"])


def _read_months(forum):
    """Write readings as they are kept: to take them is no matter of a page."""
    month = timezone.localdate().replace(day=1)
    counts = {"people": 9, "connections": 12, "across_districts": 5, "across_organizations": 4}
    for of in (None, forum):
        NetworkReading.objects.create(forum=of, month=month, **counts, islands=1, alone=1)
        for what, part in (
            ("hours", ""),
            ("notes", ""),
            ("told", "no"),
            ("outputs", ""),
            ("used-in", "North"),
        ):
            ValueReading.objects.create(forum=of, month=month, what=what, part=part, amount=9, people=9)


def _discuss(rows, person):
    forum, topic = rows["forum"], rows["topic"]
    tagged = make.topic(forum=forum, author=person, tags=["forms", f"forms {person.pk}"])
    tagged.is_challenge = True
    tagged.save(update_fields=["is_challenge"])
    number = topic.statements.taken_over().count() + 1
    make.statement(topic, f"How might we {number}?", number=number, by=person)
    make.statement(topic, f"How could we {number}?", number=None, by=person)
    make.trial(make.experiment(topic, person), showed="no", learnt="Nobody read it.")
    make.trial(rows["experiment"], person, showed="partly", post=make.post(rows["experiment"].topic))
    make.use(kept := make.output(topic, person), rows["organizer"])
    make.monthly(make.forum(), person, lines=[("output", kept)], published_at=rows["topic"].created_at)
    rows["monthly"].lines.create(position=kept.pk + 1000, kind="output", key=kept.pk)
    make.use(rows["output"], person, changed="Shorter.")
    make.taking(rows["harvest"], person)
    make.taking(rows["story"], person)
    rows["output"].contributors.create(participant=person, agreed_at=timezone.now())
    make.nomination(tagged, person, reason="We did it.")
    make.nomination(topic, person, reason="Us too.", post=rows["post"])
    make.post(topic, author=person)
    posts.edit(rows["post"], rows["member"], f"Version {person.pk}")
    make.membership(rows["space"], person)
    make.membership(forum, person)
    forum.roles.create(participant=person, kind="keeper")
    memberships.remove(rows["space"], make.membership(rows["space"], make.participant()).participant, person)
    for kind, target, maker in (
        ("site", SITE, rows["organizer"]),
        ("space", rows["space"], rows["moderator"]),
        ("colab", rows["ahead"], rows["organizer"]),
    ):
        make.invitation(kind, target, maker)
    mine = make.topic(forum=make.forum(), author=rows["member"])
    make.membership(mine.forum, rows["member"])
    watches.watch(rows["member"], topic=tagged)


def _moderate(rows, person):
    forum, moderator = rows["forum"], rows["moderator"]
    of_forum = (
        rows["post"],
        rows["proposal"],
        rows["concern"],
        rows["statement"],
        rows["experiment"],
        rows["trial"],
        rows["insight"],
        rows["comment"],
    )
    for thing in of_forum:
        reports.report(thing, person, "Odd")
    other = make.participant()  # nobody reports more than ten things in a day
    for thing in (rows["output"], rows["use"], rows["story"], rows["introduction"], rows["need"]):
        reports.report(thing, other, "Odd")
    reports.report(rows["monthly"], other, "Odd")
    posts.hide(make.post(make.topic(forum=forum), author=person), moderator, "Rude")
    topics.hide(make.topic(forum=forum, author=person), moderator, "Spam")


def _meet(rows, person, has_seat):
    forum, organizer, ahead, held = (rows[name] for name in ("forum", "organizer", "ahead", "held"))
    (make.seated if has_seat else make.waiting)(ahead, person)
    make.seated(make.colab(organizer=organizer, topic=make.topic(forum=forum)), rows["member"])
    make.colab(organizer=organizer, state="draft", topic=make.topic(forum=forum))
    past = make.held_colab(organizer=organizer, topic=rows["topic"], people=[rows["member"], person])
    make.harvest(past, tags=[rows["tag"].name], recorded_at=timezone.now())
    make.note(rows["harvested"], person).tags.set([rows["tag"]])
    Registration.objects.create(colab=held, participant=person, status="gone")
    written = held.insights.create(author=person, text="Ask less.", html="<p>Ask less.</p>", language="en")
    insights.comment(written, rows["member"], "We do, too.")
    insights.comment(rows["insight"], person, "So do we.")
    requests.ask(held, person, "Again, please.")
    connections.keep(rows["member"], person, past)
    make.story(held, person)
    about = {"came_of_it": "used", "may_ask": True, "answered_at": timezone.now()}
    make.reflection(rows["lived"], person, **about)
    make.note(rows["lived"], rows["member"])
