"""Waits until nobody uses the embedded services of a place, then stops them (see `place`)."""

import os
import sys

from devserver.embedded.place import Place


def main(lock, directory, quick):
    os.chdir("/")
    Place(directory, quick=quick == "1").stop_if_unused(wait=True, keeper=int(lock))


if __name__ == "__main__":
    main(*sys.argv[1:])
