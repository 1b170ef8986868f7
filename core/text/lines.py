"""A single line of text, whoever wrote it and by whichever way it came in (R-LINES).

`clean` makes it safe in headers of mail and in calendars, and the same however it was typed; `cut` shortens a
text and leaves whole what is seen as one sign; `Mail <…>` and addresses have `mailboxes`.
"""

import unicodedata

import regex

MOST_MARKS = 5  # on one letter: pointed Hebrew and Burmese have as many

# What may stand for one sign together with signs that are not seen (UTS 51, 1.4.9 and ED-14a)
_PICTURE = r"\p{Extended_Pictographic}(?:[\uFE0E\uFE0F]|\p{Emoji_Modifier})?"
_SUBDIVISION = r"\U0001F3F4[\U000E0030-\U000E0039\U000E0061-\U000E007A]{3,6}\U000E007F"  # England's flag
_KEYCAP = r"[0-9#*]\uFE0F?\u20E3"
_EMOJI = rf"{_SUBDIVISION}|{_KEYCAP}|{_PICTURE}(?:\u200D{_PICTURE})*"

# Joiners between letters, in scripts whose letters join or form one sign (RFC 5892, A.1 and A.2)
_UNJOINED = r"[\p{Latin}\p{Greek}\p{Cyrillic}\p{Han}\p{Hiragana}\p{Katakana}\p{Hangul}]"
_JOINING = rf"[\p{{L}}--{_UNJOINED}]"
_VIRAMA = r"\p{ccc=9}"
_JOINER = rf"(?<={_JOINING}\p{{M}}*)[\u200C\u200D](?=[{_JOINING}{_VIRAMA}])|(?<={_VIRAMA})[\u200C\u200D]"

# Forms of one ideograph (in names of people, UTS 37), and of Mongolian letters
_VARIANT = r"(?<=\p{Han})[\U000E0100-\U000E01EF]|(?<=[\p{Mongolian}&&\p{L}])[\u180B-\u180F]"

# Signs that control or are not seen: all that may be left out when a text is shown, and what is no character
_UNSEEN = (
    r"[[\p{Default_Ignorable_Code_Point}\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\uFFFC\U0001D159]"
    r"--\p{Extended_Pictographic}--\p{Prepended_Concatenation_Mark}]"
)
_UNWANTED = regex.compile(
    rf"(?:{_EMOJI}|{_JOINER}|{_VARIANT})(*SKIP)(*FAIL)|{_UNSEEN}", regex.VERSION1 | regex.UNICODE
)
_MARKS = regex.compile(rf"([\p{{Mn}}\p{{Me}}]{{{MOST_MARKS}}})[\p{{Mn}}\p{{Me}}]+")
_BEFORE_ANY_LETTER = regex.compile(r"^[\p{M}\s]+")
_SIGN = regex.compile(r"\X")
_BLANKS = {0x2800: " "}  # the empty cell of braille


def clean(text: str) -> str:
    """Return the text as one line, "" if nothing of it would be seen. Idempotent.

    Any white space is one space; letters and their marks are in composed form (NFC). Signs that control, turn
    the line round or are not seen go, except within emoji and where a script needs them.
    """
    line = _cleaner(text)
    while line != text:  # what goes may leave a joiner without its letter
        text, line = line, _cleaner(line)
    return line


def _cleaner(text: str) -> str:
    text = " ".join(text.translate(_BLANKS).split())
    text = unicodedata.normalize("NFC", _UNWANTED.sub("", text))
    text = _BEFORE_ANY_LETTER.sub("", _MARKS.sub(r"\1", text))
    return " ".join(text.split())


def first(text: str) -> str:
    """Return what is seen as the first sign of a text."""
    found = _SIGN.match(text)
    return found[0] if found else ""


def cut(text: str, length: int, end: str = "…") -> str:
    """Return the text, shortened to `length` characters with `end` if it is longer.

    What is seen as one sign, such as an emoji or a letter with its marks, stays whole (UAX 29).
    """
    if len(text) <= length:
        return text
    kept, room = [], length - len(end)
    for sign in _SIGN.finditer(text):
        if sign.end() > room:
            break
        kept.append(sign[0])
    return "".join(kept).rstrip() + end
