"""What is to be told of a calendar entry, and what its person answered.

What happened since the last mail that may have arrived is told by one message: by the first that is sent
(R-ONE-NEWS). It is rendered with the row of the co-lab locked, from what is so then.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import timedelta

from django.utils import timezone

from events.calendar import invitations
from events.models import CalendarReply, EntryVersion

ACCEPTED, NEEDS_ACTION = "ACCEPTED", "NEEDS-ACTION"
DECLINED = CalendarReply.Partstat.DECLINED
ONE_SECOND = timedelta(seconds=1)  # the smallest step of DTSTAMP


@dataclass(frozen=True)
class News:
    """What a message tells: a calendar object, and what changed since its person was told."""

    calendar: tuple[str, bytes] | None = None
    was: dict = field(default_factory=dict)  # "start", "minutes", "title": only what is another now


def seen(registrations):
    """Record what our page shows to those who get a seat in a co-lab now."""
    registrations = list(registrations)
    versions = [_version(each.uid, 0, registrations[0].colab) for each in registrations]
    EntryVersion.objects.bulk_create(versions)


# --- Mails


def request(message, entry):
    """Return the News of a message about a living entry, None if there is nothing new (R-ONE-NEWS).

    An object that was rendered before is sent again as it is, as long as it is true.
    """
    now = _version(entry.uid, entry.sequence, entry.colab, message, "REQUEST")
    versions = _versions([entry.uid])[entry.uid]
    last = next((version for version in versions if version.method), None)
    if message.content is not None:
        return News() if last and last.message_id == message.pk and _agree(last, now) else None
    if last and _agree(last, now) and last.will_arrive:
        return None
    partstat = partstat_of(entry, versions)
    _save(now, last)
    return News(invitations.request(entry, now.stamp, partstat), _differences(versions, now))


def cancel(message, colab, person, about):
    """Return the object that cancels an entry, None if nobody has it (R-OWN-ENTRY).

    `person` is a Mailbox; `about` holds `uid` and `sequence`: a renewed registration has another UID.
    """
    last = next((version for version in _versions([about["uid"]])[about["uid"]] if version.method), None)
    if last is None:
        return None
    now = _version(about["uid"], about["sequence"], colab, message, "CANCEL")
    _save(now, last)
    return invitations.cancel(colab, person, about["uid"], about["sequence"], now.stamp)


def _version(uid, sequence, colab, message=None, method=""):
    return EntryVersion(
        uid=uid,
        sequence=sequence,
        colab=colab,
        message=message,
        method=method,
        stamp=timezone.now().replace(microsecond=0),
        starts_at=colab.starts_at,
        ends_at=colab.ends_at,
        title=colab.title_outside,
    )


def _save(version, last):
    if last is not None:
        version.stamp = max(version.stamp, last.stamp + ONE_SECOND)
    version.save(force_insert=True)


def _versions(uids):
    """Return {uid: versions}, the newest first, the keys as they were given."""
    found = defaultdict(list)
    told = EntryVersion.objects.filter(uid__in=uids).select_related("message").defer("message__content")
    for version in told.order_by("-pk"):
        found[str(version.uid)].append(version)
    return {uid: found[str(uid)] for uid in uids}


def _agree(one, other):
    return (one.method, one.title, one.times) == (other.method, other.title, other.times)


def _differences(versions, now):
    """Compare with what the person certainly knows; where that is so again, with what may have arrived."""
    known = [version for version in versions if version.method != "CANCEL"]
    certain = [version for version in known if version.is_certain]
    for before in (*certain[:1], *known[:1]):
        was = {
            "start": before.starts_at if before.starts_at != now.starts_at else None,
            "minutes": before.minutes if before.minutes != now.minutes else None,
            # Nor what was told before its words stay (R-WORDS-STAY).
            "title": before.title if before.title != now.title and now.colab.words_leave else "",
        }
        if was := {name: value for name, value in was.items() if value}:
            return was
    return {}


# --- Answers


def answers(entries):
    """Return {uid: the last CalendarReply since the last change of time that was told, or None}."""
    uids = [entry.uid for entry in entries]
    versions, replies = _versions(uids), defaultdict(list)
    for reply in CalendarReply.objects.filter(uid__in=uids):
        replies[reply.uid].append(reply)
    return {entry.uid: _answer(entry, versions[entry.uid], replies[entry.uid]) for entry in entries}


def partstat_of(entry, versions=None):
    """Return the PARTSTAT that an object for this entry carries (R-ICS-ATTENDEE).

    A decline of which we are not sure, and which freed no seat, leaves the question open.
    """
    versions = _versions([entry.uid])[entry.uid] if versions is None else versions
    reply = _answer(entry, versions, CalendarReply.objects.filter(uid=entry.uid))
    if reply is not None:
        return reply.partstat if reply.authenticated or reply.partstat != DECLINED else NEEDS_ACTION
    return ACCEPTED if entry.is_by_own_will and _asked_since(entry, versions) == 0 else NEEDS_ACTION


def _answer(entry, versions, replies):
    since = _asked_since(entry, versions)
    valid = [reply for reply in replies if reply.sequence >= since]
    return max(valid, key=lambda reply: (reply.authenticated, reply.stamp), default=None)


def _asked_since(entry, versions):
    """Return the first SEQUENCE since the hour is what it is; 0 if no other was told."""
    if not versions:  # nothing is known of an entry from before there were versions
        return entry.sequence
    since, times = 0, (entry.colab.starts_at, entry.colab.ends_at)
    for version in versions:  # the newest first
        if version.times != times and version.method != "CANCEL":
            return since or version.sequence + 1
        since = version.sequence
    return 0
