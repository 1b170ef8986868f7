from participants.models.invitations import Invitation, InvitationUse
from participants.models.person import ERASED, IMPORTED, Participant
from participants.models.records import AuditEntry, LimitCount
from participants.models.sections import SectionChoice

__all__ = [
    "ERASED",
    "IMPORTED",
    "AuditEntry",
    "Invitation",
    "InvitationUse",
    "LimitCount",
    "Participant",
    "SectionChoice",
]
