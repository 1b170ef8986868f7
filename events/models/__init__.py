from events.models.colab import CoLab, Move
from events.models.registration import Registration, Visit

__all__ = ["CoLab", "Move", "Registration", "Visit"]
