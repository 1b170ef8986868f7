"""The signs around what is emphasized, where Markdown reads them as such.

Emphasis that Markdown has no form for, as of brackets between two letters, is left out; words never are.
"""

import re

from markdown_it.common.utils import isMdAsciiPunct, isPunctChar, isWhiteSpace

_MOST_MOVED = 20  # signs of punctuation that are moved outside
_ESCAPED_AT_END = re.compile(r"(?<!\\)(?:\\\\)*\\.$")


def marked(body, marks, before, after, ends):
    """Return a text between the signs of its marks, or without those that would be read as text.

    `ends` has the numbers of letters at its begin and end that are text: punctuation there is moved outside.
    """
    core = body.strip()
    start = body.index(core) if core else 0
    lead, trail = body[:start], body[start + len(core) :]
    first, last = ends[0] - len(lead), ends[1] - len(trail)
    signs = [sign for sign in ("~~" * ("~~" in marks), "".join(sorted(marks - {"~~"}))) if sign]
    for _ in range(_MOST_MOVED if core else 0):
        inner = [sign[0] for sign in signs[1:]]
        opens = _flanks((lead or before)[-1], [*inner, core[0]], signs)
        closes = _flanks((trail + after)[0], [*inner, core[-1]], signs)
        if opens and closes:
            left, right = "".join(signs), "".join(reversed(signs))
            return f"{lead}{left}{core}{right}{trail}"
        width = 2 if core[0] == "\\" else 1
        if not opens and _is_punctuation(core[0]) and first >= width and len(core) > width:
            lead, core, first = lead + core[:width], core[width:], first - width
            continue
        width = 2 if _ESCAPED_AT_END.search(core) else 1
        if not closes and _is_punctuation(core[-1]) and last >= width and len(core) > width:
            trail, core, last = core[-width:] + trail, core[:-width], last - width
        elif len(signs) > 1:
            signs = signs[1:]
        else:
            break
    return body


def _flanks(outside, inside, signs):
    """Return whether signs between these are read as signs (CommonMark 0.31, 6.2)."""
    for sign, within in zip(signs, inside, strict=True):
        if isWhiteSpace(ord(within)):
            return False
        if _is_punctuation(within) and not (isWhiteSpace(ord(outside)) or _is_punctuation(outside)):
            return False
        outside = sign[-1]
    return True


def _is_punctuation(sign):
    return isMdAsciiPunct(ord(sign)) or isPunctChar(sign)
