from network.models.connections import Connection
from network.models.introductions import Introduction
from network.models.offers import NotNow, Offer
from network.models.picks import Openness, Pick
from network.models.steps import NextStep, StepPart

__all__ = ["Connection", "Introduction", "NextStep", "NotNow", "Offer", "Openness", "Pick", "StepPart"]
