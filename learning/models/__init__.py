from learning.models.experiments import Experiment, Trial
from learning.models.monthly import MonthlyDigest, MonthlyLine
from learning.models.outputs import Contributor, Output
from learning.models.readings import ValueReading
from learning.models.reflections import Reflection
from learning.models.uses import Use

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
