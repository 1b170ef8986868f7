"""Co-labs, registrations, and what calendars store."""

from events.models.calendar import CalendarReply, FeedKey, ReplyCount
from events.models.colab import CoLab, Move
from events.models.entries import EntryVersion, RoleEntry
from events.models.offset_snapshot import OffsetSnapshot
from events.models.registration import Registration, RoomEntry

__all__ = [
    "CalendarReply",
    "CoLab",
    "EntryVersion",
    "FeedKey",
    "Move",
    "OffsetSnapshot",
    "Registration",
    "ReplyCount",
    "RoleEntry",
    "RoomEntry",
]
