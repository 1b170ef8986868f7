"""Calendars to subscribe to: of all co-labs, of one forum, of one person.

See R-FEED-OPEN, R-FEED-TOKEN, R-FEED-STABLE, R-FEED-NO-NAMES and R-FEED-WINDOW.

A person's own feed has a secret address. Of its token only the digest is kept; it is shown once, can be
renewed and revoked, and opens nothing when the account is not active.
"""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import icalendar
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db.models import Q
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from events.calendar import invitations, itip
from events.models import CoLab, FeedKey, Registration
from forums.models import Forum

PAST = timedelta(days=90)  # how far back a feed goes
CALLED_OFF = timedelta(weeks=6)  # how long a co-lab that was called off stays in it
VISITOR = AnonymousUser()
LONG = ("description", "description_html", "search_vector", "chosen_because")  # what no entry shows


@dataclass(frozen=True)
class Feed:
    """One calendar. `changed_at` is None where it is empty."""

    name: str
    entries: list[itip.Entry]
    language: str
    changed_at: datetime | None

    def render(self):
        """The bytes, the same as long as nothing changed (R-FEED-STABLE)."""
        return itip.feed(self.name, self.entries)

    @property
    def version(self):
        """Tells these bytes from all others without making them: most readers have them already."""
        entries = sorted(map(repr, self.entries))
        return digest(repr((_PROGRAM, self.name, entries)).encode())


def public():
    """Every co-lab that anyone may see."""
    with translation.override(settings.LANGUAGE_CODE):
        return _of_all(CoLab.objects.visible_to(VISITOR), _("Co-Lab: all co-labs"), settings.LANGUAGE_CODE)


def of_forum(forum):
    """The co-labs of one public forum."""
    with translation.override(forum.language):
        name = _("Co-Lab: %(forum)s") % {"forum": forum}
    return _of_all(CoLab.objects.visible_to(VISITOR).filter(topic__forum=forum), name, forum.language)


def of_person(person):
    """A person's seats under the UIDs of their invitations, and the co-labs in which they have a role."""
    seats = Registration.objects.seated().filter(participant=person, colab__in=_shown(CoLab.objects.all()))
    with translation.override(person.language):
        entries = [
            invitations.entry(seat.colab, seat.uid, seat.sequence) for seat in seats.select_related("colab")
        ]
        entries += [_public_entry(colab) for colab in _shown(CoLab.objects.with_role(person)).defer(*LONG)]
        return _feed(_("Co-Lab: my co-labs"), entries, person.language)


def public_forums():
    """The forums that have a feed."""
    return Forum.objects.visible_to(VISITOR)


def _shown(colabs, now=None):
    """Announced, and for some weeks called off; the past 90 days and the future (R-FEED-WINDOW)."""
    now = now or timezone.now()
    stays = Q(state=CoLab.State.ANNOUNCED) | Q(called_off_at__gt=now - CALLED_OFF)
    return colabs.filter(stays, ends_at__gt=now - PAST).exclude(state=CoLab.State.DRAFT)


def _of_all(colabs, name, language):
    entries = []
    for colab in _shown(colabs).defer(*LONG):
        with translation.override(colab.language):  # its title and question are in this language
            entries.append(_public_entry(colab))
    return _feed(name, entries, language)


def _public_entry(colab):
    return invitations.entry(colab, colab.uid, colab.sequence)


def _feed(name, entries, language):
    changed_at = max((entry.last_modified for entry in entries), default=None)
    return Feed(name, entries, language, changed_at)


def digest(content):
    """The SHA-256 of bytes, in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


# Part of each version: what another program makes of the same entries may differ.
_PROGRAM = icalendar.__version__, digest(Path(itip.__file__).read_bytes())


# --- A person's key


def renew(person):
    """A new secret token for this person's feed; the one before opens nothing any more. Shown once."""
    token = secrets.token_urlsafe(32)
    FeedKey.objects.update_or_create(
        participant=person, defaults={"digest": digest(token.encode()), "made_at": timezone.now()}
    )
    return token


def revoke(person):
    """The person's feed has no address any more."""
    FeedKey.objects.filter(participant=person).delete()


def reader(token):
    """The person whose feed a token opens, or None."""
    keys = FeedKey.objects.filter(digest=digest(token.encode()), participant__is_active=True)
    key = keys.select_related("participant").first()
    return key and key.participant


def key_of(person):
    """The FeedKey of a person, who may be a visitor; None where there is none."""
    return FeedKey.objects.filter(participant=person.pk).first() if person.is_authenticated else None
