"""The header of a mail: encoded words and folds (R-MAIL-SUBJECTS; RFC 2047, 2 and 5; RFC 5322, 2.2.3).

The standard library folds before the first word, and into encoded words of 76 characters and more.
"""

import re
from base64 import b64encode
from collections.abc import Iterator
from email.policy import Compat32
from email.utils import formataddr, parseaddr
from typing import Any

from core.text import mailboxes

LINE = 76  # characters of a line, without its end
WORD = 75  # characters of an encoded word
AROUND = len("=?utf-8?b??=")


class Folding(Compat32):
    """A policy of `email` that folds at spaces only, never before the first word, and keeps given folds."""

    def fold(self, name: str, value: Any) -> str:
        text = str(value)
        folded = text if "\n" in text else "\n ".join(_lines(text, LINE - len(f"{name}: ")))
        return f"{name}: {folded}\n".replace("\n", self.linesep)

    def fold_binary(self, name: str, value: Any) -> bytes:
        return self.fold(name, value).encode("ascii", "surrogateescape")


def unstructured(name: str, text: str) -> str:
    """Return the value of a header that holds words, such as a subject, with its folds."""
    room = LINE - len(f"{name}: ")
    return "\n ".join(_lines(text, room) if _is_plain(text, room) else _encoded(text, room))


def mailbox(name: str, sender: str) -> str:
    """Return the value of a header with one mailbox ("Co-Lab <co-lab@example.org>"), with its folds."""
    shown, address = parseaddr(sender)
    local_part, _at, domain = address.rpartition("@")
    address = f"{local_part}@{mailboxes.ascii_domain(domain)}"
    room = LINE - len(f"{name}: ")
    if shown.isascii() and "=?" not in shown:
        return "\n ".join(_lines(formataddr((shown, address)), room))
    *before, last = _encoded(shown, room)
    whole = f"{last} <{address}>"
    fits = len(whole) <= (LINE - 1 if before else room)
    return "\n ".join([*before, whole] if fits else [*before, last, f"<{address}>"])


def _is_plain(text: str, room: int) -> bool:
    """Return whether a text can stand as it is, and is read as it stands."""
    words = text.split(" ")
    return (
        text.isascii()
        and text.isprintable()
        and "=?" not in text
        and all(words)
        and len(words[0]) <= room
        and all(len(word) < LINE for word in words)
    )


def _lines(text: str, room: int) -> list[str]:
    """Return the lines of a text, broken at spaces; the first has less room. A longer word stands alone."""
    lines, line = [], ""
    for word in text.split(" "):
        longer = f"{line} {word}" if line else word
        if line and len(longer) > (LINE - 1 if lines else room):
            lines.append(line)
            line = word
        else:
            line = longer
    return [*lines, line]


def _encoded(text: str, room: int) -> list[str]:
    return [f"=?utf-8?b?{b64encode(chunk).decode()}?=" for chunk in _chunks(text, room)]


def _chunks(text: str, room: int) -> Iterator[bytes]:
    """Yield the text in UTF-8, in parts that fit an encoded word and end with a whole character."""
    chunk = b""
    for character in re.findall(r".[\u0300-\u036f\u200d\ufe0e\ufe0f]*", text, re.S):
        longer = chunk + character.encode()
        if chunk and _size(longer) > room:
            yield chunk
            chunk, room = character.encode(), WORD
        else:
            chunk = longer
    yield chunk


def _size(chunk: bytes) -> int:
    return AROUND + (len(chunk) + 2) // 3 * 4
