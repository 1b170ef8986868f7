#!/usr/bin/env python
"""Checks the catalogues in locale/ against the strings of code and templates (docs/languages.md).

Reports strings that are missing, fuzzy, empty or have other placeholders than the English, text that is not
marked for translation, and catalogues that are not in their normal form. --update first brings the catalogues
up to date and into that form; where gettext is installed, by Django's makemessages.
"""

import difflib
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import marked
import polib
import sources
import unmarked
import usage

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
PLACEHOLDER = re.compile(r"%\(\w[^)]*\)[a-z]|%%|%[sdi]|\{\w*\}|</?\w[^>]*>|https?://\S*")
PYTHON_FORMAT = re.compile(r"%\(\w[^)]*\)[a-z]|%%|%[sd]")


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


def of_usage(catalogue, language):
    for entry in catalogue:
        for english, text in forms(entry):
            yield from (f"{text!r} {fault}" for fault in usage.faults(language, english, text))


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
        for name in [path.relative_to(root) for path, _read in marked.files(root)] + kept:
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
    """Update the files. Yield differences between what gettext finds and `marked.strings`."""
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
    entries, complaints = marked.strings()
    complaints += renew(entries) if "--update" in arguments else []
    for language in LANGUAGES:
        path = path_of(language)
        if not path.exists():
            complaints.append(f"{language}: there is no catalogue")
            continue
        catalogue = polib.pofile(str(path), wrapwidth=0)
        complaints += [f"{language}: {fault}" for fault in of_catalogue(catalogue, entries)]
        complaints += [f"{language}: {fault}" for fault in of_usage(catalogue, language)]
        if path.read_text(encoding="utf-8") != normal(catalogue):
            complaints.append(f"{language}: not in its normal form, which `make messages` writes")
    complaints += unmarked.complaints()
    sys.stdout.write(f"{len(entries)} strings, {len(complaints)} complaints.\n")
    sys.exit("\n".join(complaints) or 0)


if __name__ == "__main__":
    main(sys.argv[1:])
