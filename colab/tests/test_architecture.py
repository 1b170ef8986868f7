"""The order of docs/architecture.md (R-ARROWS): which part and which package may know which.

Every import is read, also those inside functions, and every string that names a module or an `"app.Model"`.
"""

import ast
import re
from collections import Counter
from functools import cache
from pathlib import Path, PurePosixPath

import pytest

ROOT = Path(__file__).resolve().parents[2]

# A part knows those before it, never one after it. Inside a part, a package or module knows those in the
# earlier strings; those in one string do not know each other.
ORDER = {
    "core": ["cookies registry few", "text timezones database charts", "pruning web"],
    "mailing": [
        "models transport wakeup",
        "registry",
        "preferences",
        "delivery_schedule rendering",
        "outbox",
        "digests worker inbound postbox pages",
    ],
    "participants": [
        "regions daily_limits",
        "models",
        "audit limits",
        "profiles",
        "accounts",
        "imported_authors invitations privacy open_ends",
    ],
    "moderation": ["registry forms", "models", "hiding", "reports", "letters views"],
    "forums": ["kinds", "models", "search ranking", "spaces candidates", "challenges", "topics", "importing"],
    "events": [
        "models",
        "scheduling calendar room",
        "messages",
        "registration",
        "hour",
        "lifecycle replies pages",
        "zone_updates",
    ],
    "followups": ["models", "notes", "harvest requests pulse", "timeline pages"],
    "network": ["models", "connections", "introductions", "picks steps offers suggestions", "map", "pages"],
    "learning": [
        "models",
        "where moderated months",
        "library",
        "uses",
        "experiments outputs reflection",
        "monthly",
        "stages pictures value",
    ],
    "colab": ["context logs templatetags", "pages styleguide demo"],
}
# What Django and Celery look for by name ties a part together: it knows all of it, and nothing knows it.
GLUE = {"__init__", "admin", "apps", "management", "privacy", "tasks", "templatetags", "urls"}
GLUE_OF = {"colab": GLUE | {"celery", "settings", "wsgi"}}
BESIDE = {"devserver": {"colab"}, "testing": set()}  # and who may know it; neither is part of the product
ENTRANCES = {"events/scheduling": {"finder", "time_check"}}  # a package that is known by these modules only
FOLDER = 14  # modules at most, beside __init__


@cache
def sources():
    """{path: source} of all Python outside tests and migrations."""
    found = {}
    for part in [*ORDER, *BESIDE]:
        for path in sorted((ROOT / part).rglob("*.py")):
            relative = path.relative_to(ROOT)
            if not {"tests", "migrations"} & set(relative.parts) and path.name != "conftest.py":
                found[relative.as_posix()] = path.read_text()
    return found


@cache
def mentioned(source):
    """Dotted names that a source imports, at any depth, or holds as a string."""
    found = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, "imports are written out"
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            found |= set(re.findall(r"^(?:\w+)(?:\.\w+)+$", node.value))
    return found


def violations(tree):
    """Sentences about {path: source}; none where the house is in order."""
    found = [sentence for path, source in tree.items() for sentence in _strays(path, source)]
    folders = Counter(str(PurePosixPath(path).parent) for path in tree if not path.endswith("__init__.py"))
    return found + [f"{folder} has {count} modules" for folder, count in folders.items() if count > FOLDER]


def _strays(path, source):
    part, unit = _place(path.removesuffix(".py").split("/"))
    if part in ORDER and unit not in GLUE_OF.get(part, GLUE) and _level(part, unit) is None:
        yield f"{path} has no place in the order"
        return
    for name in sorted(mentioned(source)):
        other, package = _place(name.split("."))
        if other is not None and (other, package) != (part, unit) and not _may(part, unit, other, package):
            yield f"{path} knows {name}"
        elif _is_inside(name, path):
            yield f"{path} knows {name}, which is no entrance"


def _place(names):
    """(part, package or module of it) of a dotted name or path; (None, "") of another's."""
    part = names[0]
    return (
        (part, names[1] if len(names) > 1 else "__init__") if part in ORDER or part in BESIDE else (None, "")
    )


def _may(part, unit, other, package):
    if part == "devserver":
        return other == part
    if part in BESIDE:
        return True
    if other in BESIDE:
        return part in BESIDE[other]
    if other != part:
        return list(ORDER).index(other) < list(ORDER).index(part)
    if unit in GLUE_OF.get(part, GLUE) and _level(part, unit) is None:
        return True
    if package in GLUE_OF.get(part, GLUE) and _level(part, package) is None:
        return package == "__init__"
    level = _level(part, package)
    return level is None or level < _level(part, unit)  # None: a model, "events.Move"


def _level(part, unit):
    return next((at for at, units in enumerate(ORDER[part]) if unit in units.split()), None)


def _is_inside(name, path):
    for package, entrances in ENTRANCES.items():
        dotted = package.replace("/", ".") + "."
        if name.startswith(dotted) and not path.startswith(package + "/"):
            return name.removeprefix(dotted).partition(".")[0] not in entrances
    return False


def test_everything_knows_only_what_lies_below_it():
    assert violations(sources()) == []


@pytest.mark.parametrize(
    ("path", "source", "sentence"),
    [
        pytest.param(
            "forums/topics/topics.py",
            "from events.registration import seats",
            "forums/topics/topics.py knows events.registration.seats",
            id="an import of a higher part",
        ),
        pytest.param(
            "events/registration/seats.py",
            "def leave():\n    from events.lifecycle import colabs",
            "events/registration/seats.py knows events.lifecycle.colabs",
            id="an import of a higher package, inside a function",
        ),
        pytest.param(
            "participants/models/person.py",
            "topic = ForeignKey('events.CoLab', on_delete=CASCADE)",
            "participants/models/person.py knows events.CoLab",
            id="a model of a higher part, as a string",
        ),
        pytest.param(
            "forums/spaces/views.py",
            "import_module('forums.candidates.board')",
            "forums/spaces/views.py knows forums.candidates.board",
            id="a package beside it",
        ),
        pytest.param(
            "mailing/outbox.py",
            "from testing import make",
            "mailing/outbox.py knows testing.make",
            id="the tests' tools in the product",
        ),
        pytest.param(
            "devserver/runner.py",
            "import mailing.worker",
            "devserver/runner.py knows mailing.worker",
            id="a part in the development server",
        ),
        pytest.param(
            "devserver/runner.py",
            "from testing import waiting",
            "devserver/runner.py knows testing.waiting",
            id="the tests' tools in the development server",
        ),
        pytest.param(
            "events/pages/views.py",
            "from events.scheduling import fairness",
            "events/pages/views.py knows events.scheduling.fairness, which is no entrance",
            id="a package not by its entrances",
        ),
        pytest.param(
            "forums/helpers.py",
            "",
            "forums/helpers.py has no place in the order",
            id="a module without a place",
        ),
        pytest.param(
            "events/models/colabs.py",
            "from events.tasks import tick",
            "events/models/colabs.py knows events.tasks.tick",
            id="what ties a part together",
        ),
    ],
)
def test_it_is_named(path, source, sentence):
    assert violations(sources() | {path: source}) == [sentence]


def test_a_fifteenth_module_in_a_folder_is_named():
    tree = {f"core/text/module_{number}.py": "" for number in range(FOLDER)}

    assert violations({**tree, "core/text/__init__.py": ""}) == []
    assert violations({**tree, "core/text/one_more.py": ""}) == ["core/text has 15 modules"]


def test_a_name_in_a_sentence_is_not_a_reference():
    assert mentioned('text = "See events. Then go on."') == set()


def test_the_tests_of_each_part_are_run():
    listed = re.search(r"^testpaths = (.*)$", (ROOT / "pytest.ini").read_text(), re.MULTILINE)

    assert listed[1].split() == [*ORDER, *BESIDE]


def test_the_order_stands_on_the_page():
    page = (ROOT / "docs" / "architecture.md").read_text()

    assert "  <-  ".join(ORDER) in page
    for part, levels in ORDER.items():
        written = re.search(rf"^\| `{part}` \|.*\| (.*) \|$", page, re.MULTILINE)
        assert written, part
        assert re.sub(r"[`]", "", written[1]).split(" → ") == [", ".join(units.split()) for units in levels]
