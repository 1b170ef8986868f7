"""Parsing and conversion; nothing here needs a database."""

import gzip
import json

import pytest

from core.text import markup
from forums.importing import discourse, entries, lines, references

GOOD = {
    "id": 5,
    "topic_id": 2,
    "topic_slug": "snow",
    "topic_title": "Snow",
    "post_number": 1,
    "username": "maple",
    "created_at": "2024-01-08T15:00:00.000Z",
    "cooked": "<p>Hello</p>",
}


def entry(**changes):
    return entries.convert(entries.parse(json.dumps(GOOD | changes).encode()))


def read(path):
    return [(line.number, line.content, bool(line.error)) for line in lines.read(path)]


def test_plain_and_gzipped_lines_are_the_same(tmp_path):
    plain, zipped = tmp_path / "a.jsonl", tmp_path / "b"
    plain.write_bytes(b"one\n\n  \ntwo")
    zipped.write_bytes(gzip.compress(plain.read_bytes()))
    assert read(plain) == read(zipped) == [(1, b"one\n", False), (4, b"two", False)]


def test_a_gzip_file_that_was_cut_off_gives_what_lies_before_the_cut(tmp_path):
    content = "".join(f"{number} {hash(str(number))}\n" for number in range(5000)).encode()
    path = tmp_path / "cut.gz"
    path.write_bytes(gzip.compress(content)[:-500])

    found = read(path)
    good = [content for number, content, has_error in found if not has_error]
    assert 4000 < len(good) < 5000
    assert good == content.splitlines(keepends=True)[: len(good)]
    assert [has_error for number, content, has_error in found[len(good) :]] == [True]


def test_a_damaged_gzip_file_ends_with_trouble(tmp_path):
    path = tmp_path / "bad.gz"
    path.write_bytes(b"\x1f\x8b" + b"nonsense" * 10)
    assert read(path) == [(1, b"", True)]


def test_a_line_that_is_too_long_is_passed_over(tmp_path, monkeypatch):
    monkeypatch.setattr(lines, "MAX_LENGTH", 10)
    path = tmp_path / "long"
    path.write_bytes(b"short\n" + b"x" * 35 + b"\n" + b"123456789\n" + b"end")
    assert read(path) == [
        (1, b"short\n", False),
        (2, b"", True),
        (3, b"123456789\n", False),
        (4, b"end", False),
    ]


def test_the_position_in_the_file_is_told(tmp_path):
    path = tmp_path / "a"
    path.write_bytes(b"one\ntwo\n")
    positions = []
    list(lines.read(path, positions.append))
    assert positions == [4, 8]


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"id": None}, "id is missing"),
        ({"id": "5"}, "id is missing or no positive whole number"),
        ({"id": True}, "id is missing or no positive whole number"),
        ({"id": 2**63}, "id is missing or no positive whole number"),
        ({"topic_id": -1}, "topic_id is missing or no positive whole number"),
        ({"post_number": 2**31}, "post_number is missing or no positive whole number"),
        ({"username": " "}, "username is empty"),
        ({"username": "x" * 101}, "username is empty or too long"),
        ({"created_at": "yesterday"}, "created_at is no time"),
        ({"created_at": 1704726000}, "created_at is missing or no text"),
        ({"cooked": None}, "cooked is missing or no text"),
        ({"cooked": "x" * 200_001}, "longer than 200000 characters"),
        ({"cooked": "<div>" * 5000}, "nested too deeply"),
    ],
)
def test_a_line_that_is_no_post_is_refused_with_its_reason(changes, why):
    with pytest.raises(entries.InvalidLine, match=why):
        entry(**changes)


@pytest.mark.parametrize(
    "content", [b"{", b"[]", b"null", b"\xff\xfe", b"[" * 100_000, b'{"id": ' + b"9" * 5000 + b"}"]
)
def test_what_is_not_json_is_refused(content):
    with pytest.raises(entries.InvalidLine):
        entries.parse(content)


@pytest.mark.parametrize(
    ("raw", "cooked", "html"),
    [
        (
            "Line one\nLine two\nhttps://example.org/x",
            '<p>Line one<br>\nLine two<br>\n<a href="https://example.org/x">https://example.org/x</a></p>',
            '<p>Line one<br>\nLine two<br>\n<a href="https://example.org/x"'
            ' rel="nofollow ugc noopener noreferrer">https://example.org/x</a></p>\n',
        ),
        (
            "![plan](https://example.org/p.png)",
            '<p><img src="https://example.org/p.png" alt="plan"></p>',
            '<p><a href="https://example.org/p.png" rel="nofollow ugc noopener noreferrer">plan</a></p>\n',
        ),
        ("<kbd>x</kbd>", "<p><kbd>x</kbd></p>", "<p><code>x</code></p>\n"),
        (
            ' [quote="a, post:1"]\nhi\n[/quote]',
            '<aside class="quote" data-username="a"><div class="title">a:</div>'
            "<blockquote><p>hi</p></blockquote></aside>",
            "<p><strong>a:</strong></p>\n<blockquote>\n<p>hi</p>\n</blockquote>\n",
        ),
        ("*words*", "<p>shown</p>", "<p>shown</p>\n"),
    ],
)
def test_a_post_shows_what_cooked_showed_whatever_was_typed(raw, cooked, html):
    """Check R-IMPORT-SHOWN."""
    assert entry(raw=raw, cooked=cooked).html == html


def test_a_post_that_shows_nothing_is_left_out():
    for cooked in ("", "<p> </p>", "<p>&#8203;</p>", "<script>x</script>"):
        with pytest.raises(entries.NotPublic, match="empty"):
            entry(cooked=cooked)


@pytest.mark.parametrize(
    ("changes", "title", "slug"),
    [
        ({"topic_title": "  Two \n words "}, "Two words", "two-words"),
        ({"topic_title": ""}, "Snow", "snow"),
        ({"topic_title": "", "topic_slug": ""}, "Topic 2", "topic-2"),
        ({"topic_title": "雪"}, "雪", "topic"),
        ({"topic_title": "x" * 151}, "x" * 149 + "…", "x" * 140),
    ],
)
def test_every_topic_has_a_title_that_fits(changes, title, slug):
    read = entry(**changes)
    assert (read.title, read.slug) == (title, slug)


def test_what_postgresql_cannot_store_is_left_out():
    read = entry(topic_title="a\x00b\ud800c", cooked="<p>x\x00\udfffy</p>")
    assert (read.title, read.text) == ("abc", "xy")


def test_a_time_in_the_future_does_not_stay_on_top_for_ever(time_machine):
    time_machine.move_to("2026-12-01T00:00:00Z", tick=False)
    assert entry(created_at="2099-01-01T00:00:00Z").written_at.year == 2026


def test_a_time_without_zone_is_utc():
    assert entry(created_at="2024-01-08 15:00").written_at == entry().written_at


@pytest.mark.parametrize(
    ("tags", "names"),
    [
        (["Snow", "Snow", " Ice "], ("Snow", "Ice")),
        ([{"id": 1, "name": "snow"}, {"slug": "x"}, 7, None, "!!"], ("snow",)),
        ("snow", ()),
        (None, ()),
    ],
)
def test_tags_as_older_and_newer_versions_give_them(tags, names):
    assert entry(tags=tags).tags == names


@pytest.mark.parametrize(
    "html",
    [
        '<p><a href="javascript:alert(1)">x</a></p>',
        "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>",
        '<img src=x onerror="alert(1)">',
        "<p>[x](javascript:alert(1))</p>",
        '<aside class="quote" data-username="&lt;img src=x&gt;"><blockquote>x</blockquote></aside>',
        '<svg onload="alert(1)"><p>x</p></svg>',
        '<a href="data:text/html,<script>alert(1)</script>">x</a>',
    ],
)
def test_nothing_in_it_runs(html):
    shown = markup.render(references.fill(*discourse.to_markdown(html))).lower()
    assert not any(
        danger in shown for danger in ("<script", "<img", "<svg", 'href="javascript', 'href="data')
    )


@pytest.mark.parametrize("title", ["Close", "Watch", "Reply"])
def test_a_topic_called_like_a_verb_has_an_address_of_its_own(title):
    """Check R-SLUGS."""
    assert entry(topic_title=title).slug == f"{title.lower()}-topic"
