"""The checks of .ci as modules, for tests that make a mistake on purpose and see it caught."""

import importlib
import sys

from django.conf import settings


def load(name):
    folder = str(settings.BASE_DIR / ".ci")
    if folder not in sys.path:
        sys.path.append(folder)
    return importlib.import_module(name)
