"""What is deleted each day because its time is over; each part declares its own steps.

pruning.steps.add("settled reports", reports.prune)
"""

import logging

from core.registry import Registry

log = logging.getLogger(__name__)

steps = Registry("what is pruned each day")  # functions without arguments that return a number of rows


def run():
    """Run every step; one that fails is logged and does not stop the rest. Return {name: rows}."""
    pruned = {}
    for name, step in steps.items():
        try:
            pruned[name] = step()
        except Exception:
            log.exception("Pruning %s did not go well; it is tried again tomorrow.", name)
    return pruned
