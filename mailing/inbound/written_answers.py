"""Mails that people write to the address of our mails, as answers to notices (R-WRITTEN-ANSWERS).

Nobody reads them. Who wrote one is told so, with a link to the page of the notice that was answered, where it
can be told from the headers and is theirs to read.
"""

import re
from email.message import Message as Mail
from email.parser import BytesHeaderParser
from email.utils import parseaddr

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from mailing.inbound import authentication_results, auto_replies
from mailing.inbound.handlers import HEAD
from mailing.models import Message
from mailing.registry import Letter, letter, places

OF_OURS = re.compile(r"<([a-z0-9]{32})@[^<>@\s]+>")
MOST = 50  # Message-IDs that are looked at


def answer(content: bytes) -> bool:
    """Write to whoever sent a mail that nobody reads. Return whether they may be written to, and were.

    Only the header is read.
    """
    mail = BytesHeaderParser().parsebytes(content[:HEAD])
    person = auto_replies.may_answer(mail)
    if person is None or not _may_be_theirs(mail):
        return False
    found = _answered(mail, person)
    about = {} if found is None else {name: found.about[name] for name in places if name in found.about}
    return auto_replies.post("written-answer", person, **about) is not None


def _may_be_theirs(mail: Mail) -> bool:
    """Return whether From may be who wrote it: where the receiving server looks, it must have agreed."""
    address = parseaddr(str(mail.get("From", "")))[1].lower()
    if address == parseaddr(settings.DEFAULT_FROM_EMAIL)[1].lower():
        return False
    if not settings.AUTHSERV_ID:
        return True
    results = [str(value) for value in mail.get_all("Authentication-Results", [])]
    domain = address.rpartition("@")[2]
    return authentication_results.is_authenticated(results, settings.AUTHSERV_ID, domain)


def _answered(mail: Mail, person) -> Message | None:
    """Return the message to this person that a mail answers: the nearest of those that it refers to."""
    named = [str(mail.get(name, "")) for name in ("References", "In-Reply-To")]
    tokens = OF_OURS.findall(" ".join(named))[-MOST:]
    known = {row.message_id: row for row in person.messages.filter(message_id__in=tokens)}
    return next((known[token] for token in reversed(tokens) if token in known), None)


def _page(person, about: dict) -> str:
    """Return the path of the page that a message was about, "" if there is none that this person may read."""
    for name, place in places.items():
        if name in about and (path := place(person, about[name])):
            return path
    return ""


@letter("written-answer", label=_("What I wrote to the address of your mails"))
def written_answer(message):
    path = _page(message.recipient, message.about)
    return Letter("mailing/email/written_answer", {"page_url": path and settings.SITE_URL + path})
