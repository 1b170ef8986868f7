"""What an imported post shows is what its old forum showed (R-IMPORT-SHOWN). Nothing needs a database."""

import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from core.text import markup
from forums.importing import discourse, references
from forums.importing.tests.shown import shown


def text(html, address=""):
    return references.fill(*discourse.to_markdown(html, address))


def rendered(html):
    return markup.render(text(html))


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        ("<p>a <b>b</b> <i>c</i> <s>d</s> <kbd>e</kbd></p>", "a **b** *c* ~~d~~ `e`"),
        ("<p>a <em>b <strong>c</strong></em> <del><b>d</b></del></p>", "a *b* ***c*** ~~**d**~~"),
        ("<p><strong>Note:</strong>text, x<em>y</em>z</p>", "**Note**:text, x*y*z"),
        ("<p><strong>see <a href='https://e.org'>x</a> now</strong></p>", "**see [x](https://e.org) now**"),
        ("<h1>One</h1><h3>Three<br>lines #</h3>", "# One\n\n### Three\n\n### lines \\#"),
        ("<p>one<br>two<br><br>three</p>", "one\ntwo\n\nthree"),
        ("<p>x</p><hr><p>y</p>", "x\n\n___\n\ny"),
        ("<ul><li>a<ul><li>b</li></ul></li><li>c</li></ul>", "- a\n  - b\n- c"),
        ("<ol start='7'><li>a</li><li>b</li></ol><ol><li>c</li></ol>", "7. a\n8. b\n\n1) c"),
        ("<ul><li><p>a</p><blockquote><p>b</p></blockquote></li></ul>", "- a\n\n  > b"),
        (
            "<table><thead><tr><th>a</th></tr></thead><tbody><tr><td>b</td><td>c</td></tr></tbody></table>",
            "| a |  |\n| --- | --- |\n| b | c |",
        ),
        ("<details><summary>More</summary><p>Here</p></details>", "**More**\n\nHere"),
        ("<dl><dt>Term</dt><dd>What it is</dd></dl>", "**Term**\n\nWhat it is"),
        (
            "<p><mark>a</mark> <ins>b</ins> <small>c</small> <big>d</big> <abbr title='x'>e</abbr></p>",
            "a b c d e",
        ),
        ("<p>10<sup>6</sup> H<sub>2</sub>O</p>", "10<sup>6</sup> H<sub>2</sub>O"),
        ("<p>a<sup><a href='https://e.org'>1</a></sup></p>", "a[<sup>1</sup>](https://e.org)"),
        ("<script>alert(1)</script><p>ok</p><!-- no -->", "ok"),
        ("no tag at all", "no tag at all"),
        ("", ""),
    ],
)
def test_html_as_markdown(html, markdown):
    assert text(html) == markdown


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        ('<p><img class="emoji" title=":tada:" alt=":tada:" src="e.png"></p>', "🎉"),
        ('<p><img class="emoji emoji-custom" title=":parrot:" alt=":parrot:" src="e.png"></p>', ":parrot:"),
        ('<p><img alt="A plow|690x388" src="https://e.org/p.png"></p>', "[A plow](https://e.org/p.png)"),
        ('<p><img src="https://e.org/a/p.png?x"></p>', "[p.png](https://e.org/a/p.png?x)"),
        (
            '<div class="lightbox-wrapper"><a class="lightbox" href="https://e.org/p.png" title="plow.png">'
            '<img src="https://e.org/s.png" alt="x"><div class="meta"><svg></svg>'
            "<span>plow.png</span> 10 KB</div></a></div>",
            "[plow.png](https://e.org/p.png)",
        ),
        (
            '<aside class="onebox" data-onebox-src="https://e.org/"><header>e.org</header><article>'
            "<h3><a href='https://e.org/'>A page</a></h3><p>About it</p></article></aside>",
            "[A page](https://e.org/)",
        ),
        ('<video><source src="https://e.org/v.mp4"></video>', "[v.mp4](https://e.org/v.mp4)"),
        ('<iframe src="https://example.org/v"></iframe>', "<https://example.org/v>"),
        (
            '<p>x</p><iframe src="//example.org/v" title="Talk"></iframe>',
            "x\n\n[Talk](https://example.org/v)",
        ),
        (
            '<div class="lazyYT" data-youtube-id="a1" data-youtube-title="How to"></div>',
            "[How to](https://www.youtube.com/watch?v=a1)",
        ),
        (
            '<p><span class="discourse-local-date" data-date="2024-05-01" data-time="10:30:00"'
            ' data-timezone="America/Toronto">May 1</span></p>',
            "2024-05-01 10:30 (America/Toronto)",
        ),
        (
            '<div class="discourse-post-event" data-start="2024-05-01 10:00" data-end="2024-05-01 11:00"'
            ' data-timezone="America/Toronto" data-name="Town hall" data-url="https://e.org/m"></div>',
            "[Town hall](https://e.org/m), 2024-05-01 10:00 – 2024-05-01 11:00 (America/Toronto)",
        ),
        (
            '<div class="poll"><div class="poll-container"><div class="poll-title">Which?</div><ul><li>A</li>'
            '<li>B</li></ul></div><div class="poll-info"><span>0</span> voters</div></div>',
            "Which?\n\n- A\n- B",
        ),
        ('<p><span class="chcklst-box fa fa-check-square-o"></span> done</p>', "☑ done"),
        ('<p><a class="hashtag" href="/c/x">#<span>x</span></a></p>', "#x"),
        ('<p><span class="math">x^2_i</span></p>', "`x^2_i`"),
        ('<p>x<sup class="footnote-ref"><a href="#f1">[1]</a></sup></p>', "x<sup>\\[1]</sup>"),
        ('<p><span class="spoiler">It was <b>you</b></span></p>', "It was **you**"),
    ],
)
def test_what_style_sheets_and_scripts_showed(html, markdown):
    assert text(html) == markdown


LOOKS_LIKE_MARKDOWN = [
    *(
        "# 3",
        "1. x",
        "1) x",
        "- x",
        "+ x",
        "* x",
        "> x",
        ">>> x",
        "~~~",
        "```",
        "===",
        "---",
        "- - -",
        "***",
        "|---|",
    ),
    *(
        "[x]: y",
        "[a](b)",
        "![a](b)",
        "<b>",
        "</b>",
        "&amp;",
        "&#35;",
        "*a*",
        "_a_",
        "__a__",
        "~~a~~",
        "a\\",
        "\\*",
    ),
    *(
        "`a`",
        "a | b",
        "--|--",
        ":-:",
        "#",
        "    four",
        "<https://e.org>",
        "a@b.org",
        "https://e.org/a_b_c*d*",
        "x # #",
    ),
    *(
        "<sup>x</sup>",
        "[ ] x",
        "snake_case_word",
        "2 * 3 * 4",
        "C#",
        "1986. A year",
        "\u00a0x\u00a0",
        "https://e.org/%20",
    ),
]
PLACES = [
    "<p>{}</p>",
    "<p>a<br>{}</p>",
    "<p>{}<br>a</p>",
    "<p>a <strong>b</strong><br>\n{}<br>\n<em>c</em></p>",
    "<h2>{}</h2>",
    "<blockquote><p>{}</p></blockquote>",
    "<blockquote><p>a<br>{}</p></blockquote>",
    "<ul><li>{}</li><li>{}</li></ul>",
    "<ol><li><p>a</p><p>{}</p></li></ol>",
    "<table><tr><td>{}</td><td>after</td></tr><tr><th>{}</th></tr></table>",
    "<p><strong>{}</strong></p>",
    "<p>a<em>{}</em>b</p>",
    '<p><a href="https://e.org/">{}</a></p>',
    "<p>!<a href='https://e.org/'>x</a>{}</p>",
    "<p>{}</p><p>after</p>",
    "<details><summary>{}</summary>{}</details>",
]


def html_of(words):
    return words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


@pytest.mark.parametrize("place", PLACES)
def test_text_that_looks_like_markdown_stays_text(place):
    for words in LOOKS_LIKE_MARKDOWN:
        html = place.replace("{}", html_of(words))
        assert shown(rendered(html)) == shown(html), words


@pytest.mark.parametrize("words", ["https://example.org/Paper%204", "https://example.org/a_b", "Paper%204"])
def test_words_of_a_link_are_as_written(words):
    html = f'<p><a href="https://example.org/Paper%204">{words}</a></p>'
    assert f">{words}</a>" in rendered(html)
    assert re.findall('href="([^"]*)"', rendered(html)) == ["https://example.org/Paper%204"]


@pytest.mark.parametrize(
    "address",
    [
        "https://e.org/a(b",
        "https://e.org/a_(b)",
        "https://e.org/?a=1&copy=2",
        "https://e.org/a|b",
        "mailto:a@b.org",
    ],
)
def test_links_lead_where_they_led(address):
    for place in ("<p>{}</p>", "<table><tr><td>{}</td></tr></table>", "<p><b>{}</b>x</p>"):
        html = rendered(place.replace("{}", f'<a href="{html_of(address)}">x</a>'))
        found = re.findall('href="([^"]*)"', html)
        assert [one.replace("&amp;", "&").replace("%7C", "|") for one in found] == [address]


def test_links_without_a_host_are_words_unless_the_old_address_is_known():
    html = '<p><a href="/t/x/5">there</a> <img src="/uploads/p.png" alt="plan"> <a href="#top">up</a></p>'
    assert text(html) == "there plan up"
    assert text(html, "https://old.example.org/") == (
        "[there](https://old.example.org/t/x/5) [plan](https://old.example.org/uploads/p.png) up"
    )


CODE = "\n\n    four\n\ttab \\ `` ``` ~~~\n  trailing  \n\n\n# x & <b> [a](b)\n   \nend\n\n"


@pytest.mark.parametrize(
    "place", ["{}", "<blockquote>{}</blockquote>", "<ul><li>{}</li></ul>", "<ol><li><p>a</p>{}</li></ol>"]
)
def test_code_survives_byte_for_byte(place):
    pre = f'<pre><code class="lang-c++">{html_of(CODE)}</code></pre>'
    html = place.replace("{}", pre)
    assert (
        f"<pre><code>{CODE.replace('&', '&amp;').replace('<', '&lt;').replace('>', '&gt;')}</code></pre>"
        in rendered(html)
    )
    assert "````c++\n" in text(html)


@pytest.mark.parametrize("code", ["a  b", "`", "``a`", " a ", " ", "a\\", "*a* | [x](y) &amp;"])
def test_code_in_a_line_survives(code):
    for place in ("<p>a {} b</p>", "<p>a<b>{}</b>b</p>", "<table><tr><td>{}</td></tr></table>"):
        html = place.replace("{}", f"<code>{html_of(code)}</code>")
        assert shown(rendered(html)) == shown(html)


def test_quotations_and_lists_deeper_than_markdown_is_read_lose_no_text():
    for opening, closing in (("<blockquote>", "</blockquote>"), ("<ul><li>", "</li></ul>")):
        html = opening * 40 + "<p>deep</p>" + closing * 40
        assert shown(rendered(html)) == ["deep"]


def test_a_table_with_code_becomes_its_cells():
    html = "<table><tr><td>a</td><td><pre><code>x\n  y\n</code></pre></td></tr></table>"
    assert text(html) == "a\n\n```\nx\n  y\n```"


def test_long_text_is_converted_in_linear_time():
    """A second of CPU would be a hundred times what these take."""
    for html in (
        "<b>" + "!" * 50_000 + "</b>a",
        "a" * 100_000 + " b",
        "<b>" + "\\" * 50_000 + "</b>a",
        "#" * 99_999,
    ):
        discourse.to_markdown(html)


WORDS = st.lists(
    st.sampled_from(
        [
            *LOOKS_LIKE_MARKDOWN,
            *"ab1 _*~`#>|\\[]()!<&:.,é👍\n\t",
            " ",
            " ",
            "\u2003",
            "http:",
            "www.e.org",
            "1.",
            "$",
        ]
    ),
    min_size=1,
    max_size=6,
).map(lambda parts: html_of("".join(parts)))
MARKED = st.sampled_from(["strong", "em", "s", "code", "sup", "span"])
LINE = st.recursive(
    WORDS,
    lambda inner: st.one_of(
        st.tuples(MARKED, inner).map(lambda made: f"<{made[0]}>{made[1]}</{made[0]}>"),
        WORDS.map(lambda words: f'<a href="https://e.org/">{words}</a>'),
        st.tuples(inner, inner).map("".join),
        st.tuples(inner, inner).map("<br>".join),
    ),
    max_leaves=5,
)
BLOCK = st.recursive(
    st.one_of(
        LINE.map("<p>{}</p>".format),
        LINE.map("<h3>{}</h3>".format),
        WORDS.map("<pre><code>{}</code></pre>".format),
        st.lists(WORDS.map("<td>{}</td>".format), min_size=1, max_size=3).map(
            lambda cells: f"<table><tr>{''.join(cells)}</tr></table>"
        ),
    ),
    lambda inner: st.one_of(
        st.lists(inner, min_size=1, max_size=3).map(lambda some: f"<blockquote>{''.join(some)}</blockquote>"),
        st.lists(inner, min_size=1, max_size=3).map(
            lambda some: f"<ul>{''.join(f'<li>{one}</li>' for one in some)}</ul>"
        ),
        st.lists(inner, min_size=1, max_size=3).map(lambda some: f"<ol><li>x{''.join(some)}</li></ol>"),
    ),
    max_leaves=5,
)


@settings(max_examples=200, deadline=None)
@given(st.lists(BLOCK, min_size=1, max_size=3).map("".join))
@example("<p>x<sup>\\&lt; &gt; &amp;lt;</sup></p>")
@example("<p>a<strong>!https://e.org</strong>b</p>")
@example("<p><strong><code>a</code></strong><code>b</code></p>")
@example('<p><sup># 3<a href="https://e.org/"># 3</a></sup></p>')
@example('<p># 3</p><p><sup># 3<br><a href="https://e.org/"># 3</a></sup></p>')
@example("<p># 3</p><p><sup># 3<br># 3</sup></p>")
@example("<p><code>a<br>b</code></p>")
def test_any_text_in_any_block_shows_the_same(html):
    """Check R-IMPORT-SHOWN."""
    assert shown(rendered(html)) == shown(html)
