#!/usr/bin/env python
"""Finds unused code of the product by vulture; code that only tests use is unused.

Names count as used in tags of templates, in strings that are one name or one dotted path (a setting, a field
of a query, an attribute for `getattr`), as settings, and as members of choices. Names that Django and other
packages call are in pyproject.toml, [tool.vulture].
"""

import ast
import re
import sys
from pathlib import Path

import sources
from vulture import Vulture
from vulture.config import make_config

TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}", re.DOTALL)
NAME = re.compile(r"[A-Za-z_]\w*")
PATH = re.compile(r"-?\w+(\.\w+)*")


def of_template(source):
    return {name for tag in TAG.findall(source) for name in NAME.findall(tag)}


def of_strings(source):
    """Return names in strings; `author__name` contains `author` and `name`."""
    values = [node.value for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Constant)]
    paths = [value for value in values if isinstance(value, str) and PATH.fullmatch(value)]
    return {part for path in paths for name in NAME.findall(path) for part in (name, *name.split("__"))}


def of_choices(source):
    """Yield members of enumerations of choices, which are used by their values."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.ClassDef) and any("Choices" in ast.unparse(base) for base in node.bases):
            yield from (name.id for name in ast.walk(node) if isinstance(name, ast.Name))


def of_settings(source):
    return {name for name in NAME.findall(source) if name.isupper()}


def unused(modules, templates=()):
    """Return the findings of vulture, as lines, in {name: source}."""
    settings = make_config(["unused", "--config", str(sources.ROOT / "pyproject.toml")])
    vulture = Vulture(ignore_names=settings["ignore_names"], ignore_decorators=settings["ignore_decorators"])
    for name, source in modules.items():
        vulture.scan(source, filename=name)
        vulture.used_names.update(of_strings(source), of_choices(source))
        vulture.used_names.update(of_settings(source) if "settings" in Path(name).parts else ())
    for source in templates:
        vulture.used_names.update(of_template(source))
    found = vulture.get_unused_code(min_confidence=settings["min_confidence"], sort_by_size=False)
    return [f"{item.filename}:{item.first_lineno}: {item.message}" for item in found]


def main():
    modules = {str(path): (sources.ROOT / path).read_text(encoding="utf-8") for path in sources.modules()}
    templates = [(sources.ROOT / path).read_text(encoding="utf-8") for path in sources.templates()]
    found = unused(modules, templates)
    sys.exit("\n".join([*found, "Nothing uses these."]) if found else 0)


if __name__ == "__main__":
    main()
