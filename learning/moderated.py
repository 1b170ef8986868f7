"""What moderation asks of each thing that belongs to a topic: the moderators of its space look at it."""

from forums.spaces import memberships
from moderation import hiding, reports


def of_topic(topic, row):
    """Return the answers of a `moderation.registry.Kind` that all of them have in common.

    `topic(thing)` returns the topic of a thing; `row` is its template in the queue.
    """
    return {
        "moderates": memberships.moderates_anywhere,
        "hide": reports.hide,
        "show": hiding.show,
        "moderators": lambda thing: memberships.moderators(topic(thing).forum),
        "place": lambda thing: f"{topic(thing).forum.name}: {topic(thing).title}",
        "title": lambda thing: topic(thing).title,
        "words_leave": lambda thing: topic(thing).forum.rules.words_leave,
        "names_people": lambda thing: not topic(thing).forum.unattributed,
        "row": row,
    }
