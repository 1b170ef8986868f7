"""The entries of people as iTIP messages (RFC 5546).

See R-ONE-UID, R-ICS-SEQUENCE, R-ICS-ATTENDEE and R-ICS-CANCEL.
"""

from datetime import UTC

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from core.timezones import display
from events.calendar import itip
from events.models import Registration


def link(colab):
    """Return the URL of the page of a co-lab, which stands in mails and calendars (R-ICS-LINK)."""
    return settings.SITE_URL + colab.get_absolute_url()


def utc_words(colab):
    """Return the start in UTC, on the clock of 24 hours: "December 7, 2026, 18:00 UTC", "18 h UTC"."""
    with display.clock("24"):
        hour = display.time_words(colab.starts_at, UTC)
    return f"{display.date_words(colab.starts_at, UTC, 'long')}, {hour} UTC"


def entry(colab, uid, sequence, *, seat=False, title=None):
    """Return the Entry of a co-lab. That of a `seat` says where the seat is given back."""
    url = link(colab)
    room = _("The room opens from this page:") + "\n" + url
    back = _("You cannot come? Give your seat back here:") + "\n" + leave_link(colab)
    gives_back = seat and colab.is_announced
    return itip.Entry(
        uid=uid,
        sequence=sequence,
        starts_at=colab.starts_at,
        ends_at=colab.ends_at,
        summary=colab.title_outside if title is None else title,
        description="\n\n".join(filter(None, [colab.question_outside, room, back if gives_back else ""])),
        url=url,
        created=colab.created_at,
        last_modified=colab.revised_at,
        called_off=colab.is_called_off,
    )


def leave_link(colab):
    """Return the URL of the page that asks whether a seat is given back (R-LINKS-ASK)."""
    return settings.SITE_URL + reverse("events:leave", args=[colab.pk])


def request(entry_of_person, stamp, partstat):
    """Return (METHOD, bytes) of a REQUEST for a CalendarEntry."""
    person, colab = entry_of_person.participant, entry_of_person.colab
    seat = isinstance(entry_of_person, Registration)
    shown = entry(colab, entry_of_person.uid, entry_of_person.sequence, seat=seat)
    mailboxes = organizer(), itip.Mailbox(person.email, person.name)
    return "REQUEST", itip.invitation(shown, *mailboxes, stamp, partstat)


def cancel(colab, person, uid, sequence, stamp):
    """Return (METHOD, bytes) of a CANCEL; `person` is a Mailbox."""
    shown = entry(colab, uid, sequence)
    return "CANCEL", itip.cancellation(shown, organizer(), person, stamp)


def organizer():
    return itip.Mailbox.parse(settings.DEFAULT_FROM_EMAIL)
