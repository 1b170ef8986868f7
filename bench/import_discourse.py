"""The import of a forum: time and peak memory, once, again, and for a file forty times as long.

    .venv/bin/python bench/import_discourse.py [FILE] [--times 40]

FILE is JSON lines, plain or gzipped (../shared/data/discourse-posts.jsonl.gz where it is beside the
checkout). Each import runs in a process of its own, on a scratch database.
"""

import argparse
import gzip
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import scratch

from forums.importing import lines

SHIFT = 10**9  # between the numbers of one copy and the next
BESIDE = scratch.ROOT.parent / "shared" / "data" / "discourse-posts.jsonl.gz"


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    options.add_argument("file", nargs="?", type=Path, default=BESIDE)
    options.add_argument("--times", type=int, default=40)
    options = options.parse_args()
    with tempfile.TemporaryDirectory() as directory, scratch.database():
        long = Path(directory) / "long.jsonl.gz"
        number = lengthen(options.file, long, options.times)
        show("The file", options.file)
        show("The file again", options.file)
        show(f"{options.times} times as long ({number:,} lines)", long)
        show(f"{options.times} times as long, again", long)


def lengthen(source, target, times):
    """Write the lines of a file several times, with new numbers each time. Return the number of lines."""
    number = 0
    with gzip.open(target, "wt", compresslevel=1) as out:
        for copy in range(1, times + 1):
            for line in lines.read(source):
                post = json.loads(line.content)
                post["id"] += copy * SHIFT
                post["topic_id"] += copy * SHIFT
                out.write(json.dumps(post) + "\n")
                number += 1
    return number


def show(title, file):
    """Import in a process of its own, to measure its memory."""
    command = [sys.executable, str(scratch.ROOT / "manage.py"), "import_discourse", str(file), "-v0"]
    done = subprocess.run(command, env=os.environ, capture_output=True, text=True, check=True)  # noqa: S603
    sys.stdout.write(f"{title}: {done.stdout.strip()}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
