import gzip
import json
import subprocess
import sys
import threading
from datetime import UTC, datetime
from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.models import Max

from core.text import markup
from forums.importing import batches, entries
from forums.models import Forum, Post, Topic, Word
from mailing.models import Message
from participants.models import Participant
from testing import make

SMALL = Path(__file__).parent / "data" / "discourse.jsonl"
REAL = settings.BASE_DIR.parent / "shared" / "data" / "discourse-posts.jsonl.gz"
real = pytest.mark.skipif(not REAL.exists(), reason=f"{REAL.name} is not beside this checkout")

pytestmark = pytest.mark.django_db


def run_import(*files, **options):
    """Return (stdout, stderr)."""
    stdout, errors = StringIO(), StringIO()
    call_command("import_discourse", *files, stdout=stdout, stderr=errors, verbosity=0, **options)
    return stdout.getvalue(), errors.getvalue().splitlines()


def line(number, topic=1, post=None, **fields):
    fields = {
        "id": number,
        "topic_id": topic,
        "topic_slug": f"topic-{topic}",
        "topic_title": f"Topic {topic}",
        "post_number": post or number,
        "username": "maple",
        "created_at": f"2024-01-01T00:{number % 60:02}:00Z",
        "cooked": f"<p>Post {number}</p>",
    } | fields
    return json.dumps(fields)


def read(text):
    return entries.convert(entries.parse(text.encode()))


def written(path, *lines):
    path.write_text("\n".join(lines) + "\n")
    return path


def test_a_forum_is_brought_in():
    stdout, errors = run_import(SMALL)

    assert stdout.startswith(
        "New: 2 topics, 5 posts, 3 people, 2 forums. Here already: 0 posts. Bad lines: 0. "
    )
    assert errors == []
    plow, hours = Topic.objects.order_by("created_at")
    assert (plow.title, plow.slug, plow.forum.name) == (
        "Who plows the sidewalks?",
        "who-plows-the-sidewalks",
        "Winter services",
    )
    assert (plow.post_count, plow.last_post_at) == (2, datetime(2024, 1, 8, 16, 30, tzinfo=UTC))
    assert plow.heat is not None
    assert [tag.name for tag in plow.tags.order_by("pk")] == ["Sidewalks", "Snow"]
    assert hours.forum.slug == "imported"
    assert hours.forum.last_post_at == hours.last_post_at == datetime(2024, 2, 3, 10, tzinfo=UTC)


def test_a_topic_is_its_first_posts_though_that_came_later():
    run_import(SMALL)
    hours = Topic.objects.get(imported_as="discourse:80")
    assert (hours.author.name, hours.created_at.day) == ("saule", 1)
    assert [post.number for post in hours.posts.order_by("pk")] == [3, 1, 2]


def test_posts_are_markdown_and_what_it_renders_to():
    run_import(SMALL)
    texts = dict(Post.objects.values_list("imported_as", "text"))
    assert texts["discourse:701"] == "Our town leaves it to **residents**. Does *yours*?"
    maple, first = Participant.objects.get(name="maple"), Post.objects.get(imported_as="discourse:701")
    assert texts["discourse:702"] == (
        f"[maple]({first.get_absolute_url()}) wrote:\n\n> Does *yours*?\n\n"
        f"Yes, and here is [the plan](https://example.org/plan). [@maple](/people/{maple.pk}/) ❄️"
    )
    assert texts["discourse:801"] == "Le soir?"
    assert texts["discourse:802"] == "Jusqu’à 20 h."
    for post in Post.objects.all():
        assert post.html == markup.render(post.text)


def test_authors_are_placeholders_whom_nobody_writes_to_or_signs_in_as(mailoutbox):
    run_import(SMALL)
    for person in Participant.objects.all():
        assert not person.is_active
        assert not person.has_usable_password()
        assert person.email.endswith("@imported.invalid")
        assert person.imported_as == person.name
        assert not person.listed
    assert Message.objects.count() == 0
    assert mailoutbox == []


def test_a_second_time_adds_nothing():
    run_import(SMALL)
    before = list(Post.objects.values_list()) + list(Topic.objects.values_list())
    stdout, _ = run_import(SMALL)
    assert stdout.startswith("New: 0 topics, 0 posts, 0 people, 0 forums. Here already: 5 posts.")
    assert list(Post.objects.values_list()) + list(Topic.objects.values_list()) == before


def test_what_was_changed_here_stays(tmp_path):
    run_import(SMALL)
    Topic.objects.filter(imported_as="discourse:70").update(title="Sidewalks")
    Post.objects.filter(imported_as="discourse:701").update(text="Edited")
    more = written(tmp_path / "more", line(703, topic=70, post=3))
    run_import(SMALL, more)
    topic = Topic.objects.get(imported_as="discourse:70")
    assert (topic.title, topic.post_count) == ("Sidewalks", 3)
    assert topic.posts.get(number=1).text == "Edited"


def test_a_number_that_somebody_took_here_is_not_taken_twice(tmp_path):
    run_import(written(tmp_path / "first", line(1)))
    topic = Topic.objects.get()
    make.post(topic, text="Written here")
    run_import(written(tmp_path / "later", line(2, post=2), line(3, post=3), line(4, post=3)))
    assert list(topic.posts.order_by("number").values_list("number", "text")) == [
        (1, "Post 1"),
        (2, "Written here"),
        (3, "Post 3"),
        (4, "Post 2"),
        (5, "Post 4"),
    ]


def test_a_bad_line_is_reported_with_its_number_and_the_rest_goes_in(tmp_path):
    deep = line(4, cooked="<div>" * 5000)
    path = written(tmp_path / "posts", line(1), "{broken", "", line(2, username=""), line(3), deep)
    stdout, errors = run_import(path)
    assert "2 posts" in stdout
    assert "Bad lines: 3." in stdout
    assert [text.split(": ")[0] for text in errors] == [f"{path}, line {number}" for number in (2, 4, 6)]


def test_a_truncated_file_loses_only_its_last_line(tmp_path):
    path = tmp_path / "posts"
    content = "\n".join(line(number) for number in range(1, 11))
    path.write_text(content[:-30])
    stdout, errors = run_import(path)
    assert "New: 1 topic, 9 posts" in stdout
    assert len(errors) == 1
    assert f"{path}, line 10: not JSON" in errors[0]


def test_a_truncated_gzip_file_gives_all_lines_before_the_cut(tmp_path):
    content = "\n".join(
        line(number, cooked=f"<p>{hash(str(number))}</p>") for number in range(1, 401)
    ).encode()
    path = tmp_path / "posts.gz"
    path.write_bytes(gzip.compress(content)[:-200])
    _, errors = run_import(path)
    number = Post.objects.aggregate(last=Max("number"))["last"]
    assert Post.objects.count() == number > 300
    assert errors == [c for c in errors if c.startswith(f"{path}, line {number + 1}: the file ends early")]


def test_many_complaints_are_counted_not_listed(tmp_path):
    path = written(tmp_path / "posts", line(1), *["nonsense"] * 150)
    stdout, errors = run_import(path)
    assert "Bad lines: 150." in stdout
    assert len(errors) == 100


def test_a_file_of_something_else_is_an_error(tmp_path):
    with pytest.raises(CommandError, match="No line could be read"):
        run_import(written(tmp_path / "posts", "a;b;c"))


def test_a_file_that_is_not_there_is_an_error_before_anything_is_written(tmp_path):
    with pytest.raises(CommandError, match="There is no file"):
        run_import(SMALL, tmp_path / "none")
    assert Post.objects.count() == 0


def test_posts_without_category_go_where_one_says(tmp_path):
    forum = make.forum(slug="arrivals", language="fr")
    run_import(
        written(tmp_path / "posts", line(1), line(2, topic=2, category_slug="Roads & parks")),
        forum="arrivals",
    )
    first, second = Topic.objects.order_by("pk")
    assert (first.forum, first.language) == (forum, "fr")
    assert (second.forum.slug, second.forum.is_public, second.language) == ("roads-parks", True, "en")


def test_language_and_privacy_can_be_said(tmp_path):
    run_import(written(tmp_path / "posts", line(1)), language="es", private=True)
    topic = Topic.objects.get()
    assert (topic.language, topic.posts.get().language, topic.author.language) == ("es", "es", "es")
    assert not topic.forum.is_public


def test_a_slug_must_be_one(tmp_path):
    with pytest.raises(CommandError, match="a slug has"):
        run_import(SMALL, forum="Not a slug")


def test_search_knows_the_words_at_once():
    run_import(SMALL)
    assert Word.objects.filter(word="sidewalks").exists()


def test_batches_end_anywhere(tmp_path, monkeypatch):
    monkeypatch.setattr("forums.management.commands.import_discourse.BATCH", 2)
    run_import(written(tmp_path / "posts", *(line(number) for number in (4, 5, 3, 1, 2))))
    topic = Topic.objects.get()
    assert (topic.post_count, topic.created_at.minute, topic.last_post_at.minute) == (5, 1, 5)


def test_the_number_of_queries_does_not_grow_with_the_number_of_posts(django_assert_max_num_queries):
    many = [read(line(number, topic=number % 20 + 1)) for number in range(1, 201)]
    with django_assert_max_num_queries(45):
        batches.write(many, batches.Plan())
    assert Post.objects.count() == 200


@pytest.mark.django_db(transaction=True)
def test_two_imports_at_once_write_everything_once():
    many = [read(line(number, topic=number % 7 + 1)) for number in range(1, 101)]
    together, tallies, troubles = threading.Barrier(2), [], []

    def run():
        try:
            together.wait()
            for start in range(0, 100, 10):
                tallies.append(batches.write(many[start : start + 10], batches.Plan()))
        except Exception as trouble:  # shown by the assertion below
            troubles.append(trouble)
        finally:
            connection.close()

    threads = [threading.Thread(target=run) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert troubles == []
    assert sum(tally["posts"] for tally in tallies) == Post.objects.count() == 100
    assert sum(tally["topics"] for tally in tallies) == Topic.objects.count() == 7
    assert Forum.objects.count() == Participant.objects.count() == 1


@real
def test_a_real_export_shows_what_its_forum_showed():
    """Check R-IMPORT-SHOWN."""
    script = [sys.executable, str(settings.BASE_DIR / "bench" / "import_comparison.py"), str(REAL)]
    done = subprocess.run(script, capture_output=True, text=True, check=False, timeout=300)
    assert done.stdout.endswith("\n0 differ otherwise:\n"), done.stdout + done.stderr
    assert done.returncode == 0


@real
def test_a_real_export_goes_in_whole_and_once():
    stdout, errors = run_import(REAL)
    assert stdout.startswith(
        "New: 495 topics, 2,374 posts, 485 people, 1 forum. Here already: 0 posts. Bad lines: 0."
    )
    assert errors == []
    assert Post.objects.filter(text="").count() == 0
    assert Topic.objects.filter(posts=None).count() == 0
    stdout, _ = run_import(REAL)
    assert stdout.startswith("New: 0 topics, 0 posts, 0 people, 0 forums. Here already: 2,374 posts.")
