from learning.models.experiments import Experiment, Trial
from learning.models.monthly import MonthlyDigest, MonthlyLine
from learning.models.outputs import Contributor, Output, Use
from learning.models.readings import ValueReading
from learning.models.reflections import Reflection

__all__ = [
    "Contributor",
    "Experiment",
    "MonthlyDigest",
    "MonthlyLine",
    "Output",
    "Reflection",
    "Trial",
    "Use",
    "ValueReading",
]
