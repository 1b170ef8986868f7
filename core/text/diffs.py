"""What an edit changed, word by word."""

import re
from collections import Counter
from difflib import SequenceMatcher

SAME, ADDED, REMOVED = "same", "added", "removed"
MOST = 2_000_000  # pairs of like words that are compared, well under a second


def between(before, after):
    """The way from one text to the other, as a list of ("same", "removed" or "added", text).

    Word by word; where that would take seconds, as with the same few words over and over, line by line.
    """
    for parts in (_words, _lines, _whole):
        head, old, new, tail = _apart(parts(before), parts(after))
        if _pairs(old, new) <= MOST:
            return _steps(head, old, new, tail)
    raise AssertionError("Two whole texts are one pair.")


def _apart(old, new):
    """What two lists have in common at their ends, and what is between: (head, old, new, tail)."""
    shorter = min(len(old), len(new))
    first = next((n for n in range(shorter) if old[n] != new[n]), shorter)
    shorter -= first
    last = next((n for n in range(shorter) if old[-1 - n] != new[-1 - n]), shorter)
    ends = len(old) - last, len(new) - last
    return old[:first], old[first : ends[0]], new[first : ends[1]], old[ends[0] :]


def _pairs(old, new):
    """How many parts of one text are like how many of the other: what comparing them costs."""
    other = Counter(new)
    return sum(number * other[part] for part, number in Counter(old).items())


def _steps(head, old, new, tail):
    steps = [(SAME, "".join(head))] if head else []
    for kind, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            steps.append((SAME, "".join(old[a:b])))
            continue
        steps += [(REMOVED, "".join(old[a:b]))] if b > a else []
        steps += [(ADDED, "".join(new[c:d]))] if d > c else []
    return [*steps, (SAME, "".join(tail))] if tail else steps


def _words(text):
    return re.findall(r"\s+|\w+|[^\w\s]", text)


def _lines(text):
    return text.splitlines(keepends=True)


def _whole(text):
    return [text] if text else []
