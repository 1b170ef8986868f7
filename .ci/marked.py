"""The strings of code and templates that are marked for translation."""

import ast
import re

import polib
import sources
from django.utils.translation.template import templatize

CALLS = {  # functions that mark strings: the positions of context, string and plural
    **dict.fromkeys(("_", "gettext", "gettext_lazy", "gettext_noop"), (None, 0, None)),
    **dict.fromkeys(("ngettext", "ngettext_lazy"), (None, 0, 1)),
    **dict.fromkeys(("pgettext", "pgettext_lazy"), (0, 1, None)),
    **dict.fromkeys(("npgettext", "npgettext_lazy"), (0, 1, 2)),
}
LITERAL = r"""u?(?:'(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*")"""
CALL = re.compile(rf"\b(?:_|n?p?gettext)\({LITERAL}(?:, {LITERAL})*")


def of_python(source):
    """Yield (context, string, plural, line) of each marked string.

    String is None if it is concatenated, or stands within an f-string, where xgettext does not look.
    """
    tree = ast.parse(source)
    within = {
        id(part) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for part in ast.walk(node)
    }
    nodes = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
    for node in sorted(nodes, key=lambda node: (node.lineno, node.col_offset)):
        name = getattr(node.func, "id", getattr(node.func, "attr", None))
        if name in CALLS and node.args:
            values = [getattr(part, "value", None) for part in node.args]
            context, string, plural = (None if i is None else values[i : i + 1] for i in CALLS[name])
            found = [part and part[0] for part in (context, string, plural)]
            string_node = node.args[CALLS[name][1]]
            if id(node) in within or isinstance(string_node, ast.JoinedStr | ast.BinOp):
                yield None, None, None, node.lineno
            elif isinstance(found[1], str):
                yield *found, node.lineno


def of_template(source):
    """Yield the same for a template, from what Django would pass to xgettext."""
    for call in CALL.findall(templatize(source)):
        yield from of_python(f"{call})")


def files(root=sources.ROOT):
    """Yield (path, reader) of every file that may have marked strings, sorted."""
    yield from ((root / path, of_python) for path in sources.modules(root))
    yield from ((root / path, of_template) for path in sources.templates(root))


def strings(root=sources.ROOT):
    """Return {(context, string): empty catalogue entry}, and complaints."""
    entries, complaints = {}, []
    for path, read in files(root):
        name = str(path.relative_to(root))
        for context, string, plural, line in read(path.read_text(encoding="utf-8")):
            if string is None:
                complaints.append(
                    f"{name}:{line}: a marked string is put together or within an f-string; use placeholders"
                )
                continue
            entry = entries.setdefault((context, string), polib.POEntry(msgid=string, msgctxt=context))
            entry.msgid_plural = plural or entry.msgid_plural
    return entries, complaints
