"""The size of the code: modules, functions and templates, tests per line of code, direct dependencies.

python bench/size.py
"""

import ast
import re
import subprocess
from pathlib import Path
from statistics import median, quantiles

ROOT = Path(__file__).resolve().parents[1]
PARTS = (
    *("core", "mailing", "participants", "moderation", "forums", "events", "followups", "network", "colab"),
    *("devserver", "testing"),
)


def tracked(*patterns):
    listed = subprocess.run(  # noqa: S603
        ["git", "ls-files", *patterns],  # noqa: S607
        cwd=ROOT, capture_output=True, text=True, check=True,
    )  # fmt: skip
    return [ROOT / name for name in listed.stdout.splitlines()]


def lines(path):
    return sum(1 for line in path.read_text().splitlines() if line.strip())


def functions(path):
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node.end_lineno - node.lineno + 1, f"{path.relative_to(ROOT)}:{node.name}"


def spread(name, sizes):
    """Print a row: median, 90th percentile, largest and its place."""
    numbers = [number for number, _place in sizes]
    largest, place = max(sizes)
    print(
        f"{name:<22}{len(sizes):>6}{median(numbers):>8.0f}{quantiles(numbers, n=10)[8]:>8.0f}"
        f"{largest:>8}  {place}"
    )


def direct(path):
    return [line for line in path.read_text().splitlines() if re.match(r"[A-Za-z]", line)]


def main():
    code = [path for part in PARTS for path in tracked(f"{part}/*.py")]
    code = [path for path in code if "migrations" not in path.parts]
    tests = [path for path in code if {"tests", "testing"} & set(path.parts)]
    product = [path for path in code if path not in tests]
    print(f"{'':<22}{'number':>6}{'median':>8}{'90 %':>8}{'largest':>8}")
    whole = [(len(path.read_text().splitlines()), str(path.relative_to(ROOT))) for path in product]
    spread("modules", [row for row in whole if row[0]])
    spread("functions", [row for path in product for row in functions(path)])
    spread("test functions", [row for path in tests for row in functions(path) if ":test_" in row[1]])
    templates = tracked("templates/*.html")
    spread(
        "templates", [(len(path.read_text().splitlines()), str(path.relative_to(ROOT))) for path in templates]
    )
    written, tested = sum(map(lines, product)), sum(map(lines, tests))
    print(f"\n{written} lines of code, {tested} lines of tests: {tested / written:.2f} a line")
    for name in ("requirements.in", "requirements-dev.in"):
        print(f"{name}: {len(direct(ROOT / name))} direct dependencies")


if __name__ == "__main__":
    main()
