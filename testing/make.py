"""Builders for tests, with defaults for everything a test is not about.

They write rows directly; a test of a verb calls the verb itself.
"""

from datetime import timedelta
from itertools import count

from django.utils import timezone

from core.text.markup import render
from events.models import Attendance, CoLab, Registration, RoleOffer
from followups.models import Harvest, Insight
from forums.models import Forum, Membership, Nomination, Post, Principles, Revision, Statement, Tag, Topic
from learning import months
from learning.models import Experiment, MonthlyDigest, Output, Reflection, Trial, Use
from learning.models.outputs import key_of
from participants.models import Invitation, Participant

_numbers = count(1)
HEALING = {"kind": "healing", "is_public": False, "supports": "Call a friend."}  # a space of this kind
PASSWORD = "correct horse battery staple"  # noqa: S105 (for tests alone)


def participant(name=None, *, password=None, **fields):
    """An active participant of some weeks, whose address is not confirmed."""
    number = next(_numbers)
    fields.setdefault("date_joined", timezone.now() - timedelta(weeks=4))
    fields.setdefault("email", f"person{number}@example.org")
    return Participant.objects.create_user(password=password, name=name or f"Person {number}", **fields)


def organizer(name=None, **fields):
    return participant(name, is_organizer=True, **fields)


def moderator(name=None, **fields):
    return participant(name, is_moderator=True, **fields)


def staff(name=None, **fields):
    return participant(name, is_staff=True, is_superuser=True, **fields)


def forum(**fields):
    number = next(_numbers)
    fields = {"slug": f"forum-{number}", "name": f"Forum {number}", "purpose": "To talk."} | fields
    if fields.get("kind") == Forum.Kind.HEALING:
        fields = HEALING | fields
    if fields.get("kind") == Forum.Kind.LEARNING:
        fields.setdefault("about_what", "A new counter, by those who lead it.")
    return Forum.objects.create(**fields)


def healing(forum):
    """Make a space a community of healing, as staff can; return it."""
    Forum.objects.filter(pk=forum.pk).update(**HEALING)
    forum.refresh_from_db()
    return forum


def principles(forum, text="Listen.", *, number=1, **fields):
    """A version that holds; with `number` None, a proposal."""
    adopted = {"adopted_at": timezone.now()} if number else {}
    words = {"text": text, "html": render(text)}
    return Principles.objects.create(forum=forum, number=number, **words, **adopted | fields)


def membership(forum, participant, **fields):
    return Membership.objects.create(forum=forum, participant=participant, **fields)


def topic(*, tags=(), text="How do you do it?", **fields):
    fields = {"title": f"Topic {next(_numbers)}"} | fields
    fields["forum"] = fields.get("forum") or forum()
    fields["author"] = fields.get("author") or participant()
    made = Topic.objects.create(slug=Topic.slug_of(fields["title"]), **fields)
    made.tags.set([tag(name) for name in tags])
    post(made, author=made.author, text=text, created_at=made.created_at, language=made.language)
    return made


def challenge(text="How might we reach everybody?", **fields):
    """A topic with the first version of its statement."""
    made = topic(is_challenge=True, **fields)
    statement(made, text, by=made.author, at=made.created_at)
    return made


def statement(topic, text, *, number=1, **fields):
    """A version that holds; with `number` None, a proposal."""
    fields["by"] = fields.get("by") or participant()
    if number:
        fields = {"taken_over_at": fields.get("at") or timezone.now(), "taken_over_by": topic.author} | fields
    return Statement.objects.create(topic=topic, number=number, text=text, **fields)


def tag(name):
    return Tag.objects.make([name]).get()


def post(topic, *, text="I would say so.", **fields):
    number = topic.post_count + 1
    fields["author"] = fields.get("author") or participant()
    made = Post.objects.create(topic=topic, number=number, text=text, html=render(text), **fields)
    topic.post_count = number
    topic.last_post_at = max(topic.last_post_at, made.created_at)
    topic.save(update_fields=["post_count", "last_post_at"])
    return made


def version(post, text="I would have said so.", **fields):
    """An earlier version of a post, without what the edit after it changed."""
    fields.setdefault("edited_by", post.author)
    return Revision.objects.create(post=post, text=text, html=render(text), **fields)


def invitation(kind, target, maker):
    """The row only, for five people and a week; `invitations.make` also asks who may make it."""
    lasts = timezone.now() + timedelta(days=7)
    return Invitation.objects.create(kind=kind, target=target.pk, maker=maker, ends_at=lasts, most=5)


def nomination(topic, participant_=None, **fields):
    """The row only; `nominations.nominate` also ranks the topic."""
    return Nomination.objects.create(topic=topic, participant=participant_ or participant(), **fields)


def colab(*, seats=10, **fields):
    """An announced co-lab, ten days ahead at 19:00 UTC; its organizer, if none is given, is in its forum."""
    start = (timezone.now() + timedelta(days=10)).replace(hour=19, minute=0, second=0, microsecond=0)
    fields = {
        "starts_at": start,
        "minutes": 60,
        "zone": "America/Toronto",
        "title": f"Co-lab {next(_numbers)}",
        "question": "What works?",
        "chosen_for": CoLab.ChosenFor.POPULARITY,
        "chosen_because": "Many want it.",
        "room_url": "https://meet.example.org/room",
        "state": CoLab.State.ANNOUNCED,
        "capacity": seats,
    } | fields
    fields["topic"] = fields.get("topic") or topic()
    fields["organizer"] = fields.get("organizer") or _organizer_in(fields["topic"].forum)
    fields.setdefault("ends_at", fields["starts_at"] + timedelta(minutes=fields["minutes"]))
    made = CoLab(**fields)
    made.wall_time = made.wall_time or made.starts_at.astimezone(made.zone).strftime("%Y-%m-%dT%H:%M")
    made.save()
    made.refresh_from_db()
    return made


def _organizer_in(forum):
    person = organizer()
    if not forum.is_public:
        membership(forum, person)
    return person


def held_colab(*, people=(), roles_came=True, **fields):
    """A co-lab that ended an hour ago; these people in its seats came, and so did those with a role."""
    fields.setdefault("starts_at", timezone.now() - timedelta(hours=2))
    made = colab(**fields)
    for person in {made.organizer, made.facilitator, made.harvester} - {None} if roles_came else ():
        note_attendance(made, person)
    for person in people:
        seated(made, person, attendance="came")
    return made


def note_attendance(colab, participant, mark="came", source=None):
    """What the door noted, or for an absence the organizer."""
    source = source or ("door" if mark == "came" else "organizer")
    return Attendance.objects.create(colab=colab, participant=participant, mark=mark, source=source)


def seated(colab, participant_=None, *, attendance=None, **fields):
    """A seat; `attendance`: "came" or "absent", if it is known."""
    taken = set(colab.registrations.seated().values_list("seat", flat=True))
    seat = next(number for number in range(1, 11) if number not in taken)
    fields = {"status": Registration.Status.SEATED, "seat": seat, "seated_at": timezone.now()} | fields
    participant_ = participant_ or participant()
    if attendance:
        note_attendance(colab, participant_, attendance)
    return Registration.objects.create(colab=colab, participant=participant_, **fields)


def note(colab, author=None, text="Ask less.", *, tags=(), **fields):
    """A note that everyone who may read the co-lab reads, by default."""
    author = author or participant()
    made = Insight.objects.create(colab=colab, author=author, text=text, html=render(text), **fields)
    made.tags.set([tag(name) for name in tags])
    return made


def harvest(colab, summary="We met.", *, tags=(), **fields):
    """A harvest that was recorded when the hour was over; the row only, the co-lab is not closed."""
    fields = {"recorded_at": colab.ends_at} | fields
    made = Harvest.objects.create(colab=colab, summary=summary, summary_html=render(summary), **fields)
    for name in tags:
        made.tags.add(tag(name))
    return made


def reflection(colab, participant_=None, **fields):
    """What somebody keeps for themselves."""
    return Reflection.objects.create(colab=colab, participant=participant_ or participant(), **fields)


def story(colab, participant_=None, words="We ask less now.", **fields):
    """A reflection that its author shared."""
    fields = {"q2": words, "in_story": [2], "title": "A shorter form", "shared_at": timezone.now()} | fields
    return reflection(colab, participant_, **fields)


def role_offer(colab, to, role="co_organizer", **fields):
    """Of the organizer; the row only."""
    return RoleOffer.objects.create(colab=colab, to=to, by=colab.organizer, role=role, **fields)


def waiting(colab, participant_=None, **fields):
    return Registration.objects.create(
        colab=colab, participant=participant_ or participant(), status=Registration.Status.WAITING, **fields
    )


def experiment(topic, author=None, **fields):
    """An experiment with its author's own trial; it is to be told in a month."""
    sentences = {
        "if_we": "write shorter",
        "then": "fewer people call",
        "test_by": "counting",
        "share_by": "a reply",
    }
    fields = sentences | {"share_on": timezone.localdate() + timedelta(days=30)} | fields
    made = Experiment.objects.create(topic=topic, author=author or participant(), **fields)
    trial(made, made.author)
    return made


def trial(experiment, person=None, *, state="taken-up", **fields):
    """A place that tests an experiment; told if it says what it `showed`."""
    if "showed" in fields:
        state, fields = "told", {"told_at": timezone.now()} | fields
        fields["learnt_html"] = render(fields.get("learnt", ""))
    return Trial.objects.create(
        experiment=experiment, participant=person or participant(), state=state, **fields
    )


def output(topic, author=None, *, is_published=True, **fields):
    """Something that others can use."""
    fields = {"title": f"A letter {next(_numbers)}", "kind": "tool", "what_for": "Fewer calls"} | fields
    fields = {"text": "Write the date first.", "licence": "cc-by-4.0"} | fields
    if is_published:
        fields |= {"state": "published", "published_at": timezone.now()}
    author = author or participant()
    fields |= {"html": render(fields["text"]), "organization_key": key_of(author.organization)}
    return Output.objects.create(topic=topic, author=author, **fields)


def use(output, person=None, **fields):
    """Where somebody works, and that they use it there."""
    person = person or participant(organization=f"Office {next(_numbers)}", district="North")
    place = {"organization": person.organization, "district": person.district}
    return Use.objects.create(output=output, participant=person, **place | fields)


def taking(thing, person=None, taken_to="our team", **fields):
    """A line about a harvest or a story that somebody took along."""
    field = {"kind": "told", "taken_to": taken_to} | fields
    return thing.uses.create(participant=person or participant(), **field)


def monthly(forum=None, author=None, *, lines=(), is_published=True, **fields):
    """The digest of this month, of one space or of all. `lines`: (kind, thing) of each."""
    now = timezone.now()
    fields = {"month": months.this(), "opening": "We wrote shorter."} | fields
    if is_published:
        fields = {"state": "published", "published_at": now, "mailed_at": now} | fields
    fields["opening_html"] = render(fields["opening"])
    made = MonthlyDigest.objects.create(forum=forum, author=author or participant(), **fields)
    for position, (kind, thing) in enumerate(lines, start=1):
        made.lines.create(position=position, kind=kind, key=thing.pk)
    return made
