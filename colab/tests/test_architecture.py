"""The arrows of docs/architecture.md: who may know whom, also inside functions and in string references."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
ORDER = ["participants", "forums", "events", "followups", "colab"]


def modules(app):
    """The Python of one part, without its tests."""
    for path in sorted((ROOT / app).rglob("*.py")):
        if "tests" not in path.parts:
            yield path


def known_by(source):
    """The parts that a source refers to: by import at any depth, by name, by "app.Model" strings."""
    found = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            found |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            found.add((node.module or "").partition(".")[0])
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            found |= set(re.findall(r"^(\w+)\.[A-Za-z_]\w*(?:\.\w+)*$", node.value))
    return found & set(ORDER)


@pytest.mark.parametrize("app", ORDER)
def test_a_part_knows_only_the_parts_to_its_left(app):
    allowed = set(ORDER[: ORDER.index(app) + 1])

    strays = {
        str(path.relative_to(ROOT)): sorted(known - allowed)
        for path in modules(app)
        if (known := known_by(path.read_text())) - allowed
    }

    assert strays == {}


@pytest.mark.parametrize(
    "source",
    [
        "import events.models",
        "def view():\n    from events import seats",
        "def ready():\n    import_module('events.letters')",
        "topic = ForeignKey('events.CoLab', on_delete=CASCADE)",
    ],
)
def test_the_reader_sees_every_way_of_knowing(source):
    assert known_by(source) == {"events"}


def test_a_name_in_a_sentence_is_not_a_reference():
    assert known_by('text = "See events. Then go on."') == set()


def test_every_arrow_stands_on_the_page():
    page = (ROOT / "docs" / "architecture.md").read_text()

    assert "  <-  ".join(ORDER) in page
