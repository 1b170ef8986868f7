"""Sources of incoming mail: IMAP, a Maildir, a stream.

Each yields Incoming mails, oldest first, cut at one byte more than may be read. A mail is marked as read by
`done()`; without that it is yielded again the next time.
"""

import imaplib
import ssl
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, BinaryIO
from urllib.parse import SplitResult, unquote, urlsplit

from mailing.inbound.handlers import LARGEST

READ = LARGEST + 1  # bytes; enough to tell that a mail is too large
TIMEOUT = 30  # seconds
AT_ONCE = 200  # mails in one run


@dataclass(frozen=True)
class Incoming:
    content: bytes
    done: Callable[[], None]


def stream(source: BinaryIO) -> Iterator[Incoming]:
    content = source.read(READ)
    while source.read(READ):
        pass  # the program that pipes the mail here must not get SIGPIPE
    yield Incoming(content, lambda: None)


def maildir(directory: str | Path) -> Iterator[Incoming]:
    """Yield the new and unread mails of a Maildir. Raise FileNotFoundError if there is none."""
    directory = Path(directory)
    unread = [*(directory / "new").iterdir(), *(each for each in _current(directory) if not _is_seen(each))]
    for path in sorted(unread, key=lambda path: path.name)[:AT_ONCE]:
        with path.open("rb") as file:
            content = file.read(READ)
        yield Incoming(content, partial(_mark_seen, directory, path))


def _current(directory: Path) -> Iterator[Path]:
    return (directory / "cur").iterdir()


def _is_seen(path: Path) -> bool:
    return "S" in path.name.partition(":2,")[2]


def _mark_seen(directory: Path, path: Path) -> None:
    base, _mark, flags = path.name.partition(":2,")
    path.rename(directory / "cur" / f"{base}:2,{''.join(sorted({*flags, 'S'}))}")


def imap(url: str) -> Iterator[Incoming]:
    """Yield the unread mails of a folder: imaps://name:password@host:993/INBOX, or imap:// on this machine.

    Raise OSError or imaplib.IMAP4.error if the server does not answer or refuses.
    """
    parts = urlsplit(url)
    with _connected(parts) as box:
        box.login(unquote(parts.username or ""), unquote(parts.password or ""))
        _ok(box.select(unquote(parts.path.strip("/")) or "INBOX"))
        [found] = _ok(box.uid("SEARCH", "UNSEEN"))
        for uid in (found or b"").decode().split()[:AT_ONCE]:
            answer = _ok(box.uid("FETCH", uid, f"(BODY.PEEK[]<0.{READ}>)"))
            content = next((part[1] for part in answer if isinstance(part, tuple)), b"")
            yield Incoming(content, partial(_mark_read, box, uid))


def _mark_read(box: imaplib.IMAP4, uid: str) -> None:
    _ok(box.uid("STORE", uid, "+FLAGS.SILENT", r"(\Seen)"))


def _connected(parts: SplitResult) -> imaplib.IMAP4:
    if parts.scheme == "imaps":
        context = ssl.create_default_context()
        return imaplib.IMAP4_SSL(
            parts.hostname or "", parts.port or 993, ssl_context=context, timeout=TIMEOUT
        )
    return imaplib.IMAP4(parts.hostname or "", parts.port or 143, timeout=TIMEOUT)


def _ok(answer: tuple[str, list[Any]]) -> list[Any]:
    verdict, data = answer
    if verdict != "OK":
        raise imaplib.IMAP4.error(data)
    return data
