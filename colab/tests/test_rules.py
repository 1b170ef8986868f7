"""Each rule of `docs/rules.md` is cited and tested, and each cited name is a rule."""

import re
from collections import Counter
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings

ROOT = Path(settings.BASE_DIR)
PAGE = ROOT / "docs" / "rules.md"
SUFFIXES = {".css", ".html", ".js", ".md", ".po", ".py", ".sh", ".toml", ".txt", ".yml"}
NOT_OURS = {"node_modules", "staticfiles", "var", "htmlcov"}

NAME = re.compile(r"\bR-[A-Z]+(?:-[A-Z]+)*\b")
HEADING = re.compile(rf"^### ({NAME.pattern})$", re.M)
NUMBERED = re.compile(
    r"\brules? \d|\bcalendars(?:\.md)?, (?:rules? )?\d|\bdesign, (?:section|rules?) ?\d|\bstyle, \d|_rule_\d",
    re.I,
)


def texts(root=ROOT):
    """Yield (path, text) of everything that may cite a rule; of hidden folders only `.ci`."""
    for path in sorted(root.iterdir()):
        if path.is_dir():
            if path.name == ".ci" or not (path.name.startswith(".") or path.name in NOT_OURS):
                yield from texts(path)
        elif path.suffix in SUFFIXES and path != PAGE:
            yield path, path.read_text(encoding="utf-8")


def defined(page):
    return HEADING.findall(page)


def cited(files):
    """Return {name: paths that cite it}."""
    found = {}
    for path, text in files:
        for name in NAME.findall(text):
            found.setdefault(name, set()).add(path)
    return found


def undefined(files, page):
    return sorted(cited(files).keys() - set(defined(page)))


def untested(files, page):
    tests = ((path, text) for path, text in files if path.name.startswith("test_"))
    return sorted(set(defined(page)) - cited(tests).keys())


def by_number(files):
    return [(path, match[0]) for path, text in files for match in NUMBERED.finditer(text)]


@pytest.fixture(scope="module")
def files():
    return list(texts())


@pytest.fixture(scope="module")
def page():
    return PAGE.read_text(encoding="utf-8")


def test_every_rule_that_is_cited_exists(files, page):
    assert undefined(files, page) == []


def test_a_rule_that_refers_to_another_refers_to_one_that_exists(page):
    assert set(NAME.findall(page)) == set(defined(page))


def test_every_rule_is_named_by_a_test(files, page):
    assert untested(files, page) == []


def test_every_rule_is_defined_once_with_a_source(page):
    sections = HEADING.split(page)[1:]

    assert [name for name, times in Counter(sections[::2]).items() if times > 1] == []
    assert [
        name for name, text in zip(sections[::2], sections[1::2], strict=True) if "Source:" not in text
    ] == []


def test_no_rule_is_cited_by_a_number(files):
    assert by_number(files) == []


def test_no_model_grades_a_person():
    """Check R-NO-RANKS."""
    grade = re.compile(r"karma|badge|reputation|points|score|level|likes?\b|expert", re.I)
    ours = (model for model in apps.get_models() if model.__module__.partition(".")[0] in _folders())

    assert [
        f"{model.__name__}.{field.name}"
        for model in ours
        for field in model._meta.get_fields()
        if grade.search(field.name)
    ] == []


def _folders():
    return {path.name for path in ROOT.iterdir() if path.is_dir()}


# --- The readers above find what they are there for

INVENTED = "-".join(["R", "MADE", "UP"])


def test_a_citation_of_an_undefined_rule_is_found(page):
    assert undefined([(Path("views.py"), f'"""Return nothing ({INVENTED})."""')], page) == [INVENTED]


def test_a_rule_that_only_product_code_names_is_found_as_untested():
    source = [(Path("views.py"), INVENTED), (Path("test_views.py"), "def test_view(): ...")]

    assert untested(source, f"# The rules\n\n### {INVENTED}\n") == [INVENTED]
    assert untested([(Path("test_views.py"), INVENTED)], f"### {INVENTED}\n") == []


@pytest.mark.parametrize(
    "citation",
    [
        "(rule {})",
        "Rule {}: ",
        "rules {} to 13",
        "(calendars, {})",
        "calendars.md, rule {}",
        "(design, section {})",
    ],
)
def test_a_citation_by_number_is_found(citation):
    text = citation.format(9)

    assert len(by_number([(Path("views.py"), f"# {text}"), (Path("page.html"), "the rules of 2026")])) == 1


def test_files_of_every_kind_are_read_but_not_those_of_others(tmp_path):
    for name in [".ci/run.sh", "app/a.py", "templates/a.html", "var/a.py", ".venv/a.py", "app/a.png"]:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("")

    read = [str(path.relative_to(tmp_path)) for path, _ in texts(tmp_path)]

    assert read == [".ci/run.sh", "app/a.py", "templates/a.html"]
