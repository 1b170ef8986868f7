"""Co-labs, registrations, and what calendars store."""

from events.models.attendance import Attendance
from events.models.calendar import CalendarReply, FeedKey, ReplyCount
from events.models.colab import CoLab, Move
from events.models.entries import EntryVersion, RoleEntry
from events.models.hour import HourState
from events.models.hour_plan import Objective, RunningHour, Step
from events.models.offset_snapshot import OffsetSnapshot
from events.models.registration import Registration, RoomEntry
from events.models.role_offer import RoleOffer

__all__ = [
    "Attendance",
    "CalendarReply",
    "CoLab",
    "EntryVersion",
    "FeedKey",
    "HourState",
    "Move",
    "Objective",
    "OffsetSnapshot",
    "Registration",
    "ReplyCount",
    "RoleEntry",
    "RoleOffer",
    "RoomEntry",
    "RunningHour",
    "Step",
]
