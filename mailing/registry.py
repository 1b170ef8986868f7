"""The kinds of messages the site can send, each declared by the part that writes it."""

from collections.abc import Callable
from dataclasses import dataclass, field

from core.registry import Registry
from mailing.models import Message


@dataclass(frozen=True)
class Letter:
    """What goes into one mail.

    Either `template`, a path without its ending: three files stand there, `<template>_subject.txt`,
    `<template>.txt` and `<template>.html`, rendered with `context`. Or texts: `subject`, `text` and `html`.
    `calendar` is (METHOD, bytes of the iCalendar object).
    """

    template: str = ""
    context: dict = field(default_factory=dict)
    calendar: tuple[str, bytes] | None = None
    subject: str = ""
    text: str = ""
    html: str = ""


@dataclass(frozen=True)
class Kind:
    name: str
    compose: Callable[[Message], Letter | None]
    label: str  # how a person knows this kind of notice, on the page of notices
    optional: bool  # whether it may be turned off (R-OPT-OUT)
    secret: bool = False  # holds codes or links that open an account
    may_wait: bool = False  # whether a person may have it in the morning, or in a digest


kinds = Registry("kinds of mail")


def letter(name, *, label="", optional=False, secret=False, may_wait=False):
    """Declare a kind of message. The function gets the row; it gives a Letter, or None when no longer true.

    A kind that `may_wait` is not urgent: people may have it in their morning, or in a digest (see `quiet`).

    A `secret` kind is about an account: it also goes to people who are not active, and both what it says and
    what it is about are wiped from the row once it is settled.
    """

    def declare(compose):
        kinds.add(name, Kind(name, compose, label, optional, secret, may_wait))
        return compose

    return declare
