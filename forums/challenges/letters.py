from django.utils.translation import gettext_lazy as _

from forums import kinds
from forums.models import Statement, Topic
from mailing.registry import Letter, everyone, letter, places


def _readable(message):
    """Return the statement, or None if it is hidden or its recipient may not read its topic."""
    found = Statement.objects.filter(
        pk=message.about["statement"], hidden_at=None, topic__hidden_at=None, topic__in=_topics(message)
    )
    return found.select_related("topic__forum", "by").first()


def _topics(message):
    shown = Topic.objects.visible_to(message.recipient)
    return shown.filter(forum__kind__in=kinds.where(has_challenges=True)).values("pk")


def _letter(name, statement):
    context = {"statement": statement, "topic": statement.topic, "address": statement.get_absolute_url()}
    return Letter(f"forums/email/{name}", context)


@letter(
    "statement-proposed",
    label=_("Somebody words a challenge of mine anew"),
    optional=True,
    may_wait=True,
    reaches=everyone,
)
def statement_proposed(message):
    """None once it was answered or taken back, or where the topic is no challenge any more."""
    statement = _readable(message)
    if statement is None or not (statement.is_open and statement.topic.is_challenge):
        return None
    is_mine = statement.topic.author_id == message.recipient_id
    return _letter("statement_proposed", statement) if is_mine else None


@letter(
    "statement-settled",
    label=_("What became of a wording that I proposed for a challenge"),
    optional=True,
    may_wait=True,
    reaches=everyone,
)
def statement_settled(message):
    """None where whoever proposed it has taken it back."""
    statement = _readable(message)
    if statement is None or statement.is_open or statement.withdrawn_at:
        return None
    return _letter("statement_settled", statement)


def _page_of(person, pk):
    shown = Statement.objects.visible_to(person).filter(pk=pk).first()
    return shown.get_absolute_url() if shown else ""


places.add("statement", _page_of)
