"""Where mails that come in are read from: IMAP, a Maildir, a stream. Each is marked only after it was taken.

Every source yields Incoming mails, oldest first, of at most one byte more than may be read. What is not
`done()` comes again the next time.
"""

import imaplib
import ssl
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

from mailing.inbound.handlers import LARGEST

READ = LARGEST + 1  # bytes; enough to tell that a mail is too large
TIMEOUT = 30  # seconds
AT_ONCE = 200  # mails; the rest waits for the next run


@dataclass(frozen=True)
class Incoming:
    content: bytes
    done: Callable[[], None]


def stream(source):
    """One mail on a binary stream, which is read to its end."""
    content = source.read(READ)
    while source.read(READ):
        pass  # a program that pipes a mail here must not die of a broken pipe
    yield Incoming(content, lambda: None)


def maildir(directory):
    """The new and unread mails of a Maildir. Raises FileNotFoundError where there is none."""
    directory = Path(directory)
    unread = [*(directory / "new").iterdir(), *(each for each in _current(directory) if not _is_seen(each))]
    for path in sorted(unread, key=lambda path: path.name)[:AT_ONCE]:
        with path.open("rb") as file:
            content = file.read(READ)
        yield Incoming(content, lambda path=path: _mark_seen(directory, path))


def _current(directory):
    return (directory / "cur").iterdir()


def _is_seen(path):
    return "S" in path.name.partition(":2,")[2]


def _mark_seen(directory, path):
    base, _mark, flags = path.name.partition(":2,")
    path.rename(directory / "cur" / f"{base}:2,{''.join(sorted({*flags, 'S'}))}")


def imap(url):
    """The unread mails of a folder: imaps://name:password@host:993/INBOX, or imap:// within one machine.

    Raises OSError or imaplib.IMAP4.error when the server does not answer or refuses.
    """
    parts = urlsplit(url)
    with _connected(parts) as box:
        box.login(unquote(parts.username or ""), unquote(parts.password or ""))
        _ok(box.select(unquote(parts.path.strip("/")) or "INBOX"))
        [found] = _ok(box.uid("SEARCH", "UNSEEN"))
        for uid in (found or b"").split()[:AT_ONCE]:
            answer = _ok(box.uid("FETCH", uid, f"(BODY.PEEK[]<0.{READ}>)"))
            content = next((part[1] for part in answer if isinstance(part, tuple)), b"")
            yield Incoming(content, lambda uid=uid: _ok(box.uid("STORE", uid, "+FLAGS.SILENT", r"(\Seen)")))


def _connected(parts):
    if parts.scheme == "imaps":
        context = ssl.create_default_context()
        return imaplib.IMAP4_SSL(parts.hostname, parts.port or 993, ssl_context=context, timeout=TIMEOUT)
    return imaplib.IMAP4(parts.hostname, parts.port or 143, timeout=TIMEOUT)


def _ok(answer):
    verdict, data = answer
    if verdict != "OK":
        raise imaplib.IMAP4.error(data)
    return data
