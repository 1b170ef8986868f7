#!/usr/bin/env python
import os
import sys

from django.core.management import execute_from_command_line

from devserver import embedded


def main():
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "colab.settings")
    try:
        embedded.provide()
    except embedded.Unavailable as problem:
        sys.exit(str(problem))
    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
