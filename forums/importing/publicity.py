"""What of a forum was public: the rest is not brought in, and counted by its reason (R-IMPORT-PUBLIC).

A line says so of its post, its topic and its category; what one line says of a topic holds for all.
"""

import json
from dataclasses import dataclass, field

REASONS = {  # (one, many) after their number
    "whisper": ("whisper among staff", "whispers among staff"),
    "action": ("note of what was done to a topic", "notes of what was done to a topic"),
    "kind": ("post of an unknown type", "posts of an unknown type"),
    "deleted": ("post that was deleted", "posts that were deleted"),
    "withdrawn": ("post that its author had deleted", "posts that their authors had deleted"),
    "hidden": ("post that was hidden", "posts that were hidden"),
    "message": ("private message", "private messages"),
    "deleted-topic": ("post of a deleted topic", "posts of deleted topics"),
    "unlisted": ("post of an unlisted topic", "posts of unlisted topics"),
    "restricted": ("post of a category with restricted access", "posts of categories with restricted access"),
    "empty": ("post that shows nothing", "posts that show nothing"),
}
# By `post_type`; notes of moderators (2) are posts that everybody saw.
_KINDS = {1: "", 2: "", 3: "action", 4: "whisper"}
_PUBLIC = {"", "regular", "banner"}  # archetypes of topics


@dataclass
class Closed:
    """Why topics and categories were not public."""

    topics: dict = field(default_factory=dict)
    categories: set = field(default_factory=set)

    def add(self, data):
        """Take in what a line says."""
        if (reason := _of_topic(data)) and isinstance(data.get("topic_id"), int):
            self.topics.setdefault(data["topic_id"], reason)
        if _is_restricted(data):
            self.categories.update(_categories(data))

    def reason(self, data):
        """Return why a line is left out, or "". What can be said of the post comes first."""
        topic = data.get("topic_id")
        known = self.topics.get(topic) if isinstance(topic, int) else None
        if reason := _of_post(data) or _of_topic(data) or known:
            return reason
        named = sorted(_categories(data))[:1]  # the number, where there is one: slugs are not unique
        return "restricted" if _is_restricted(data) or not self.categories.isdisjoint(named) else ""


NOTHING = Closed()


def survey(contents):
    """Return the Closed of lines (bytes); those that cannot be read are passed over."""
    closed = Closed()
    for content in contents:
        try:
            data = json.loads(content)
        except (ValueError, RecursionError):
            continue
        if isinstance(data, dict):
            closed.add(data)
    return closed


def sentences(counts, still_here=0):
    """Return a sentence for each reason that occurs, and one about what came with an earlier import."""
    said = [
        f"{counts[reason]:,} {one if counts[reason] == 1 else many} {_was(counts[reason])} left out."
        for reason, (one, many) in REASONS.items()
        if counts[reason]
    ]
    if still_here:
        said.append(
            f"Of these, {still_here:,} {_was(still_here)} brought in earlier: hide what nobody should see."
        )
    return said


def _was(number):
    return "was" if number == 1 else "were"


def _of_post(data):
    if kind := _kind(data):
        return kind
    if _has(data, "deleted_at", "deleted_by", "deleted_by_id"):
        return "deleted"
    if _has(data, "user_deleted"):
        return "withdrawn"
    return "hidden" if _has(data, "hidden", "hidden_at", "hidden_reason_id") else ""


def _kind(data):
    if _has(data, "whisper", "is_whisper"):
        return "whisper"
    value = data.get("post_type")
    if value is None:
        return "action" if _has(data, "action_code") else ""
    number = int(value) if isinstance(value, (int, str)) and str(value).strip().isdecimal() else value
    return _KINDS.get(number, "kind") if isinstance(number, int) else "kind"


def _of_topic(data):
    topic = _part(data, "topic")
    values = {
        name: _first(data.get(f"topic_{name}"), topic.get(name)) for name in ("deleted_at", "deleted_by")
    }
    archetype = _first(data.get("archetype"), data.get("topic_archetype"), topic.get("archetype"))
    if str(archetype or "").strip() not in _PUBLIC or _has(data, "is_private_message", "private_message"):
        return "message"
    is_gone = data.get("post_number") == 1 and _of_post(data) in {"deleted", "withdrawn"}
    if is_gone or _has(values, *values):
        return "deleted-topic"
    visible = _first(data.get("visible"), data.get("topic_visible"), topic.get("visible"))
    return "unlisted" if visible is not None and not _is_set(visible) else ""


def _is_restricted(data):
    restricted = {"read_restricted": _part(data, "category").get("read_restricted")}
    return _has(data, "read_restricted", "category_read_restricted") or _has(restricted, "read_restricted")


def _categories(data):
    """Return what a line calls its category by."""
    category = _part(data, "category")
    named = {
        "id": _first(data.get("category_id"), category.get("id")),
        "slug": _first(data.get("category_slug"), category.get("slug")),
    }
    return {(kind, str(value)) for kind, value in named.items() if isinstance(value, (int, str)) and value}


def _part(data, name):
    return data[name] if isinstance(data.get(name), dict) else {}


def _first(*values):
    return next((value for value in values if value is not None), None)


def _has(data, *names):
    return any(_is_set(data.get(name)) for name in names)


def _is_set(value):
    """Return whether a value is true, also as other programs write it."""
    return (
        value.strip().lower() not in {"", "0", "f", "false", "no", "null"}
        if isinstance(value, str)
        else bool(value)
    )
