"""A challenge is a topic with a statement, which is worded anew together.

See R-CHALLENGE-IS-A-TOPIC, R-STATEMENT-VERSIONS and R-STATEMENT-TAKEN-OVER.
"""

from datetime import timedelta

from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from core import pruning
from core.web import refusals
from forums.models import Forum, Statement
from forums.models.locking import holding
from mailing import outbox
from participants import limits

MOST = 5  # open proposals in a topic
KEPT = timedelta(days=365)  # after it was declined or taken back


class Refused(refusals.Refused):
    """Why a topic is no challenge, or a wording not taken; the text is for the person."""


def in_force(topic):
    """Return the statement that holds, or None."""
    return topic.statements.in_force().first()


def may_decide(topic, person):
    """Return whether somebody says what the statement is: the topic's author, and stewards of its space."""
    if not person.is_authenticated:
        return False
    is_author = topic.author_id == person.pk
    return is_author or Forum.objects.moderated_by(person).filter(pk=topic.forum_id).exists()


# --- The challenge


def begin(topic, by, text, better_for="", why="", language="en"):
    """Make a topic a challenge; its statement holds at once. Idempotent.

    Raise Refused, and limits.Refused.
    """
    with holding(topic) as topic:
        _require_decider(topic, by)
        held = in_force(topic)
        stands = held is not None and _says(held, text, better_for)
        if topic.is_challenge and stands:
            return
        if topic.is_challenge:
            raise Refused(_("It is a challenge already. Word its statement anew."))
        if not topic.forum.rules.has_challenges or topic.is_closed or topic.is_hidden:
            raise Refused(_("This topic cannot be made a challenge."))
        _set_challenge(topic, True)
        if not stands:
            limits.spend(by, "statement")
            _version(topic, by, text=text, better_for=better_for, why=why, language=language)


def end(topic, by):
    """Say that a topic is no challenge any more; its statements stay readable. Idempotent. Raise Refused.

    Whoever has an open proposal is told that it was not taken over.
    """
    with holding(topic) as topic:
        _require_decider(topic, by)
        if topic.is_challenge:
            _set_challenge(topic, False)
            for statement in topic.statements.open().order_by("pk"):
                _decline(statement, by)


def _set_challenge(topic, value):
    topic.is_challenge = value
    topic.save(update_fields=["is_challenge"])


def _require_decider(topic, person):
    if not may_decide(topic, person):
        raise Refused(_("Only the author of the topic and the stewards of its space can do that."))


def _says(statement, text, better_for):
    return (statement.text, statement.better_for) == (text, better_for)


def _version(topic, by, **words):
    """Create a version that holds at once."""
    now = timezone.now()
    taken_over = {"number": _next_number(topic), "taken_over_at": now, "taken_over_by": by}
    return topic.statements.create(by=by, at=now, **taken_over, **words)


def _next_number(topic):
    return (topic.statements.aggregate(last=Max("number"))["last"] or 0) + 1


# --- Its statement, worded anew


def propose(topic, by, text, better_for="", why="", language="en"):
    """Propose another wording, of which the topic's author is told. Return the Statement.

    What the author of the topic writes holds at once. Idempotent. Raise Refused, and limits.Refused.
    """
    words = {"text": text, "better_for": better_for, "why": why, "language": language}
    with holding(topic) as topic:
        mine, held = topic.statements.open().filter(by=by).first(), in_force(topic)
        if mine and _says(mine, text, better_for):
            return mine
        if held and _says(held, text, better_for):
            if held.by_id == by.pk:
                return held
            raise Refused(_("This is what holds already. Change the words that you want to change."))
        _require_room(topic, mine)
        limits.spend(by, "statement")
        if topic.author_id == by.pk:
            return _version(topic, by, **words)
        made = topic.statements.create(by=by, **words)
        key = f"statement-proposed:{made.pk}:{topic.author_id}"
        outbox.post("statement-proposed", topic.author, key, statement=made.pk)
        return made


def _require_room(topic, mine):
    """Raise Refused where no other wording can be proposed; `mine` is the person's open one, or None."""
    if not topic.is_challenge or topic.is_closed or topic.is_hidden:
        raise Refused(_("This topic takes no proposals. Your text was not sent."))
    if mine:
        raise Refused(_("You have proposed a wording already. Take it back to propose another one."))
    if topic.statements.open().filter(hidden_at=None).count() >= MOST:
        raise Refused(_("Five wordings are proposed already. Wait until it is said what becomes of them."))


def take_over(statement, by):
    """Make a proposal the version that holds, and tell whoever proposed it. Idempotent. Raise Refused."""
    with holding(statement.topic) as topic:
        _require_decider(topic, by)
        statement = topic.statements.get(pk=statement.pk)
        if statement.taken_over_at:
            return
        _require_open(statement)
        if statement.is_hidden:
            raise Refused(_("A moderator has hidden this proposal. It cannot be taken over."))
        statement.number = _next_number(topic)
        statement.taken_over_at, statement.taken_over_by = timezone.now(), by
        statement.save(update_fields=["number", "taken_over_at", "taken_over_by"])
        _tell_what_became(statement, by)


def decline(statement, by):
    """Say no to a proposal, and tell whoever made it and nobody else. Idempotent. Raise Refused."""
    with holding(statement.topic) as topic:
        _require_decider(topic, by)
        statement = topic.statements.get(pk=statement.pk)
        if not statement.declined_at:
            _require_open(statement)
            _decline(statement, by)


def _decline(statement, by):
    statement.declined_at = timezone.now()
    statement.save(update_fields=["declined_at"])
    _tell_what_became(statement, by)


def _tell_what_became(statement, by):
    if statement.by and statement.by_id != by.pk:
        key = f"statement-settled:{statement.pk}:{statement.by_id}"
        outbox.post("statement-settled", statement.by, key, statement=statement.pk)


def take_back(statement, by):
    """Take back one's own proposal. Idempotent. Raise Refused where it was answered."""
    with holding(statement.topic) as topic:
        statement = topic.statements.get(pk=statement.pk, by=by)
        if not statement.withdrawn_at:
            _require_open(statement)
            statement.withdrawn_at = timezone.now()
            statement.save(update_fields=["withdrawn_at"])


def _require_open(statement):
    if not statement.is_open:
        raise Refused(_("This proposal does not stand any more. Look at what holds now."))


def forget(person, topic):
    """Delete what somebody proposed in a topic and nobody took over."""
    with holding(topic) as topic:
        topic.statements.filter(by=person, number=None).delete()


def prune():
    """Delete proposals that were declined or taken back a year ago."""
    long_ago = timezone.now() - KEPT
    declined = Statement.objects.filter(declined_at__lt=long_ago)
    return (declined | Statement.objects.filter(withdrawn_at__lt=long_ago)).delete()[0]


pruning.steps.add("proposals of statements that were not taken over", prune)
