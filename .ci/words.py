#!/usr/bin/env python
"""Checks the catalogues in locale/ against the strings of code and templates (docs/languages.md).

Reports strings that are missing, fuzzy, empty or have other placeholders than the English, text that is not
marked for translation, and catalogues that are not in their normal form. --update first brings the catalogues
up to date and into that form; where gettext is installed, by Django's makemessages.
"""

import ast
import difflib
import os
import re
import shutil
import subprocess
import sys
import tempfile
from html.parser import HTMLParser
from pathlib import Path

import polib
import sources
from django.template.base import Lexer, TokenType
from django.utils.translation.template import templatize

ROOT = sources.ROOT
LANGUAGES = ("fr", "es")
HEADER = (  # dates are left to git
    "Project-Id-Version",
    "Language-Team",
    "Language",
    "MIME-Version",
    "Content-Type",
    "Content-Transfer-Encoding",
    "Plural-Forms",
)
ALLOWED = re.compile(r"\b(Co-Lab|Markdown|SP)\b|&\w+;")  # brands, and the initials on the style page
ATTRIBUTES = {"main_class", "undelivered"}  # blocks inside a tag
CALLS = {  # functions that mark strings: the positions of context, string and plural
    **dict.fromkeys(("_", "gettext", "gettext_lazy", "gettext_noop"), (None, 0, None)),
    **dict.fromkeys(("ngettext", "ngettext_lazy"), (None, 0, 1)),
    **dict.fromkeys(("pgettext", "pgettext_lazy"), (0, 1, None)),
    **dict.fromkeys(("npgettext", "npgettext_lazy"), (0, 1, 2)),
}
PARTS = {  # attributes of a node that may be its value
    ast.BinOp: ("left", "right"),
    ast.BoolOp: ("values",),
    ast.Dict: ("values",),
    ast.IfExp: ("body", "orelse"),
    ast.List: ("elts",),
    ast.Tuple: ("elts",),
}
LITERAL = r"""u?(?:'(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*")"""
CALL = re.compile(rf"\b(?:_|n?p?gettext)\({LITERAL}(?:, {LITERAL})*")
PLACEHOLDER = re.compile(r"%\(\w[^)]*\)[a-z]|%%|%[sdi]|\{\w*\}|</?\w[^>]*>|https?://\S*")
PYTHON_FORMAT = re.compile(r"%\(\w[^)]*\)[a-z]|%%|%[sd]")
LETTERS = re.compile(r"[^\W\d_]{2}")
SPOKEN = {"title", "alt", "aria-label", "aria-description", "placeholder", "data-announce"}
SILENT = {"script", "style", "svg"}
ARGUMENT = re.compile(r"(?<!_\()(?:(?<==)|(?<=default:))([\"'])(.+?)\1")
LABELS = {"label", "help_text", "empty_label", "verbose_name", "verbose_name_plural", "legend"}
LABELS |= {"labels", "help_texts", "error_messages", "default_error_messages"}
PROSE = re.compile(r"[A-Z][a-z]+$|\w+[ ,:] ?[\w“]")


# --- Marked strings


def of_python(source):
    """Yield (context, string, plural, line) of each marked string; string None if it is concatenated."""
    nodes = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call)]
    for node in sorted(nodes, key=lambda node: (node.lineno, node.col_offset)):
        name = getattr(node.func, "id", getattr(node.func, "attr", None))
        if name in CALLS and node.args:
            values = [getattr(part, "value", None) for part in node.args]
            context, string, plural = (None if i is None else values[i : i + 1] for i in CALLS[name])
            found = [part and part[0] for part in (context, string, plural)]
            if isinstance(node.args[CALLS[name][1]], ast.JoinedStr | ast.BinOp):
                yield None, None, None, node.lineno
            elif isinstance(found[1], str):
                yield *found, node.lineno


def of_template(source):
    """Yield the same for a template, from what Django would pass to xgettext."""
    for call in CALL.findall(templatize(source)):
        yield from of_python(f"{call})")


def files(root=ROOT):
    """Yield (path, reader) of every file that may have marked strings, sorted."""
    yield from ((root / path, of_python) for path in sources.modules(root))
    yield from ((root / path, of_template) for path in sources.templates(root))


def marked(root=ROOT):
    """Return {(context, string): empty catalogue entry}, and complaints."""
    entries, complaints = {}, []
    for path, read in files(root):
        name = str(path.relative_to(root))
        for context, string, plural, line in read(path.read_text(encoding="utf-8")):
            if string is None:
                complaints.append(f"{name}:{line}: a marked string is put together; use placeholders")
                continue
            entry = entries.setdefault((context, string), polib.POEntry(msgid=string, msgctxt=context))
            entry.msgid_plural = plural or entry.msgid_plural
    return entries, complaints


# --- Catalogues


def forms(entry):
    if not entry.msgid_plural:
        return [(entry.msgid, entry.msgstr)]
    return [
        (entry.msgid if number == 0 else entry.msgid_plural, text)
        for number, text in sorted(entry.msgstr_plural.items())
    ]


def faults(entry, plurals):
    """Yield what is wrong with an entry; `plurals` is the number of plural forms of its language."""
    if entry.fuzzy:
        yield "is not sure (fuzzy)"
    if entry.msgid_plural and sorted(entry.msgstr_plural) != list(range(plurals)):
        yield f"has not {plurals} plural forms"
    for english, text in forms(entry):
        if not text.strip():
            yield "is empty"
        elif not same_placeholders(entry, english, text):
            yield f"has other placeholders: {text!r}"


def same_placeholders(entry, english, text):
    """A plural form may also have the placeholders of the other form ("the only seat")."""
    found = sorted(PLACEHOLDER.findall(text))
    sources = (entry.msgid, entry.msgid_plural) if entry.msgid_plural else (english,)
    return any(found == sorted(PLACEHOLDER.findall(source)) for source in sources)


def of_catalogue(catalogue, entries):
    """Yield complaints about a catalogue (a polib.POFile) that should have these entries."""
    stated = re.match(r"nplurals=(\d+); *plural=.+;", catalogue.metadata.get("Plural-Forms", ""))
    if not stated:
        yield "the header states no plural forms"
    existing = {(entry.msgctxt, entry.msgid): entry for entry in catalogue if not entry.obsolete}
    for key, entry in entries.items():
        if key not in existing:
            yield f"{entry.msgid!r} is missing"
        elif (existing[key].msgid_plural or None) != (entry.msgid_plural or None):
            yield f"{entry.msgid!r} has another plural"
    for key, entry in existing.items():
        if key not in entries:
            yield f"{entry.msgid!r} stands nowhere any more"
        for fault in faults(entry, int(stated[1]) if stated else 0):
            yield f"{entry.msgid!r} {fault}"


# --- Unmarked text


def bare(source):
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


def unmarked(source, is_page=True):
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


def not_marked():
    for path, read in files():
        source, name = path.read_text(encoding="utf-8"), path.relative_to(ROOT)
        found = bare(source) if read is of_python else unmarked(source, path.suffix == ".html")
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


# --- Updates


def path_of(language, root=ROOT):
    return root / "locale" / language / "LC_MESSAGES" / "django.po"


def normal(catalogue):
    """Return the text of a catalogue in its normal form: sorted by the English, unwrapped, without dates.

    Without places, too, so that a catalogue changes when a text does and not when a file is moved.
    """
    ordered = polib.POFile(wrapwidth=0, check_for_duplicates=True)
    ordered.header = catalogue.header
    ordered.metadata = {name: catalogue.metadata[name] for name in HEADER if name in catalogue.metadata}
    for entry in sorted(catalogue, key=lambda entry: (entry.msgid, entry.msgctxt or "")):
        if not entry.obsolete:
            is_format = PYTHON_FORMAT.search(entry.msgid + (entry.msgid_plural or ""))
            entry.flags = ["fuzzy"] * entry.fuzzy + ["python-format"] * bool(is_format)
            entry.occurrences, entry.comment = [], ""
            ordered.append(entry)
    return str(ordered)


def extracted(root=ROOT):
    """Return {language: catalogue}, updated in a copy by gettext and Django's makemessages."""
    with tempfile.TemporaryDirectory() as copied:
        place = Path(copied)
        kept = [path_of(language).relative_to(ROOT) for language in LANGUAGES]
        for name in [path.relative_to(root) for path, _read in files(root)] + kept:
            copy = place / name.name if name.suffix == ".py" and name.parts[0] == "locale" else place / name
            copy.parent.mkdir(parents=True, exist_ok=True)  # makemessages reads no Python in locale/
            shutil.copyfile(root / name, copy)
        command = [
            sys.executable,
            "-m",
            "django",
            "makemessages",
            "--extension",
            "html,txt,py",
            "--no-obsolete",
        ]
        command += ["--no-wrap", "--no-location", *(f"--locale={language}" for language in LANGUAGES)]
        surroundings = {name: os.environ[name] for name in os.environ if name != "DJANGO_SETTINGS_MODULE"}
        subprocess.run(  # noqa: S603
            command, cwd=place, env=surroundings, check=True, stdout=subprocess.DEVNULL
        )
        return {language: polib.pofile(str(path_of(language, place)), wrapwidth=0) for language in LANGUAGES}


def update(catalogue, entries):
    """Return the catalogue with exactly these entries; translations of changed texts become fuzzy.

    This replaces msgmerge where there is no gettext.
    """
    existing = {(entry.msgctxt, entry.msgid): entry for entry in catalogue}
    left = {key[1]: entry for key, entry in existing.items() if key not in entries and not entry.obsolete}
    renewed = polib.POFile(wrapwidth=0, check_for_duplicates=True)
    renewed.header, renewed.metadata = catalogue.header, catalogue.metadata
    for key, entry in entries.items():
        old = existing.get(key)
        if old is None:
            near = difflib.get_close_matches(entry.msgid, left, n=1, cutoff=0.75)
            old = left.pop(near[0]) if near else None
        fresh = polib.POEntry(msgid=entry.msgid, msgid_plural=entry.msgid_plural, msgctxt=entry.msgctxt)
        if old is not None:
            carry(old, fresh)
        elif fresh.msgid_plural:
            fresh.msgstr_plural = {0: "", 1: ""}
        renewed.append(fresh)
    return renewed


def carry(old, fresh):
    fresh.comment, fresh.tcomment = old.comment, old.tcomment
    if bool(old.msgid_plural) == bool(fresh.msgid_plural):
        fresh.msgstr, fresh.msgstr_plural = old.msgstr, dict(old.msgstr_plural)
    elif fresh.msgid_plural:
        fresh.msgstr_plural = {0: old.msgstr, 1: old.msgstr}
    else:
        fresh.msgstr = old.msgstr_plural[max(old.msgstr_plural)]
    if (old.msgid, old.msgid_plural) != (fresh.msgid, fresh.msgid_plural):
        fresh.flags.append("fuzzy")
        fresh.previous_msgid, fresh.previous_msgid_plural = old.msgid, old.msgid_plural or None
    elif old.fuzzy:
        fresh.flags.append("fuzzy")
        fresh.previous_msgid, fresh.previous_msgid_plural = old.previous_msgid, old.previous_msgid_plural


def renew(entries):
    """Update the files. Yield differences between the strings that gettext finds and those of `marked`."""
    has_gettext = shutil.which("xgettext") and shutil.which("msgmerge")
    found = extracted() if has_gettext else {}
    for language in filter(lambda language: path_of(language).exists(), LANGUAGES):
        path = path_of(language)
        catalogue = found.get(language) or polib.pofile(str(path), wrapwidth=0)
        if language in found:
            existing = {(entry.msgctxt, entry.msgid) for entry in catalogue}
            yield from (f"only gettext finds {string!r}" for _context, string in existing - entries.keys())
            yield from (f"gettext does not find {string!r}" for _context, string in entries.keys() - existing)
        text = normal(update(catalogue, entries))
        if path.read_text(encoding="utf-8") != text:
            path.write_text(text, encoding="utf-8")


def main(arguments):
    entries, complaints = marked()
    complaints += renew(entries) if "--update" in arguments else []
    for language in LANGUAGES:
        path = path_of(language)
        if not path.exists():
            complaints.append(f"{language}: there is no catalogue")
            continue
        catalogue = polib.pofile(str(path), wrapwidth=0)
        complaints += [f"{language}: {fault}" for fault in of_catalogue(catalogue, entries)]
        if path.read_text(encoding="utf-8") != normal(catalogue):
            complaints.append(f"{language}: not in its normal form, which `make messages` writes")
    complaints += not_marked()
    sys.stdout.write(f"{len(entries)} strings, {len(complaints)} complaints.\n")
    sys.exit("\n".join(complaints) or 0)


if __name__ == "__main__":
    main(sys.argv[1:])
