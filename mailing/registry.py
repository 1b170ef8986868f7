"""The kinds of messages, each declared by the part that sends it."""

from collections.abc import Callable
from dataclasses import dataclass, field

from core.registry import Registry
from mailing.models import Message


@dataclass(frozen=True)
class Letter:
    """The content of one mail.

    Either `template`, a path without extension for the three files `<template>_subject.txt`,
    `<template>.txt` and `<template>.html`, rendered with `context`; or `subject`, `text` and `html`.
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
    label: str  # on the page of notices
    optional: bool  # whether it may be turned off (R-OPT-OUT)
    secret: bool = False  # has codes or links that open an account
    may_wait: bool = False  # whether it may be delayed (see delivery_schedule)
    in_digest: bool = False  # waits for one also where its reader gets others at once
    recipients: Callable | None = None  # of `about`: the people to whom `outbox.post_to_all` writes


kinds = Registry("kinds of mail")


def letter(name, *, label="", optional=False, secret=False, may_wait=False, in_digest=False, recipients=None):
    """Declare a kind of message.

    The decorated function takes the row and returns a Letter, or None if the message is no longer true.

    A kind that `may_wait` may be sent in the person's day or in a digest (see `delivery_schedule`).

    A kind that is `in_digest`, too, waits for the next day's digest where its reader chose none.

    A `secret` kind is about an account: it is sent to inactive people too, and its content and `about` are
    wiped from the row once it is settled.

    `recipients` is a function of `about` that returns a queryset of people, for `outbox.post_to_all`.
    """

    def declare(compose):
        kinds.add(name, Kind(name, compose, label, optional, secret, may_wait, in_digest, recipients))
        return compose

    return declare
