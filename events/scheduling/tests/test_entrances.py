"""The entrances of the package: product code outside it imports `finder` and `time_check`, nothing else."""

import ast
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
PACKAGE = ROOT / "events" / "scheduling"
ENTRANCES = {"events.scheduling.finder", "events.scheduling.time_check"}


def imported(source):
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module == "events.scheduling":
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module or ""


def test_other_packages_import_the_finder_and_the_time_check_only():
    product = [path for path in ROOT.glob("[a-z]*/**/*.py") if not {"tests", "bench", "var"} & {*path.parts}]
    outside = [path for path in product if PACKAGE not in path.parents]

    strays = {
        str(path.relative_to(ROOT)): name
        for path in outside
        for name in imported(path.read_text())
        if name.startswith("events.scheduling") and name not in ENTRANCES
    }

    assert strays == {}
