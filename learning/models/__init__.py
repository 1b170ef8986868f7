from learning.models.experiments import Experiment, Trial

__all__ = ["Experiment", "Trial"]
