"""What an edit changed, word by word."""

import re
from difflib import SequenceMatcher

SAME, ADDED, REMOVED = "same", "added", "removed"


def between(before, after):
    """The way from one text to the other, as a list of ("same", "removed" or "added", text)."""
    old, new = _words(before), _words(after)
    steps = []
    for kind, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            steps.append((SAME, "".join(old[a:b])))
            continue
        steps += [(REMOVED, "".join(old[a:b]))] if b > a else []
        steps += [(ADDED, "".join(new[c:d]))] if d > c else []
    return steps


def history(post):
    """The versions of a post, the latest first, each with what it changed in the one before it."""
    revisions = list(post.revisions.select_related("edited_by"))
    texts = [post.text, *(revision.text for revision in revisions)]
    versions = [
        {"at": revision.replaced_at, "by": revision.edited_by, "steps": between(older, newer)}
        for revision, newer, older in zip(revisions, texts, texts[1:], strict=False)
    ]
    return [*versions, {"at": post.created_at, "by": post.author, "steps": [(SAME, texts[-1])]}]


def _words(text):
    return re.findall(r"\s+|\w+|[^\w\s]", text)
