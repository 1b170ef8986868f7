"""The outbox: a message is a row before it is an e-mail (rule 15).

A part of the site that writes to people declares what it can say in its `letters.py`:

    @outbox.letter("reminder-day", label=_("A reminder the day before"))
    def reminder_day(message):
        registration = Registration.objects.seated().filter(pk=message.about["registration"]).first()
        if registration is None:
            return None                                  # no longer true: it is not sent
        return Letter("events/email/reminder_day", {"registration": registration})

and posts it in the transaction of the change it speaks of:

    outbox.post("reminder-day", person, key=f"reminder-day:{registration.pk}:{start}", registration=registration.pk)

The function is asked again before every attempt, under the reader's zone and language. What was
rendered at the first attempt is what every retry sends, byte for byte.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

from django.db import transaction
from django.utils.crypto import get_random_string

from participants import bell
from participants.models import Message


@dataclass(frozen=True)
class Letter:
    """What goes into one mail.

    `template` is a path without its ending: three files stand there, `<template>_subject.txt`,
    `<template>.txt` and `<template>.html`. `calendar` is (METHOD, bytes of the iCalendar object).
    """

    template: str
    context: dict = field(default_factory=dict)
    calendar: tuple[str, bytes] | None = None


@dataclass(frozen=True)
class Kind:
    name: str
    compose: Callable[[Message], Letter | None]
    label: str  # how a person knows this kind of notice, on the page of notices
    optional: bool  # whether it may be turned off (rule 18)


kinds: dict[str, Kind] = {}


def letter(name, *, label="", optional=False):
    """Declare a kind of message. The function gets the row and gives a Letter, or None if it is no longer true."""

    def declare(compose):
        kinds[name] = Kind(name, compose, label, optional)
        return compose

    return declare


def post(kind, recipient, key, *, address="", **about):
    """Write one message, once per key, in the transaction under way; the sender is rung when it commits.

    `recipient` is a Participant, or None with an `address`. `about` holds primary keys and plain values.
    Gives the row, or None when it was written before or this person turned its kind off.
    """
    declared = kinds[kind]
    if recipient is not None and declared.optional and not recipient.wants(kind):
        return None
    rows = Message.objects.bulk_create(
        [
            Message(
                key=key,
                kind=kind,
                recipient=recipient,
                address=address,
                about=about,
                message_id=f"{get_random_string(32).lower()}",
            )
        ],
        ignore_conflicts=True,
    )
    transaction.on_commit(bell.ring)
    return rows[0]
