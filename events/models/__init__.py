"""Co-labs, who takes part in them, and what calendars ask and reply."""

from events.models.calendar import CalendarReply, FeedKey, ReplyCount
from events.models.colab import CoLab, Move
from events.models.offset_snapshot import OffsetSnapshot
from events.models.registration import Registration, RoomEntry

__all__ = [
    "CalendarReply",
    "CoLab",
    "FeedKey",
    "Move",
    "OffsetSnapshot",
    "Registration",
    "ReplyCount",
    "RoomEntry",
]
