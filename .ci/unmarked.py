"""Text of code and templates that people read and that is not marked for translation."""

import ast
import re
from html.parser import HTMLParser

import marked
import sources
from django.template.base import Lexer, TokenType

ALLOWED = re.compile(
    r"\b(Co-Lab|Markdown|SP|CC BY-SA|CC BY|CC0)\b|&\w+;"
)  # names, initials on the style page
ATTRIBUTES = {"form_attributes", "main_class", "undelivered"}  # blocks inside a tag
PARTS = {  # attributes of a node that may be its value
    ast.BinOp: ("left", "right"),
    ast.BoolOp: ("values",),
    ast.Dict: ("values",),
    ast.IfExp: ("body", "orelse"),
    ast.List: ("elts",),
    ast.Tuple: ("elts",),
}
LETTERS = re.compile(r"[^\W\d_]{2}")
SPOKEN = {"title", "alt", "aria-label", "aria-description", "placeholder", "data-announce"}
SILENT = {"script", "style", "svg"}
ARGUMENT = re.compile(r"(?<!_\()(?:(?<==)|(?<=default:))([\"'])(.+?)\1")
LABELS = {"label", "help_text", "empty_label", "verbose_name", "verbose_name_plural", "legend"}
LABELS |= {"labels", "help_texts", "error_messages", "default_error_messages"}
PROSE = re.compile(r"[A-Z][a-z]+$|\w+[ ,:] ?[\w“]")


def in_python(source):
    """Yield (line, text) of unmarked text in Python that people read.

    These are arguments of refusals and validation errors, errors of forms, messages, labels, and choices.
    """
    for node in ast.walk(ast.parse(source)):
        for literal in (text for part in expressions_shown(node) for text in literals(part)):
            yield literal.lineno, ast.unparse(literal)


def expressions_shown(node):
    """Yield the expressions in a node whose value people read."""
    if isinstance(node, ast.Call):
        name = getattr(node.func, "id", getattr(node.func, "attr", ""))
        of = getattr(getattr(node.func, "value", None), "id", "")
        yield from (part.value for part in node.keywords if part.arg in LABELS)
        if name.endswith("Refused") or name == "ValidationError":
            yield from node.args[:1] + [part.value for part in node.keywords if part.arg == "message"]
        elif name == "add_error" or (of == "messages" and name != "add_message"):
            yield from node.args[1:2]
        elif name == "add_message":
            yield from node.args[2:3]
    elif isinstance(node, ast.Assign):
        names = {getattr(to, "id", getattr(to, "attr", "")) for to in node.targets}
        yield from [node.value] if names & LABELS else []
    elif isinstance(node, ast.ClassDef) and any("Choices" in ast.unparse(base) for base in node.bases):
        members = [part.value for part in node.body if isinstance(part, ast.Assign)]
        yield from (member.elts[-1] for member in members if isinstance(member, ast.Tuple))


def literals(part):
    """Yield literals with words that an expression may evaluate to without being translated."""
    if isinstance(part, ast.JoinedStr) or (isinstance(part, ast.Constant) and isinstance(part.value, str)):
        yield from [part] if in_one_language(ast.unparse(part)[1:]) else []
    elif isinstance(part, ast.Call):
        yield from literals(part.func.value) if getattr(part.func, "attr", "") in ("format", "join") else []
    else:
        for inside in PARTS.get(type(part), ()):
            found = getattr(part, inside)
            for each in found if isinstance(found, list) else [found]:
                yield from literals(each)


class Spoken(HTMLParser):
    """Collects the text of a page, and attributes that are read out."""

    def __init__(self):
        super().__init__()
        self.silent, self.found = 0, []

    def handle_starttag(self, tag, attributes):
        self.silent += tag in SILENT
        named = dict(attributes)
        spoken = SPOKEN | ({"value"} if named.get("type") in ("submit", "button") else set())
        spoken |= {"content"} if named.get("name") == "description" else set()
        spoken |= {"label"} if tag in ("optgroup", "track") else set()
        self.found += [(self.getpos()[0], named[name] or "") for name in spoken & named.keys()]

    def handle_endtag(self, tag):
        self.silent -= tag in SILENT

    def handle_data(self, data):
        if not self.silent:
            self.found.append((self.getpos()[0], data))


def in_template(source, is_page=True):
    """Return [(line, text)] of unmarked text in a template."""
    plain, found, inside = [], [], None
    for token in Lexer(source).tokenize():
        text, inside = token.contents, skipped(token, inside)
        if not inside and token.token_type in (TokenType.BLOCK, TokenType.VAR):
            found += [(token.lineno, match[2]) for match in ARGUMENT.finditer(text) if PROSE.match(match[2])]
        shown = not inside and token.token_type == TokenType.TEXT
        plain.append(text if shown else "\n" * text.count("\n") or " ")
    if is_page:
        page = Spoken()
        page.feed("".join(plain))
        page.close()
        found += page.found
    else:
        found += enumerate("".join(plain).splitlines(), start=1)
    return [(line, " ".join(text.split())) for line, text in found if in_one_language(text)]


def complaints():
    for path, read in marked.files():
        source, name = path.read_text(encoding="utf-8"), path.relative_to(sources.ROOT)
        found = in_python(source) if read is marked.of_python else in_template(source, path.suffix == ".html")
        yield from (f"{name}:{line}: not marked for translation: {text}" for line, text in found)


def skipped(token, inside):
    """Return the tag whose contents are skipped after this token: a translation, a comment, an attribute."""
    words = token.contents.split() if token.token_type == TokenType.BLOCK else []
    if inside:
        return None if words[:1] == [f"end{inside}"] else inside
    if words[:1] == ["block"] and words[1] in ATTRIBUTES:
        return "block"
    return words[0] if words and words[0] in ("blocktranslate", "comment") else None


def in_one_language(text):
    return LETTERS.search(ALLOWED.sub("", text))
