"""Rendering of letters to mails in the reader's zone and language (R-READERS-CLOCK, R-OUTBOX)."""

import re
from contextlib import contextmanager
from functools import cache
from urllib.parse import urlsplit

import css_inline
from django.conf import settings
from django.template import Context
from django.template.loader import get_template
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.html import linebreaks, urlize

from core.text import languages, lines
from core.timezones import display
from mailing import preferences
from mailing.transport import mime


@contextmanager
def as_read_by(message):
    """Activate the zone, clock and language of the message's reader; the site's if there is no account."""
    person = message.recipient
    language = person.language if person else message.about.get("language", settings.LANGUAGE_CODE)
    zone = person.zone if person else message.about.get("zone", settings.TIME_ZONE)
    clock = display.clock(person.clock if person else "")
    with timezone.override(zone), translation.override(language), clock:
        yield


def render(message, kind, letter):
    """Return (subject, bytes of the mail) of a letter. The reader's zone and language must be active."""
    unsubscribe_url = ""
    if kind.optional and message.recipient:
        unsubscribe_url = preferences.unsubscribe_url(message.recipient, kind.name)
    subject, text, html = texts(message, letter, unsubscribe_url)
    mail = mime.Mail(
        subject=subject,
        text=text,
        html=html or linebreaks(urlize(text, autoescape=True)),
        sender=settings.DEFAULT_FROM_EMAIL,
        recipient=message.address or message.recipient.email,
        message_id=mime.message_id(message.message_id, urlsplit(settings.SITE_URL).hostname),
        calendar=letter.calendar,
        unsubscribe_url=unsubscribe_url,
        sent_at=timezone.now(),
        language=languages.tag(translation.get_language()),
    )
    return lines.cut(subject, 250), mime.render(mail)


def texts(message, letter, unsubscribe_url=""):
    """Return (subject, text, HTML) of a letter."""
    if not letter.template:
        return letter.subject, letter.text, letter.html
    context = {
        "recipient": message.recipient,
        "site_url": settings.SITE_URL,
        "unsubscribe_url": unsubscribe_url,
        "notices_url": settings.SITE_URL + reverse("mailing:notices") if message.recipient else "",
        "language": translation.get_language(),
    } | letter.context
    subject = lines.clean(_plain(f"{letter.template}_subject.txt", context))
    text = re.sub(r"\n{3,}", "\n\n", _plain(f"{letter.template}.txt", context)).strip() + "\n"
    html = get_template(f"{letter.template}.html").render(context | {"subject": subject})
    return subject, text, inlined(html)


def _plain(template, context):
    return get_template(template).template.render(Context(context, autoescape=False))


def inlined(html):
    """Return the document with its styles inlined, for clients that ignore `<style>`.

    `@media` rules, such as those of dark mode, stay in its head. Nothing is fetched.
    """
    return _inliner().inline(html)


@cache
def _inliner():
    return css_inline.CSSInliner(
        keep_style_tags=False,
        keep_at_rules=True,
        minify_css=True,
        load_remote_stylesheets=False,
    )
