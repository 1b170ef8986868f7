"""What people write is rendered by one function to an allow-listed HTML (R-MARKDOWN, R-NOTHING-VANISHES)."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.text import markup


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("plain", "<p>plain</p>\n"),
        ("**bold** and *thin*", "<p><strong>bold</strong> and <em>thin</em></p>\n"),
        ("~~gone~~", "<p><s>gone</s></p>\n"),
        ("- one\n- two", "<ul>\n<li>one</li>\n<li>two</li>\n</ul>\n"),
        ("3. three", '<ol start="3">\n<li>three</li>\n</ol>\n'),
        ("> said", "<blockquote>\n<p>said</p>\n</blockquote>\n"),
        ("`a < b`", "<p><code>a &lt; b</code></p>\n"),
        ("a\n\n---", "<p>a</p>\n<hr>\n"),
        ("one\ntwo", "<p>one<br>\ntwo</p>\n"),
        ("    four spaces", "<pre><code>four spaces\n</code></pre>\n"),
        ("10<sup>6</sup>, H<sub>2</sub>O", "<p>10<sup>6</sup>, H<sub>2</sub>O</p>\n"),
        ("<sup>*a*</sup> <sup>", "<p><sup><em>a</em></sup> &lt;sup&gt;</p>\n"),
        ("", ""),
    ],
)
def test_markdown_becomes_html(text, html):
    assert markup.render(text) == html


def test_headings_stand_below_those_of_the_page():
    html = markup.render("# a\n## b\n### c\n#### d\n##### e\n###### f")

    assert re.findall(r"<(h\d)>", html) == ["h3", "h4", "h4", "h5", "h5", "h5"]


def test_a_table_is_a_table():
    html = markup.render("| a | b |\n|---|---|\n| 1 | 2 |")

    assert re.findall(r"<(table|th|td)>", html) == ["table", "th", "th", "td", "td"]


def test_links_are_marked_and_lead_to_the_web_or_to_mail_alone():
    assert markup.render("[x](https://example.org)") == (
        '<p><a href="https://example.org" rel="nofollow ugc noopener noreferrer">x</a></p>\n'
    )
    for address in ("javascript:alert(1)", "data:text/html,x", "vbscript:x", "file:///etc/passwd"):
        assert "href" not in markup.render(f"[x]({address})")


REL = ' rel="nofollow ugc noopener noreferrer"'


def rendered(text):
    """Return the HTML of a paragraph without what every link carries."""
    return markup.render(text).replace(REL, "").removeprefix("<p>").removesuffix("</p>\n")


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("![floor plan](https://example.org/p.png)", '<a href="https://example.org/p.png">floor plan</a>'),
        ("![*old* `plan`](/p.png 'Second floor')", '<a href="/p.png" title="Second floor">old plan</a>'),
        ("![plan][p]\n\n[p]: /p.png", '<a href="/p.png">plan</a>'),
        ("![](https://example.org/a/p.png?size=1)", '<a href="https://example.org/a/p.png?size=1">p.png</a>'),
        ("![](https://example.org/)", '<a href="https://example.org/">https://example.org/</a>'),
        ("[![plan](/p.png)](https://example.org)", '<a href="https://example.org">plan</a>'),
        ("[see ![](/p.png)](https://example.org)", '<a href="https://example.org">see p.png</a>'),
        ("![a ![b](/c)](/d)", '<a href="/d">a b</a>'),
        ("![dot](data:image/png;base64,AAAA)", "dot"),
        ("![](data:image/png;base64,AAAA)", "data:image/png;base64"),
    ],
)
def test_a_picture_is_a_link_to_it(text, html):
    assert rendered(text) == html


@pytest.mark.parametrize(
    "text",
    ["a", "![](/p.png)", "<!-- seen as it was typed -->", "&copy;", "`-`", "😀", "|a|\n|-|"],
)
def test_a_text_that_shows_a_sign_shows_something(text):
    assert markup.shows(text)


@pytest.mark.parametrize(
    "text",
    [
        *("", " \n ", "&nbsp;", "&#8203;", "\u200b\u2060", "\u202e", "\ufeff", "\u3164", "\u2800", "\u0301"),
        *("[](https://example.org)", "[](https://example.org 'a > b')", "[\u200b](/x)", "![]()", "[a]: /b"),
        *("[//]: # (a note to oneself)", "---", "#", "-", ">", "```\n```", "`\u200b`", "| |\n|-|"),
    ],
)
def test_a_text_of_blanks_links_without_words_or_definitions_shows_nothing(text):
    assert not markup.shows(text)


HOSTILE = [
    "<script>alert(1)</script>",
    '<img src=x onerror="alert(1)">',
    "![x](https://example.org/x.png)",
    '<a href="https://example.org" onclick="alert(1)">x</a>',
    '<a href="&#106;avascript:alert(1)">x</a>',
    '<p style="position:fixed">x</p>',
    "<svg onload=alert(1)>",
    "<math><mi//xlink:href='javascript:alert(1)'>",
    "<iframe src=//example.org>",
    "<form action=/x><input></form>",
    "<style>*{display:none}</style>",
    "<base href=//example.org>",
    '<meta http-equiv="refresh" content="0;url=//example.org">',
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "[x](https://example.org 'a\" onmouseover=\"alert(1)')",
    "![x](javascript:alert(1))",
    '![x](https://example.org "onerror=alert(1)")',
    'https://example.org/"onmouseover="alert(1)',
    "https://example.org/<script>alert(1)</script>",
    "javascript:alert(1)//http://example.org",
    "<sup onclick=alert(1)>x</sup>",
    "<sup><sub>x</sup></sub>",
]
ALLOWED_TAG = re.compile(rf"</?({'|'.join(sorted(markup.TAGS))})\b[^<>]*>")


def assert_harmless(html):
    """Every tag is an allowed one, and none has an attribute but those on the list."""
    rest = ALLOWED_TAG.sub("", html)
    assert "<" not in rest
    for tag in ALLOWED_TAG.finditer(html):
        bare = re.sub(r'"[^"]*"', '""', tag.group(0))
        assert set(re.findall(r'\s([a-z-]+)=""', bare)) <= {"href", "title", "rel", "start", "scope"}
        for address in re.findall(r'href="([^"]*)"', tag.group(0)):
            assert re.match(r"(https?:|mailto:|[^:]*$|[^:]*[/?#])", address)


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_does_nothing(text):
    assert_harmless(markup.render(text))
    assert_harmless(markup.clean(text))


@given(
    st.lists(
        st.sampled_from([*HOSTILE, "*", "`", "\n\n", "> ", "- ", "[", "](", ")", "<", "&lt;", "é"]),
        max_size=8,
    )
)
def test_no_mixture_of_hostile_text_and_markdown_does_anything(parts):
    assert_harmless(markup.render("".join(parts)))


def test_imported_html_keeps_its_sense():
    assert markup.clean('<p class="x">Hello <b>you</b><br></p><h1>Big</h1>') == "<p>Hello you<br></p>Big"


def test_passages_are_what_is_said_outside_code_and_quotations():
    text = "# One `two` [three *four*](/five/)\n\n> six\n>\n> > seven\n\n- eight\n\n```\nnine\n```"

    said = [(words.strip(), address) for words, address in markup.passages(text) if words.strip()]

    assert said == [("One", ""), ("three", "/five/"), ("four", "/five/"), ("eight", "")]
