"""The files of the product, found by git: no part has to be listed."""

import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
OUTSIDE = {".ci", "bench", "migrations", "testing", "tests"}


def tracked(*patterns, root=ROOT):
    """Return tracked and new files that match, sorted, relative to the root; ignored ones are left out."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard", "--", *patterns]
    listed = subprocess.check_output(command, cwd=root, text=True).split("\0")  # noqa: S603
    return [Path(name) for name in sorted(filter(None, listed)) if (root / name).exists()]


def modules(root=ROOT):
    """Return the Python modules of the product, without tests and tools."""
    found = [path for path in tracked("*.py", root=root) if not OUTSIDE & set(path.parts)]
    return [path for path in found if path.name != "conftest.py"]


def templates(root=ROOT):
    return [path for path in tracked("*.html", "*.txt", root=root) if "templates" in path.parts]
