from learning.models.experiments import Experiment, Trial
from learning.models.outputs import Contributor, Output, Use
from learning.models.readings import ValueReading
from learning.models.reflections import Reflection

__all__ = ["Contributor", "Experiment", "Output", "Reflection", "Trial", "Use", "ValueReading"]
