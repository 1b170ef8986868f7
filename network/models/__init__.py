from network.models.connections import Connection
from network.models.introductions import Introduction
from network.models.picks import Openness, Pick
from network.models.steps import NextStep, StepPart

__all__ = ["Connection", "Introduction", "NextStep", "Openness", "Pick", "StepPart"]
