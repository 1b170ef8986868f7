"""The scripts of .ci as modules, for tests of them."""

import importlib
import sys
from pathlib import Path

FOLDER = Path(__file__).resolve().parents[1] / ".ci"


def load(name):
    if str(FOLDER) not in sys.path:
        sys.path.append(str(FOLDER))
    return importlib.import_module(name)
