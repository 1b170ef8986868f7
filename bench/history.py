"""The history of a post with many edits: CPU of an edit, of a page of versions, and of comparing them all.

    python bench/history.py [edits] [words]

Two texts: in one each edit changes a tenth of the words, in the other a few words are repeated throughout.
"""

import random
import sys
import tempfile
import time
from datetime import timedelta
from itertools import pairwise

import scratch
import time_machine
from django.core.management import call_command
from django.test import Client, override_settings
from django.utils import timezone


def main(edits=40, words=1230):
    with scratch.database(), tempfile.TemporaryDirectory() as root, override_settings(STATIC_ROOT=root):
        call_command("collectstatic", interactive=False, verbosity=0)
        for name, choice in (("varied", 3000), ("repetitive", 12)):
            measure(name, versions(edits, words, choice))


def measure(name, texts):
    # Only now: models need the settings of the database made for this.
    from core.text import diffs  # noqa: PLC0415
    from forums.topics import posts  # noqa: PLC0415
    from testing import make  # noqa: PLC0415

    post, edits = make.topic(text=texts[0]).posts.get(), len(texts) - 1
    with time_machine.travel(timezone.now(), tick=False) as clock:
        edit = spent(lambda: [edit_later(clock, posts, post, text) for text in texts[1:]])
    client, address = Client(), f"/posts/{post.pk}/history/"
    client.force_login(post.author)
    client.get(address)
    look = spent(lambda: client.get(address))
    compare = spent(lambda: [diffs.between(*pair) for pair in pairwise(texts)])
    sys.stdout.write(
        f"{name:10} {edits} edits: an edit {1000 * edit / edits:.0f} ms, a page of versions "
        f"{1000 * look:.0f} ms, comparing all {1000 * compare:.0f} ms of CPU\n"
    )


def versions(edits, words, choice):
    dice = random.Random(edits)  # noqa: S311  the same texts each time
    text = [f"word{dice.randrange(choice)}" for _ in range(words)]
    found = [" ".join(text)]
    for _ in range(edits):
        for _ in range(words // 10):
            text[dice.randrange(words)] = f"word{dice.randrange(choice)}"
        found.append(" ".join(text))
    return found


def edit_later(clock, posts, post, text):
    clock.shift(timedelta(hours=1))
    posts.edit(post, post.author, text)


def spent(work):
    began = time.process_time()
    work()
    return time.process_time() - began


if __name__ == "__main__":
    main(*map(int, sys.argv[1:3]))
