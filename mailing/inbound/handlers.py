"""Who handles a mail that comes in, by the address to which it was sent."""

from collections.abc import Callable
from dataclasses import dataclass
from email.parser import BytesHeaderParser
from email.utils import getaddresses

from core.registry import Registry

LARGEST = 1_000_000  # bytes of a mail that is read
HEAD = 64_000  # bytes in which its headers are looked for
SENT_TO = ("Delivered-To", "X-Original-To", "Envelope-To", "To", "Cc")

handlers = Registry("handlers of incoming mail")


class TryLater(Exception):
    """What cannot be done at this moment: the mail stays where it is."""


@dataclass(frozen=True)
class Handler:
    """`accepts(address)` is asked of each address, in lower case.

    `take(content)` is given the bytes of the mail and returns what became of it. It raises only what passes.
    """

    accepts: Callable
    take: Callable


def handles(name, accepts):
    """Declare the decorated function as the one that takes mails to these addresses."""

    def declare(take):
        handlers.add(name, Handler(accepts, take))
        return take

    return declare


def handler_of(content):
    """The Handler of a mail: the first that accepts an address it was sent to, else the first there is."""
    sent_to = _addresses(content)
    accepting = (one for one in handlers.values() if any(map(one.accepts, sent_to)))
    return next(accepting, None) or next(iter(handlers.values()))


def _addresses(content):
    try:
        headers = BytesHeaderParser().parsebytes(content[:HEAD])
        values = [str(value) for name in SENT_TO for value in headers.get_all(name, [])]
        return [address.lower() for _name, address in getaddresses(values)]
    except Exception:  # what strangers send may break any parser
        return []
