import resource
import sys
import time
from collections import Counter
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db import reset_queries
from tqdm import tqdm

from core.text import languages
from forums.importing import batches, entries, lines
from forums.models import Forum
from forums.search import vocabulary

BATCH = 500  # posts in one transaction
NAMES = {"topics": "topic", "posts": "post", "people": "person", "forums": "forum"}
REPORTED = 100  # bad lines that are reported one by one


class Command(BaseCommand):
    help = (
        "Import the posts of a Discourse forum: JSON lines (plain or gzip) with id, topic_id, topic_slug, "
        "topic_title, post_number, username, created_at and cooked; category_slug, tags, raw if present. "
        "like_count is left out: all contributions are equally valued. What is here already is not added "
        "again, bad lines are reported and left out, and nobody is sent anything. Authors become inactive "
        "participants, who can claim what is theirs."
    )

    def add_arguments(self, parser):
        parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
        parser.add_argument(
            "--forum", default="imported", help="slug of the forum for posts without category"
        )
        parser.add_argument("--language", default="", choices=[code for code, name in languages.CHOICES])
        parser.add_argument("--private", action="store_true", help="new forums are for their members alone")

    def handle(self, *, files, forum, language, private, verbosity, **options):
        if missing := [str(path) for path in files if not path.is_file()]:
            raise CommandError(f"There is no file {', '.join(missing)}.")
        if Forum.slug_of(forum) != forum:
            raise CommandError(f"--forum {forum}: a slug has small letters, digits and hyphens, at most 60.")
        started, self.invalid = time.monotonic(), 0
        plan = batches.Plan(forum=forum, language=language, private=private)
        size = sum(path.stat().st_size for path in files)
        with tqdm(total=size, unit="B", unit_scale=True, disable=not verbosity, file=sys.stderr) as self.bar:
            tally = sum((self.import_file(path, plan) for path in files), Counter())
        vocabulary.refresh()
        self.stdout.write(_summary(tally, self.invalid, time.monotonic() - started))
        if self.invalid and not tally["posts"] + tally["existing"]:
            raise CommandError("No line could be read.")

    def import_file(self, path, plan):
        tally, batch = Counter(), []
        done = self.bar.n
        for line in lines.read(path, lambda position: self.bar.update(done + position - self.bar.n)):
            try:
                if line.error:
                    raise entries.InvalidLine(line.error)
                batch.append((line, entries.parse(line.content)))
            except entries.InvalidLine as problem:
                self.report(line, problem)
            if len(batch) == BATCH:
                tally += self.write_batch(batch, plan)
                batch = []
        return tally + self.write_batch(batch, plan)

    def write_batch(self, batch, plan):
        """Write a batch of (line, entry); entries imported earlier are not converted again."""
        reset_queries()  # with DEBUG on, Django keeps every query
        existing, ready = batches.imported_keys([entry for line, entry in batch]), []
        for line, entry in batch:
            try:
                ready.append(entry if entry.post_key in existing else entries.convert(entry))
            except entries.InvalidLine as problem:
                self.report(line, problem)
        return batches.write(ready, plan)

    def report(self, line, problem):
        self.invalid += 1
        if self.invalid <= REPORTED:
            self.bar.clear()
            self.stderr.write(f"{line.file}, line {line.number}: {problem}")


def _summary(tally, invalid, seconds):
    new = ", ".join(f"{tally[name]:,} {one if tally[name] == 1 else name}" for name, one in NAMES.items())
    megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (
        2**20 if sys.platform == "darwin" else 2**10
    )
    return (
        f"New: {new}. Here already: {tally['existing']:,} posts. Bad lines: {invalid:,}. "
        f"{seconds:.1f} s, {megabytes:.0f} MB at most."
    )
