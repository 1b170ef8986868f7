from learning.models.experiments import Experiment, Trial
from learning.models.outputs import Contributor, Output, Use

__all__ = ["Contributor", "Experiment", "Output", "Trial", "Use"]
