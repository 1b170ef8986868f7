"""Differences of two texts, word by word."""

import re
from collections import Counter
from collections.abc import Iterator
from difflib import SequenceMatcher

Step = tuple[str, str]  # kind, text
SAME, ADDED, REMOVED = "same", "added", "removed"
MOST = 60_000  # pairs of equal words to compare: half a second at most


def between(before: str, after: str) -> list[Step]:
    """Return the differences as a list of ("same", "removed" or "added", text).

    They are found word by word; where that would take long, line by line, and by words within the lines that
    changed. Spaces between words are no reason to take two places for the same.
    """
    for parts in (_words, _lines, _whole):
        head, old, new, tail = _without_common_ends(parts(before), parts(after))
        if _pairs(old, new) <= MOST:
            steps = _steps(head, old, new, tail)
            return steps if parts is _words else list(_by_words(steps))
    raise AssertionError("Two whole texts are one pair.")


def _by_words(steps: list[Step]) -> Iterator[Step]:
    """Yield steps with lines that replace others compared by words, as far as MOST reaches for all."""
    left, removed = MOST, ""
    for kind, text in [*steps, (SAME, "")]:
        if kind == REMOVED:
            removed = text
            continue
        parts = _without_common_ends(_words(removed), _words(text)) if kind == ADDED and removed else None
        if parts and (pairs := _pairs(parts[1], parts[2])) <= left:
            left -= pairs
            yield from _steps(*parts)
        else:
            yield from ((name, words) for name, words in ((REMOVED, removed), (kind, text)) if words)
        removed = ""


def _without_common_ends(old: list[str], new: list[str]) -> tuple[list[str], ...]:
    """Return (head, old, new, tail): what two lists share at their ends, and what lies between."""
    shorter = min(len(old), len(new))
    first = next((n for n in range(shorter) if old[n] != new[n]), shorter)
    shorter -= first
    last = next((n for n in range(shorter) if old[-1 - n] != new[-1 - n]), shorter)
    ends = len(old) - last, len(new) - last
    return old[:first], old[first : ends[0]], new[first : ends[1]], old[ends[0] :]


def _pairs(old: list[str], new: list[str]) -> int:
    other = Counter(new)
    return sum(number * other[part] for part, number in Counter(old).items() if not part.isspace())


def _steps(head: list[str], old: list[str], new: list[str], tail: list[str]) -> list[Step]:
    steps = [(SAME, "".join(head))] if head else []
    for kind, a, b, c, d in SequenceMatcher(str.isspace, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            steps.append((SAME, "".join(old[a:b])))
            continue
        steps += [(REMOVED, "".join(old[a:b]))] if b > a else []
        steps += [(ADDED, "".join(new[c:d]))] if d > c else []
    return [*steps, (SAME, "".join(tail))] if tail else steps


def _words(text: str) -> list[str]:
    return re.findall(r"\s+|\w+|[^\w\s]", text)


def _lines(text: str) -> list[str]:
    return text.splitlines(keepends=True)


def _whole(text: str) -> list[str]:
    return [text] if text else []
