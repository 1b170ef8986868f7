from events.models.calendar import Answer, FeedKey, ReplyCount
from events.models.colab import CoLab, Move
from events.models.offset_snapshot import Readings
from events.models.registration import Registration, Visit

__all__ = ["Answer", "CoLab", "FeedKey", "Move", "Readings", "Registration", "ReplyCount", "Visit"]
