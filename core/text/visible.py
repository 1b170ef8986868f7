"""Whether anything of a text can be seen."""

from unicodedata import category

# Letters and signs by their category, blank by their form: fillers of Hangul, the empty pattern of Braille
_BLANK = frozenset("\u115f\u1160\u2800\u3164\uffa0")


def has_visible(text: str) -> bool:
    """Return whether a text has a sign that is seen by itself: no space, control, joiner or accent alone."""
    return any(category(sign)[0] not in "ZCM" and sign not in _BLANK for sign in text)
