"""What others can use: writing an output, publishing it, and naming who contributed to it.

See R-LICENCE, R-CONTRIBUTORS-AGREE and R-MAKERS-LEAVE.
"""

from django.utils import timezone
from django.utils.translation import gettext as _

from core.text.markup import render
from core.web import refusals
from followups.models import Insight
from forums.models.locking import holding
from learning.models import Contributor, Output, Trial, Use
from learning.models.outputs import key_of
from participants import limits
from participants.models import Participant

State = Output.State


class Refused(refusals.Refused):
    """Why an output is not written, published or taken back; the text is for the person."""


def write(topic, by, *, colab=None, **fields):
    """Write an output in a topic, as a draft. Return it. Idempotent. Raise Refused, and limits.Refused."""
    with holding(topic) as topic:
        if before := Output.objects.filter(topic=topic, author=by, **fields).first():
            return before
        _require_place(topic, by)
        limits.spend(by, "output")
        html = render(fields.get("text", ""))
        fields |= {"html": html, "organization_key": key_of(by.organization)}
        return Output.objects.create(topic=topic, author=by, colab=colab, **fields)


def _require_place(topic, by):
    if not topic.forum.rules.in_library:
        raise Refused(_("Nothing is kept for others from this space. Keep it in another one."))
    if topic.is_hidden or not topic.forum.readers_among([by]):
        raise Refused(_("This topic takes nothing new."))


def change(output, by, **fields):
    """Change it, by its author. Idempotent. Raise Refused, and limits.Refused."""
    with holding(output.topic):
        held = _held(output, by)
        new = {name: value for name, value in fields.items() if getattr(held, name) != value}
        if not new:
            return
        limits.spend(by, "edit")
        if "text" in new:
            new["html"] = render(new["text"])
        if held.is_published:
            new["edited_at"] = timezone.now()
        _set(held, **new)


def publish(output, by):
    """Show it to all who read its topic, by its author. Idempotent. Raise Refused."""
    with holding(output.topic) as topic:
        held = _held(output, by)
        if not held.is_published:
            _require_place(topic, by)
            _set(held, state=State.PUBLISHED, published_at=timezone.now())


def take_back(output, by):
    """Make it a draft again, by its author, while nobody else uses it. Idempotent. Raise Refused."""
    with holding(output.topic):
        held = _held(output, by)
        others = held.uses.filter(kind=Use.Kind.USED, ended_at=None, hidden_at=None).exclude(participant=by)
        if others.exists():
            raise Refused(_("Somebody uses it, so it stays. You can change what it says."))
        _set(held, state=State.DRAFT, published_at=None, edited_at=None)


# --- Who contributed


def may_be_asked(output):
    """Return the people whose words it may build on, by name: shared notes and told trials of its topic."""
    people = Participant.objects.active().exclude(pk=output.author_id)
    notes = Insight.objects.shared().filter(colab__topic=output.topic_id)
    told = Trial.objects.told().filter(experiment__topic=output.topic_id, hidden_at=None)
    wrote = notes.values("author").union(told.values("participant"))
    return people.filter(pk__in=wrote).order_by("name", "pk")


def ask(output, by, people):
    """Ask these people whether they want to be named. Idempotent: nobody is asked twice. Raise Refused."""
    with holding(output.topic):
        held = _held(output, by)
        keys = {person.pk for person in people}
        allowed = may_be_asked(held).filter(pk__in=keys)
        Contributor.objects.bulk_create(
            (Contributor(output=held, participant=person) for person in allowed), ignore_conflicts=True
        )


def answer(output, by, *, agrees):
    """Say whether one wants to be named; that can be changed at any time. Idempotent. Raise Refused."""
    with holding(output.topic):
        asked = output.contributors.select_for_update(no_key=True).filter(participant=by).first()
        if asked is None:
            raise Refused(_("Nobody has asked you about it."))
        if bool(asked.agreed_at) == agrees and bool(asked.declined_at) != agrees:
            return
        now = timezone.now()
        asked.agreed_at, asked.declined_at = (now, None) if agrees else (None, now)
        asked.organization_key = key_of(by.organization) if agrees else ""
        asked.save(update_fields=["agreed_at", "declined_at", "organization_key"])


def _held(output, by):
    """Return the row, locked; it is its author's to change."""
    held = Output.objects.select_for_update(no_key=True, of=("self",)).get(pk=output.pk)
    if held.author_id != by.pk:
        raise Refused(_("Only whoever wrote it can do that."))
    return held


def _set(output, **fields):
    for name, value in fields.items():
        setattr(output, name, value)
    output.save(update_fields=list(fields))
