"""A registration as a calendar entry, and the calendar part of the mails about it.

See R-ONE-UID, R-ICS-SEQUENCE, R-ICS-ATTENDEE and R-ICS-CANCEL.
"""

from datetime import UTC

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from core.timezones import display
from events.calendar import itip


def link(colab):
    """The address of the co-lab's page, the only one that stands in mails and calendars (R-ICS-LINK)."""
    return settings.SITE_URL + colab.get_absolute_url()


def utc_words(colab):
    """Its start in UTC, which a mail says beside the local times."""
    start = colab.starts_at.astimezone(UTC)
    return f"{display.date_words(start, 'UTC', 'long')}, {start:%H:%M} UTC"


def entry(colab, uid, sequence):
    """What a calendar shows of a co-lab, under the UID and SEQUENCE of a registration or its own."""
    url = link(colab)
    return itip.Entry(
        uid=uid,
        sequence=sequence,
        starts_at=colab.starts_at,
        ends_at=colab.ends_at,
        summary=colab.title,
        description="\n\n".join([colab.question, _("The room opens from this page:") + "\n" + url]),
        url=url,
        created=colab.created_at,
        last_modified=colab.revised_at,
        called_off=colab.is_called_off,
    )


def request(registration, partstat="ACCEPTED"):
    """(METHOD, bytes) that put the entry of a seat into a calendar, or change it there."""
    shown = entry(registration.colab, registration.uid, registration.sequence)
    return "REQUEST", itip.invitation(shown, *_both(registration), timezone.now(), partstat)


def cancel(registration, uid, sequence):
    """(METHOD, bytes) that take the entry of a seat out of a calendar.

    The UID and SEQUENCE are those the entry had: who came back meanwhile has another one.
    """
    shown = entry(registration.colab, uid, sequence)
    return "CANCEL", itip.cancellation(shown, *_both(registration), timezone.now())


def _both(registration):
    person = registration.participant
    return itip.Mailbox.parse(settings.DEFAULT_FROM_EMAIL), itip.Mailbox(person.email, person.name)
