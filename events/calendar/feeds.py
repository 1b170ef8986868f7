"""Calendar feeds: of all co-labs, of a forum, of a person.

See R-FEED-OPEN, R-FEED-TOKEN, R-FEED-STABLE, R-FEED-NO-NAMES and R-FEED-WINDOW.
"""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import icalendar
from django.contrib.auth.models import AnonymousUser
from django.db.models import Q
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from core.web.polling import digest
from events.calendar import invitations, itip
from events.models import CoLab, FeedKey, Registration, RoleEntry
from forums.models import Forum

PAST = timedelta(days=90)  # R-FEED-WINDOW
CALLED_OFF = timedelta(weeks=6)
VISITOR = AnonymousUser()
LONG = (  # fields that no entry shows
    *("description", "description_html", "search_vector", "chosen_because"),
    *("topic__search_vector", "topic__forum__supports", "topic__forum__supports_html"),
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
        colabs = CoLab.objects.visible_to(VISITOR).filter(topic__forum=forum)
        return _of_all(colabs, name, forum.language)


def of_person(person):
    """Return the seats and roles of a person, under the UIDs of the invitations."""
    seats = Registration.objects.seated().of_readers().filter(participant=person)
    seats = seats.filter(colab__in=_shown(CoLab.objects.all())).select_related("colab__topic__forum")
    with translation.override(person.language):
        entries = [own_entry(seat.colab, seat) for seat in seats]
        roles = RoleEntry.objects.current().filter(
            participant=person, colab__ends_at__gt=timezone.now() - PAST
        )
        mine, colabs = {role.colab_id: role for role in roles}, _shown(CoLab.objects.with_role(person))
        entries += [own_entry(colab, mine.get(colab.pk)) for colab in colabs.defer(*LONG)]
        return _feed(_("Co-Lab: my co-labs"), entries, person.language)


def own_entry(colab, entry=None):
    """Return the Entry of a co-lab by a seat or roles; the public one without `entry`."""
    known, seat = entry or colab, isinstance(entry, Registration)
    return invitations.entry(colab, known.uid, known.sequence, seat=seat, title=_title(colab))


def of_reader(colab, person):
    """Return the Entry of a co-lab for its page: one's own, so that it is not there twice."""
    if not person.is_authenticated:
        return own_entry(colab)
    seat = colab.registrations.seated().of_readers().filter(participant=person).first()
    has_role = seat is None and colab.role_of(person) is not None
    role = colab.role_entries.current().filter(participant=person).first() if has_role else None
    return own_entry(colab, seat or role)


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
        title = _title(colab)
        with translation.override(colab.language):  # that of its title and question
            entries.append(invitations.entry(colab, colab.uid, colab.sequence, title=title))
    return _feed(name, entries, language)


def _title(colab):
    """Return the title, which says it where a co-lab is called off (R-FEED-WINDOW)."""
    title = colab.title_outside
    return _("Called off: %(title)s") % {"title": title} if colab.is_called_off else title


def _feed(name, entries, language):
    changed_at = max((entry.last_modified for entry in entries), default=None)
    return Feed(name, entries, language, changed_at)


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
