"""Co-labs, registrations, and what calendars store."""

from events.models.attendance import Attendance
from events.models.calendar import CalendarReply, FeedKey, ReplyCount
from events.models.colab import CoLab, Move
from events.models.entries import EntryVersion, RoleEntry
from events.models.hour import HourState
from events.models.offset_snapshot import OffsetSnapshot
from events.models.registration import Registration, RoomEntry

__all__ = [
    "Attendance",
    "CalendarReply",
    "CoLab",
    "EntryVersion",
    "FeedKey",
    "HourState",
    "Move",
    "OffsetSnapshot",
    "Registration",
    "ReplyCount",
    "RoleEntry",
    "RoomEntry",
]
