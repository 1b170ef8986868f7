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
    recipients: Callable | None = None  # of `about`: the people to whom `outbox.post_to_all` writes
    reaches: Callable | None = None  # of a person: whether it can reach them; optional kinds say it
    digested: bool = False  # whether it comes in the digest unless its reader chose otherwise


kinds = Registry("kinds of mail")

# By the name of what a message is `about`: a function of a person and its value. It returns the path of the
# page that the message is about, or "" if there is none that this person may read.
places = Registry("pages that messages are about")


def everyone(person):
    """Whom a kind reaches that may reach anybody."""
    return True


def letter(
    name,
    *,
    label="",
    optional=False,
    secret=False,
    may_wait=False,
    recipients=None,
    reaches=None,
    digested=False,
):
    """Declare a kind of message.

    The decorated function takes the row and returns a Letter, or None if the message is no longer true.

    A kind that `may_wait` may be sent in the person's day or in a digest (see `delivery_schedule`).

    A `secret` kind is about an account: it is sent to inactive people too, and its content and `about` are
    wiped from the row once it is settled.

    `reaches` is a function of a person: whether such a message can reach them as they are today. Only then
    the kind is shown on their page of notices. A kind that is `optional` says it, be it `everyone`.

    A kind that is `digested` may wait, and comes in the digest of whoever has not chosen otherwise.

    `recipients` is a function of `about` that returns a queryset of people, for `outbox.post_to_all`.
    """

    def declare(compose):
        kind = Kind(name, compose, label, optional, secret, may_wait, recipients, reaches, digested)
        kinds.add(name, kind)
        return compose

    return declare
