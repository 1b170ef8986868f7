"""Calendar feeds: of all co-labs, of a forum, of a person.

See R-FEED-OPEN, R-FEED-TOKEN, R-FEED-STABLE, R-FEED-NO-NAMES and R-FEED-WINDOW.
"""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import icalendar
from django.contrib.auth.models import AnonymousUser
from django.db.models import Q
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from events.calendar import invitations, itip
from events.models import CoLab, FeedKey, Registration
from forums.models import Forum

PAST = timedelta(days=90)  # R-FEED-WINDOW
CALLED_OFF = timedelta(weeks=6)
VISITOR = AnonymousUser()
LONG = (  # fields that no entry shows
    *("description", "description_html", "search_vector", "chosen_because"),
    *("topic__search_vector", "topic__forum__principles", "topic__forum__principles_html"),
)


@dataclass(frozen=True)
class Feed:
    """A calendar; `changed_at` is None if it is empty."""

    name: str
    entries: list[itip.Entry]
    language: str
    changed_at: datetime | None

    def render(self):
        """Return the bytes, identical while nothing changed (R-FEED-STABLE)."""
        return itip.feed(self.name, self.entries)

    @property
    def version(self):
        """A hash of what the bytes depend on, computed without rendering: most requests end with a 304."""
        entries = sorted(map(repr, self.entries))
        return digest(repr((_PROGRAM, self.name, entries)).encode())


def public(language):
    """Return the calendar of all; its name is in this language, each entry in that of its co-lab."""
    with translation.override(language):
        return _of_all(CoLab.objects.visible_to(VISITOR), _("Co-Lab: all co-labs"), language)


def of_forum(forum):
    with translation.override(forum.language):
        name = _("Co-Lab: %(forum)s") % {"forum": forum}
    return _of_all(CoLab.objects.visible_to(VISITOR).filter(topic__forum=forum), name, forum.language)


def of_person(person):
    """Return the seats of a person, under the UIDs of the invitations, and the co-labs with a role."""
    seats = Registration.objects.seated().of_readers().filter(participant=person)
    seats = seats.filter(colab__in=_shown(CoLab.objects.all())).select_related("colab__topic__forum")
    with translation.override(person.language):
        entries = [invitations.entry(seat.colab, seat.uid, seat.sequence) for seat in seats]
        entries += [_public_entry(colab) for colab in _shown(CoLab.objects.with_role(person)).defer(*LONG)]
        return _feed(_("Co-Lab: my co-labs"), entries, person.language)


def public_forums():
    return Forum.objects.visible_to(VISITOR)


def _shown(colabs, now=None):
    now = now or timezone.now()
    stays = Q(state=CoLab.State.ANNOUNCED) | Q(called_off_at__gt=now - CALLED_OFF)
    shown = colabs.filter(stays, ends_at__gt=now - PAST).exclude(state=CoLab.State.DRAFT)
    return shown.select_related("topic__forum")


def _of_all(colabs, name, language):
    entries = []
    for colab in _shown(colabs).defer(*LONG):
        with translation.override(colab.language):  # that of its title and question
            entries.append(_public_entry(colab))
    return _feed(name, entries, language)


def _public_entry(colab):
    return invitations.entry(colab, colab.uid, colab.sequence)


def _feed(name, entries, language):
    changed_at = max((entry.last_modified for entry in entries), default=None)
    return Feed(name, entries, language, changed_at)


def digest(content):
    return hashlib.sha256(content).hexdigest()


# Part of each version: another release may render the same entries in another way.
_PROGRAM = icalendar.__version__, digest(Path(itip.__file__).read_bytes())


# --- Keys of personal feeds


def renew(person):
    """Return a new token for the feed of a person, and invalidate the previous one (R-FEED-TOKEN)."""
    token = secrets.token_urlsafe(32)
    FeedKey.objects.update_or_create(
        participant=person, defaults={"digest": digest(token.encode()), "made_at": timezone.now()}
    )
    return token


def revoke(person):
    FeedKey.objects.filter(participant=person).delete()


def reader(token):
    """Return the active person whose feed a token opens, or None."""
    keys = FeedKey.objects.filter(digest=digest(token.encode()), participant__is_active=True)
    key = keys.select_related("participant").first()
    return key and key.participant


def key_of(person):
    return FeedKey.objects.filter(participant=person.pk).first() if person.is_authenticated else None
