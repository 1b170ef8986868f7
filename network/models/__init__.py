from network.models.connections import Connection
from network.models.introductions import Introduction
from network.models.offers import NotNow, Offer
from network.models.picks import Openness, Pick
from network.models.readings import NetworkReading
from network.models.steps import NextStep, StepPart

__all__ = [
    "Connection",
    "Introduction",
    "NetworkReading",
    "NextStep",
    "NotNow",
    "Offer",
    "Openness",
    "Pick",
    "StepPart",
]
