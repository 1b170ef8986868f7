#!/usr/bin/env python
"""Holds the requirement files against the environment: each package pinned, none missing, none too many."""

import re
import subprocess
import sys
from importlib import metadata
from pathlib import Path

from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parent.parent
OLDEST = "3.11.0"
TOOLS = {"pip", "setuptools", "wheel"}  # of the environment itself


def pinned(file):
    """The packages of a file by name, and complaints. Those asked for must each say why they are there."""
    packages, complaints, asked_for, why = {}, [], False, ""
    for line in (ROOT / file).read_text().splitlines():
        text, comment = (half.strip() for half in [*line.split("#", 1), ""][:2])
        if not text:
            asked_for = "Asked for" in comment if comment.startswith("---") else asked_for
            why = "" if comment.startswith("---") else comment
        elif not re.fullmatch(r"[\w.\[\],-]+==[\w.]+( ; .+)?|-r requirements\.txt", text):
            complaints.append(f"{file}: not pinned: {text}")
        elif not text.startswith("-r"):
            requirement = Requirement(text)
            packages[canonicalize_name(requirement.name)] = requirement
            if asked_for and not (comment or why):
                complaints.append(f"{file}: no reason given: {text}")
    return packages, complaints


def main():
    runtime, complaints = pinned("requirements.txt")
    development, more = pinned("requirements-dev.txt")
    complaints += more + [f"pinned twice: {name}" for name in runtime.keys() & development.keys()]
    wanted = {name: str(pin.specifier) for name, pin in {**runtime, **development}.items() if applies(pin)}
    held = {
        canonicalize_name(package.metadata["Name"]): f"=={package.version}"
        for package in metadata.distributions()
    }
    for name in sorted(wanted.keys() | held.keys() - TOOLS):
        if wanted.get(name) != held.get(name):
            complaints.append(f"{name}: pinned {wanted.get(name)}, installed {held.get(name)}")
    complaints += [
        f"{package.metadata['Name']} needs a newer Python"
        for package in metadata.distributions()
        if newer(package)
    ]
    for name, pin in runtime.items():
        complaints += missing(name, pin, runtime) if name in held else []
    sys.exit("\n".join(complaints) or subprocess.call([sys.executable, "-m", "pip", "check"]))


def applies(pin):
    return pin.marker is None or pin.marker.evaluate()


def newer(package):
    """Whether it leaves out the oldest Python that Co-Lab promises to run on."""
    return OLDEST not in SpecifierSet(package.metadata["Requires-Python"] or "")


def missing(name, pin, runtime):
    """What a package of requirements.txt needs and only the development file, or neither, has."""
    for text in metadata.requires(name) or []:
        need = Requirement(text)
        wanted = need.marker is None or any(
            need.marker.evaluate({"extra": extra}) for extra in ["", *pin.extras]
        )
        if wanted and canonicalize_name(need.name) not in runtime:
            yield f"requirements.txt lacks {need.name}, which {name} needs"


main()
