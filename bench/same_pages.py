#!/usr/bin/env python
"""Whether two commits show the same pages: every address of `addresses`, as each reader, byte for byte.

    python bench/same_pages.py save BEFORE              in a checkout of the one; writes BEFORE/paths.json too
    python bench/same_pages.py save AFTER BEFORE/paths.json       in a checkout of the other
    python bench/same_pages.py compare BEFORE AFTER ['name="part"->name="intention"' ...]

Both build the demonstration and the rows of `addresses.world` at the same moment, which stands still. What is
drawn anew each time is taken out: nonces, the tokens of forms, UUIDs. Texts that were renamed on purpose, as
'before->after', count as the same. It runs on the layout before 0.1.0 as well, into which this file may be
copied. Needs requirements-dev.txt.
"""

import difflib
import json
import os
import re
import shutil
import sys
import tempfile
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

import django
import time_machine

NOW = datetime(2026, 11, 24, 17, 30, tzinfo=UTC)  # a Tuesday, daytime everywhere
ENVIRONMENT = {
    "DJANGO_SETTINGS_MODULE": "colab.settings",
    "DEBUG": "1",
    "SECRET_KEY": "for comparing only",
    "SITE_URL": "http://testserver",
    "EMAIL_URL": "memory://",
    "LOG_LEVEL": "CRITICAL",
    "PYTHONTZPATH": "",
}
CHANGES = [
    (re.compile(rb'(nonce=")[^"]*'), rb"\1"),
    (re.compile(rb'(csrfmiddlewaretoken" value=")[^"]*'), rb"\1"),
    (re.compile(rb"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"), b"UUID"),
    (re.compile(rb"(X-CSRFToken[^:]*: ?[^A-Za-z0-9]*)[A-Za-z0-9]{32,}"), rb"\1"),
]
DEMONSTRATION = ("organizer1", "organizer2", "moderator", "staff", "member1", "member5", "member13")
LISTED = {  # more pages of the demonstration than `addresses` has: one for each row
    "forums_forum": "/forums/{slug}/",
    "forums_topic": "/topics/{id}/{slug}/",
    "forums_tag": "/tags/{slug}/",
    "events_colab": "/co-labs/{id}/",
    "participants_participant": "/people/{id}/",
}


def save(directory, paths=None):
    sys.path.insert(0, str(Path.cwd()))
    try:
        from devserver.embedded.place import SOCKETS, Place
    except ImportError:
        from colab.embedded.place import SOCKETS, Place
    place = Place(tempfile.mkdtemp(prefix="colab-same-", dir=SOCKETS), quick=True)
    os.chmod(place.directory, 0o711)
    os.environ.update(ENVIRONMENT, **place.join(["DATABASE_URL", "REDIS_URL"]))
    try:
        django.setup()
        with time_machine.travel(NOW, tick=False):
            _save(Path(directory), paths)
    finally:
        place.leave()
        shutil.rmtree(place.directory, ignore_errors=True)


def _save(directory, paths):
    from django.conf import settings
    from django.core.management import call_command
    from django.db import connection
    from django.test.utils import setup_test_environment

    setup_test_environment(debug=False)
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    call_command("migrate", verbosity=0)
    call_command("demo", verbosity=0)
    from django.urls import reverse

    from colab.tests.addresses import ADDRESSES, world

    rows = world()
    if paths is None:
        known = [reverse(name, kwargs=one.arguments(rows)) + one.query for name, one in ADDRESSES.items()]
        found = sorted({*known, *_listed(connection)})
    else:
        found = json.loads(Path(paths).read_text())
    directory.mkdir(parents=True, exist_ok=True)
    (directory / "paths.json").write_text(json.dumps(found, indent=1))
    for reader, person in _readers(rows).items():
        for path in found:
            name = f"{reader}-{sha256(path.encode()).hexdigest()[:12]}"
            (directory / name).write_bytes(f"{reader} {path}\n".encode() + _page(person, path))
    sys.stdout.write(f"{len(found)} addresses as {len(_readers(rows))} readers\n")
    connection.close()


def _listed(connection):
    for table, pattern in LISTED.items():
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT * FROM {table} ORDER BY id")  # noqa: S608  a name from above
            columns = [column.name for column in cursor.description]
            for row in cursor.fetchall():
                yield pattern.format(**dict(zip(columns, row, strict=True)))


def _readers(rows):
    from participants.models import Participant

    people = {name: rows[name] for name in ("member", "organizer", "moderator", "staff")}
    demo = {f"demo-{login}": f"{login}@demo.example" for login in DEMONSTRATION}
    people |= {name: Participant.objects.get(email=email) for name, email in demo.items()}
    return {"visitor": None} | people


def _page(person, path):
    from django.test import Client

    client = Client(raise_request_exception=False)
    if person is not None:
        client.force_login(person)
    answer = client.get(path)
    content = answer.content
    for pattern, instead in CHANGES:
        content = pattern.sub(instead, content)
    return f"{answer.status_code} {answer.headers.get('Location', '')}\n".encode() + content


def compare(before, after, *renamed):
    """Print how many pages are the same, and each line that is not, with a page on which it stands.

    With `--but-forms` among the renamed, form elements and white space do not count.
    """
    before, after = Path(before), Path(after)
    but_forms = "--but-forms" in renamed
    renamed = [pair for pair in renamed if "->" in pair]
    names = sorted({path.name for path in [*before.iterdir(), *after.iterdir()]} - {"paths.json"})
    lines = {}
    differing = 0
    for name in names:
        one, two = _lines(before / name, but_forms, renamed), _lines(after / name, but_forms)
        changed = [line for line in difflib.unified_diff(one, two, lineterm="", n=0) if _is_changed(line)]
        differing += bool(changed)
        for line in changed:
            lines.setdefault(line[:300], []).append((one or two)[0])
    sys.stdout.write(f"{len(names)} pages, {len(names) - differing} the same, {differing} not\n")
    for line, where in sorted(lines.items(), key=lambda item: -len(item[1])):
        sys.stdout.write(f"{len(where):5}  {line}   [{where[0]}]\n")
    return bool(differing)


def _lines(path, but_forms, renamed=()):
    text = path.read_text(errors="replace") if path.exists() else ""
    for pair in renamed:
        text = text.replace(*pair.split("->"))
    if not but_forms:
        return text.splitlines()
    text = re.sub(r"<form\b.*?</form>", "<form></form>", text, flags=re.DOTALL)
    return [" ".join(line.split()) for line in text.splitlines() if line.strip()]


def _is_changed(line):
    return not line.startswith(("---", "+++", "@@"))


if __name__ == "__main__":
    verb, *arguments = sys.argv[1:] or ["help"]
    if verb not in ("save", "compare"):
        sys.exit(__doc__)
    sys.exit({"save": save, "compare": compare}[verb](*arguments))
