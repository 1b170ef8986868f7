"""What pages show of a challenge."""

from core.text import diffs
from forums.challenges import challenges


def head(topic, reader):
    """Return what stands at the head of a topic's page, as variables; `topic` is for_page."""
    if not (topic.is_challenge and topic.forum.rules.has_challenges):
        return {}
    held = challenges.in_force(topic)
    return {"held": held} | proposals(topic, reader, held)


def proposals(topic, reader, held):
    """Return open proposals, each with what it changes, and whether this reader decides, as variables."""
    if not reader.is_authenticated:
        return {}
    found = list(topic.statements.open().select_related("by").order_by("at", "pk"))
    for statement in found:
        _compare(statement, held)
    may_decide = topic.moderated or topic.author_id == reader.pk
    return {"proposals": found, "may_decide": may_decide}


def versions(topic):
    """Return all versions, the newest first, each with what it changed of the last one that is shown."""
    found, before = list(topic.statements.taken_over().select_related("by").order_by("number")), None
    for version in found:
        _compare(version, before)
        before = before if version.is_hidden else version
    return found[::-1]


def _compare(statement, before):
    statement.steps = diffs.between(before.text, statement.text) if before else ()
