"""Registrations as iTIP messages (RFC 5546).

See R-ONE-UID, R-ICS-SEQUENCE, R-ICS-ATTENDEE and R-ICS-CANCEL.
"""

from datetime import UTC

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from core.timezones import display
from events.calendar import itip


def link(colab):
    """Return the URL of the page of a co-lab, the only URL in mails and calendars (R-ICS-LINK)."""
    return settings.SITE_URL + colab.get_absolute_url()


def utc_words(colab):
    """Return the start in UTC, on the clock of 24 hours: "December 7, 2026, 18:00 UTC", "18 h UTC"."""
    with display.clock("24"):
        hour = display.time_words(colab.starts_at, UTC)
    return f"{display.date_words(colab.starts_at, UTC, 'long')}, {hour} UTC"


def entry(colab, uid, sequence):
    url = link(colab)
    room = _("The room opens from this page:") + "\n" + url
    return itip.Entry(
        uid=uid,
        sequence=sequence,
        starts_at=colab.starts_at,
        ends_at=colab.ends_at,
        summary=colab.title_outside,
        description="\n\n".join(filter(None, [colab.question_outside, room])),
        url=url,
        created=colab.created_at,
        last_modified=colab.revised_at,
        called_off=colab.is_called_off,
    )


def request(registration, partstat="ACCEPTED"):
    """Return (METHOD, bytes) of a REQUEST for a seat."""
    shown = entry(registration.colab, registration.uid, registration.sequence)
    return "REQUEST", itip.invitation(shown, *_mailboxes(registration), timezone.now(), partstat)


def cancel(registration, uid, sequence):
    """Return (METHOD, bytes) of a CANCEL for a seat.

    `uid` and `sequence` are passed since a registration that was renewed has another UID (R-ONE-UID).
    """
    shown = entry(registration.colab, uid, sequence)
    return "CANCEL", itip.cancellation(shown, *_mailboxes(registration), timezone.now())


def _mailboxes(registration):
    person = registration.participant
    return itip.Mailbox.parse(settings.DEFAULT_FROM_EMAIL), itip.Mailbox(person.email, person.name)
