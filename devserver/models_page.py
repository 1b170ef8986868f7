"""`docs/models.md`, written from the models: tables, fields, keys and constraints (`make models`)."""

import ast
import inspect
import io
import re
import textwrap
import tokenize
from collections import defaultdict
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.db import connection

PAGE = settings.BASE_DIR / "docs" / "models.md"
TOP = """# The tables

Written by `make models` from the models; a test compares. Change the models, not this page.

Not shown: the primary key `id` where it is a plain number, lengths, indexes, and the tables of Django and
of other packages. *Empty* means that the column may be NULL. A key says what becomes of its row when the
other one is deleted: CASCADE, it goes too; PROTECT, the other one cannot go; SET_NULL, the key becomes
empty. A remark is the comment beside the field; fields of one kind without a remark share a line. The
picture leaves out keys that nothing follows back, such as `hidden_by`.

```mermaid
erDiagram
"""
KINDS = {
    "ArrayField": "list",
    "BigIntegerField": "number",
    "BinaryField": "bytes",
    "BooleanField": "yes or no",
    "CharField": "text",
    "DateField": "date",
    "DateTimeField": "moment (UTC)",
    "EmailField": "e-mail address",
    "FloatField": "number",
    "GeneratedField": "generated",
    "JSONField": "JSON",
    "PositiveIntegerField": "number",
    "PositiveSmallIntegerField": "number",
    "SearchVectorField": "search vector",
    "SlugField": "slug",
    "TextField": "text",
    "TimeField": "time of day",
    "TimeZoneField": "IANA zone",
    "URLField": "URL",
    "UUIDField": "UUID",
}


def parts():
    """Pairs of (app, its models), of the apps in this repository that have any."""
    for config in apps.get_app_configs():
        models = list(config.get_models())
        if models and Path(config.path).parent == settings.BASE_DIR:
            yield config, models


def fields(model):
    """Columns and many-to-many relations of the table, but a plain primary key."""
    found = [*model._meta.concrete_fields, *model._meta.many_to_many]
    return [field for field in found if not (field.primary_key and not field.is_relation)]


def comments(model):
    """What stands behind fields in the code, by field; also behind those of abstract parents of ours."""
    found = {}
    for parent in reversed(model.__mro__):
        if (settings.BASE_DIR / parent.__module__.partition(".")[0]).is_dir():
            found |= _comments(parent)
    return found


def _comments(model):
    source = textwrap.dedent(inspect.getsource(model))
    tokens = tokenize.generate_tokens(io.StringIO(source).readline)
    said = {token.start[0]: token.string.lstrip("# ") for token in tokens if token.type == tokenize.COMMENT}
    assigned = [node for node in ast.parse(source).body[0].body if isinstance(node, ast.Assign)]
    lines = {node.targets[0].id: range(node.lineno, node.end_lineno + 1) for node in assigned}
    return {name: " ".join(said[line] for line in numbers if line in said) for name, numbers in lines.items()}


def kind(field):
    """What a column holds, in a few words."""
    if field.many_to_many:
        return "keys of many"
    if field.is_relation:
        return f"key, {field.remote_field.on_delete.__name__}"
    name = type(field).__name__
    if field.choices and name != "TimeZoneField":
        return "one of " + ", ".join(f"`{value}`" if value else "none" for value, _ in field.flatchoices)
    return KINDS.get(name, name.removesuffix("Field").lower())


def marks(field):
    if field.many_to_many:
        return ""
    of_key = "primary key" if field.primary_key else "unique" if field.unique else ""
    return ", ".join(filter(None, ["empty" if field.null else "", of_key]))


def constraint(rule, model, editor):
    """The constraint as PostgreSQL is told it, without names and quotes."""
    told = str(rule.create_sql(model, editor)).replace("%%", "%")
    return re.sub(r'^.*?\b(UNIQUE|CHECK)( INDEX "\w+" ON "\w+")?', r"\1", told).replace('"', "")


def first_line(model):
    said = inspect.getdoc(model) or ""
    return "" if said.startswith(f"{model.__name__}(") else said.partition("\n")[0].strip()


def diagram(models):
    """One line for each pair of tables with a key between them, named by the keys."""
    between = defaultdict(list)
    for model in models:
        for field in fields(model):
            if field.related_model in models and not field.remote_field.hidden:
                between[field.related_model.__name__, _ends(field), model.__name__].append(field.name)
    for ends, names in between.items():
        yield f'    {" ".join(ends)} : "{", ".join(names)}"'


def _ends(field):
    if field.many_to_many:
        return "}o--o{"
    return ("|o" if field.null else "||") + ("--o|" if field.one_to_one else "--o{")


def rows(model):
    """(what it holds, marks, remark) with the fields of which that is true."""
    found, said = defaultdict(list), comments(model)
    for field in fields(model):
        other = f" → {field.related_model.__name__}" if field.is_relation else ""
        remark = said.get(field.name, "").replace("|", "\\|")
        found[kind(field), marks(field), remark].append(f"`{field.name}`{other}")
    return found


def section(model, editor):
    yield f"### {model.__name__}"
    if line := first_line(model):
        yield line
    yield from ["", "| field | holds | | remark |", "|---|---|---|---|"]
    for row, names in rows(model).items():
        yield f"| {' | '.join([', '.join(names), *row])} |"
    yield ""
    if rules := model._meta.constraints:
        yield from [f"- `{rule.name}`: `{constraint(rule, model, editor)}`" for rule in rules]
        yield ""


def page():
    """The whole page, from the first line to the last."""
    found = list(parts())
    lines = [TOP + "\n".join(diagram([model for config, models in found for model in models])), "```", ""]
    with connection.schema_editor(collect_sql=True) as editor:
        for config, models in found:
            lines.append(f"## {config.label}")
            lines += [line for model in models for line in section(model, editor)]
    return "\n".join(lines).replace("  |", " |")
