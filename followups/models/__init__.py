"""What follows a co-lab: notes, harvest, pulses, follow-up requests, and topics that grew out of notes."""

from followups.models.harvest import Harvest, HarvestVoice, harvest_tags
from followups.models.notes import Comment, Dot, Insight, Origin
from followups.models.pulse import Extent, Pulse, Tick
from followups.models.requests import FollowUpRequest

__all__ = [
    "Comment",
    "Dot",
    "Extent",
    "FollowUpRequest",
    "Harvest",
    "HarvestVoice",
    "Insight",
    "Origin",
    "Pulse",
    "Tick",
    "harvest_tags",
]
