from learning.models.experiments import Experiment, Trial
from learning.models.reflections import Reflection

__all__ = ["Experiment", "Reflection", "Trial"]
