"""From a letter to the bytes of a mail, as its reader sees the world (R-READERS-CLOCK and R-OUTBOX)."""

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

from core.timezones import display
from mailing import mime, preferences


@contextmanager
def as_read_by(message):
    """The zone and the language of the message's reader; of the site where it is nobody's account."""
    person = message.recipient
    language = person.language if person else message.about.get("language", settings.LANGUAGE_CODE)
    zone = person.zone if person else message.about.get("zone", settings.TIME_ZONE)
    clock = display.clock(person.clock if person else "")
    with timezone.override(zone), translation.override(language), clock:
        yield


def render(message, kind, letter):
    """(subject, bytes of the mail) of a letter; its reader's zone and language are active."""
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
    )
    return subject[:250], mime.render(mail)


def texts(message, letter, unsubscribe_url=""):
    """(subject, text, HTML) of a letter."""
    if not letter.template:
        return letter.subject, letter.text, letter.html
    context = {
        "recipient": message.recipient,
        "site_url": settings.SITE_URL,
        "unsubscribe_url": unsubscribe_url,
        "notices_url": settings.SITE_URL + reverse("mailing:notices") if message.recipient else "",
        "language": translation.get_language(),
    } | letter.context
    subject = " ".join(_plain(f"{letter.template}_subject.txt", context).split())
    text = re.sub(r"\n{3,}", "\n\n", _plain(f"{letter.template}.txt", context)).strip() + "\n"
    html = get_template(f"{letter.template}.html").render(context | {"subject": subject})
    return subject, text, inlined(html)


def _plain(template, context):
    """A text template: nothing in it is HTML, so nothing is escaped."""
    return get_template(template).template.render(Context(context, autoescape=False))


def inlined(html):
    """The same document with its styles in its elements, for clients that have no `<style>`.

    What `@media` says, dark mode above all, stays in its head. Fetches nothing.
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
