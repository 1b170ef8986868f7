import resource
import sys
import time
from collections import Counter
from contextlib import suppress
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db import reset_queries
from tqdm import tqdm

from core.text import languages
from forums.importing import batches, entries, lines, publicity
from forums.models import Forum
from forums.search import vocabulary

BATCH = 500  # posts in one transaction
NAMES = {"topics": "topic", "posts": "post", "people": "person", "forums": "forum"}
REPORTED = 100  # bad lines that are reported one by one


class Command(BaseCommand):
    help = (
        "Import the posts of a Discourse forum: JSON lines (plain or gzip) with id, topic_id, topic_slug, "
        "topic_title, post_number, username, created_at and cooked; category_slug and tags if present. What "
        "was not public there is left out and counted, as post_type, deleted_at, user_deleted, hidden, "
        "topic_archetype, topic_deleted_at, topic_visible and category_read_restricted say. like_count is "
        "left out: all contributions are equally valued. What is here already is not added again, bad lines "
        "are reported and left out, and nobody is sent anything. Authors become inactive participants, who "
        "can claim what is theirs."
    )

    def add_arguments(self, parser):
        parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
        parser.add_argument(
            "--forum", default="imported", help="slug of the forum for posts without category"
        )
        parser.add_argument("--language", default="", choices=[code for code, name in languages.CHOICES])
        parser.add_argument("--private", action="store_true", help="new forums are for their members alone")
        parser.add_argument(
            "--address", default="", help="where the forum was (https://…), for links without a host"
        )

    def handle(self, *, files, forum, language, private, address, verbosity, **options):
        if missing := [str(path) for path in files if not path.is_file()]:
            raise CommandError(f"There is no file {', '.join(missing)}.")
        if Forum.slug_of(forum) != forum:
            raise CommandError(f"--forum {forum}: a slug has small letters, digits and hyphens, at most 60.")
        if address and not address.startswith(("http://", "https://")):
            raise CommandError(f"--address {address}: it begins with https:// or http://.")
        started, self.invalid = time.monotonic(), 0
        self.address, self.waiting = address, {}
        self.left_out, self.not_public, self.still_here = Counter(), {}, 0
        plan = batches.Plan(forum=forum, language=language, private=private)
        size = sum(path.stat().st_size for path in files)
        self.closed = publicity.survey(line.content for path in files for line in lines.read(path))
        with tqdm(total=size, unit="B", unit_scale=True, disable=not verbosity, file=sys.stderr) as self.bar:
            tally = sum((self.import_file(path, plan) for path in files), Counter())
            self.look_for_left_out()
        self.link(files)
        vocabulary.refresh()
        left_out = publicity.sentences(self.left_out, self.still_here)
        self.stdout.write(_summary(tally, self.invalid, left_out, time.monotonic() - started))
        if self.invalid and not tally["posts"] + tally["existing"] + self.left_out.total():
            raise CommandError("No line could be read.")

    def import_file(self, path, plan):
        tally, batch = Counter(), []
        done = self.bar.n
        for line in lines.read(path, lambda position: self.bar.update(done + position - self.bar.n)):
            try:
                if line.error:
                    raise entries.InvalidLine(line.error)
                batch.append((line, entries.parse(line.content, self.closed)))
            except entries.NotPublic as problem:
                self.leave_out(line, problem)
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
                is_here = entry.post_key in existing
                ready.append(entry if is_here else entries.convert(entry, self.address))
            except entries.NotPublic as problem:
                self.leave_out(line, problem)
            except entries.InvalidLine as problem:
                self.report(line, problem)
        return batches.write(ready, plan, self.waiting)

    def link(self, files):
        """Read again those posts that mention or quote what came after them."""
        later, found = batches.came_later(self.waiting), []
        for line in (line for path in files if later for line in lines.read(path) if not line.error):
            with suppress(entries.InvalidLine, entries.NotPublic):
                entry = entries.parse(line.content, self.closed)
                if entry.post_key in later:
                    found.append(entries.convert(entry, self.address))
            if len(found) == BATCH:
                batches.link(found)
                found = []
        batches.link(found)

    def leave_out(self, line, problem):
        """Count what was not public there."""
        self.left_out[problem.reason] += 1
        self.not_public[problem.post_key] = line
        if len(self.not_public) == BATCH:
            self.look_for_left_out()

    def look_for_left_out(self):
        """Tell where posts stand that came with an earlier import and are not public there any more."""
        for post in batches.imported(self.not_public):
            self.still_here += 1
            if self.still_here <= REPORTED:
                line = self.not_public[post.imported_as]
                place = post.get_absolute_url()
                self.tell(f"{line.file}, line {line.number}: not public there any more, but here: {place}")
        self.not_public = {}

    def report(self, line, problem):
        self.invalid += 1
        if self.invalid <= REPORTED:
            self.tell(f"{line.file}, line {line.number}: {problem}")

    def tell(self, sentence):
        self.bar.clear()
        self.stderr.write(sentence)


def _summary(tally, invalid, left_out, seconds):
    new = ", ".join(f"{tally[name]:,} {one if tally[name] == 1 else name}" for name, one in NAMES.items())
    megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (
        2**20 if sys.platform == "darwin" else 2**10
    )
    here = f"{tally['existing']:,} {'post' if tally['existing'] == 1 else 'posts'}"
    return " ".join(
        [
            f"New: {new}. Here already: {here}. Bad lines: {invalid:,}.",
            *left_out,
            f"{seconds:.1f} s, {megabytes:.0f} MB at most.",
        ]
    )
