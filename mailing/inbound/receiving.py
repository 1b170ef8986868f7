"""Receiving mail, from whatever source."""

import imaplib
import logging
import traceback
from collections import Counter

from anymail.signals import inbound
from django.conf import settings
from django.db import InterfaceError, OperationalError
from django.dispatch import receiver

from core.database import errors
from mailing.inbound import handlers, sources

log = logging.getLogger(__name__)
FAILED, LATER = "failed", "later"


def take(content):
    return handlers.handler_of(content).take(content)


def take_all(incoming):
    """Take mails one by one; return a Counter of the results, and the number of mails left for later.

    A mail on which its handler fails is logged and marked as read: it stays in the mailbox, and does not keep
    back the others (R-ONE-BAD-ROW). Raise what affects all of them: a lost database, errors of the source.
    """
    taken, waiting = Counter(), 0
    for mail in incoming:
        result = _result(mail)
        if result == LATER:
            waiting += 1
        else:
            taken[result] += 1
            mail.done()
    return taken, waiting


def _result(mail):
    try:
        return take(mail.content)
    except handlers.TryLater:
        return LATER
    except (OperationalError, InterfaceError) as trouble:
        if errors.is_held_up(trouble):
            return LATER
        raise
    except Exception as problem:
        where = "".join(traceback.format_tb(problem.__traceback__))
        log.error("A mail could not be taken: %s. It is marked as read.\n%s", type(problem).__name__, where)
        return FAILED


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
