"""Mails that come in, wherever from, and how many were taken."""

import imaplib
import logging
from collections import Counter

from anymail.signals import inbound
from django.conf import settings
from django.dispatch import receiver

from mailing.inbound import handlers, sources

log = logging.getLogger(__name__)


def take(content):
    """Hand a mail (bytes) to whoever handles its address; return what became of it."""
    return handlers.handler_of(content).take(content)


def take_all(incoming):
    """Take mails one by one; return a Counter of what became of them, and how many wait for another try.

    Raises what stands in the way of all of them: the database, or the source itself.
    """
    taken, waiting = Counter(), 0
    for mail in incoming:
        try:
            taken[take(mail.content)] += 1
        except handlers.TryLater:
            waiting += 1
        else:
            mail.done()
    return taken, waiting


def take_from_imap():
    """What the schedule does each minute where there is a mailbox; one that is away is tried again."""
    if not settings.IMAP_URL:
        return
    try:
        taken, waiting = take_all(sources.imap(settings.IMAP_URL))
    except (OSError, imaplib.IMAP4.error) as trouble:
        log.warning("The mailbox does not answer: %s", trouble)
    else:
        if taken or waiting:
            log.info("Mails that came in: %s; waiting: %s", dict(taken), waiting)


@receiver(inbound)
def from_webhook(sender, event, **about):
    """A mail that a mail provider hands over, its signature checked. When this raises, it is sent again."""
    try:
        content = event.message.as_bytes()
    except Exception:  # of what strangers send not everything can be written down again
        content = b""
    take(content)
