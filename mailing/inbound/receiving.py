"""Receiving mail, from whatever source."""

import imaplib
import logging
from collections import Counter

from anymail.signals import inbound
from django.conf import settings
from django.dispatch import receiver

from mailing.inbound import handlers, sources

log = logging.getLogger(__name__)


def take(content):
    return handlers.handler_of(content).take(content)


def take_all(incoming):
    """Take mails one by one; return a Counter of the results, and the number of mails left for later.

    Raise what affects all of them: errors of the database or of the source.
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
    """Take the mails of the mailbox, if one is configured. A server that does not answer is logged."""
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
    """Take a mail that a mail provider posts, its signature checked. On an exception it is posted again."""
    try:
        content = event.message.as_bytes()
    except Exception:  # mails of strangers may break the generator of bytes
        content = b""
    take(content)
