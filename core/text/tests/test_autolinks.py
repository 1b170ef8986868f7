"""Bare addresses become links as they were typed (R-BARE-ADDRESSES)."""

import re

import pytest

from core.text import markup

LINK = re.compile(r'<a href="([^"]*)" rel="[^"]*">([^<]*)</a>')


def links(text):
    """Return (address, words) of each link of a text."""
    return LINK.findall(markup.render(text))


def around(text):
    """Return the text with each link as its words in brackets."""
    return LINK.sub(r"[\2]", markup.render(text)).removeprefix("<p>").removesuffix("</p>\n")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("See https://example.org/a_b_c now", "See [https://example.org/a_b_c] now"),
        ("https://example.org/_a_/*b*/~~c~~/d", "[https://example.org/_a_/*b*/~~c~~/d]"),
        ("One\nhttps://example.org/x\nthree", "One<br>\n[https://example.org/x]<br>\nthree"),
        ("https://example.org.", "[https://example.org]."),
        ("Is it https://example.org/a?b=c, or …", "Is it [https://example.org/a?b=c], or …"),
        ("¿Es https://example.org/a?", "¿Es [https://example.org/a]?"),
        ("¡https://example.org/a!", "¡[https://example.org/a]!"),
        ("« https://example.org/a » et «https://example.org/b».",
         "« [https://example.org/a] » et «[https://example.org/b]»."),
        ("“https://example.org/a” ‘https://example.org/b’", "“[https://example.org/a]” ‘[https://example.org/b]’"),
        ("\"https://example.org/a\" 'https://example.org/b'",
         "\"[https://example.org/a]\" '[https://example.org/b]'"),
        ("(https://example.org/a)", "([https://example.org/a])"),
        ("(see https://example.org/a_(b)).", "(see [https://example.org/a_(b)])."),
        ("[https://example.org/?a[]=1]", "[[https://example.org/?a[]=1]]"),
        ("https://example.org/a…", "[https://example.org/a]…"),
        ("https://example.org/a—which", "[https://example.org/a]—which"),
        ("**https://example.org/a**", "<strong>[https://example.org/a]</strong>"),
        ("_https://example.org/a_", "<em>[https://example.org/a]</em>"),
        ("*www.example.org*", "<em>[www.example.org]</em>"),
        ("~~https://example.org/a~~", "<s>[https://example.org/a]</s>"),
        ("# https://example.org/a", "<h3>[https://example.org/a]</h3>\n"),
        ("https://example.org/a\u200bb", "[https://example.org/a]\u200bb"),
        ("<https://example.org/a>", "[https://example.org/a]"),
        ("http://localhost:8000/", "[http://localhost:8000/]"),
        ("jane_doe+x@example.org, you?", "[jane_doe+x@example.org], you?"),
        ("mailto:jane@example.org?subject=Hi.", "[mailto:jane@example.org?subject=Hi]."),
        ("Write to jane@example.org.", "Write to [jane@example.org]."),
    ],
)  # fmt: skip
def test_an_address_ends_where_its_sentence_goes_on(text, shown):
    assert around(text) == shown


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("https://example.org/Paper%204", "https://example.org/Paper%204"),
        ("<https://example.org/Paper%204>", "https://example.org/Paper%204"),
        ("https://example.org/?a=1&b=2", "https://example.org/?a=1&amp;b=2"),
        ("HTTPS://Example.org/A", "HTTPS://Example.org/A"),
        ("https://faß.example/é", "https://xn--fa-hia.example/%C3%A9"),
        ("www.example.org/a_b", "https://www.example.org/a_b"),
        ("mailto:jane@example.org", "mailto:jane@example.org"),
        ("jane@example.org", "mailto:jane@example.org"),
    ],
)
def test_an_address_is_shown_as_it_was_typed(text, address):
    typed = text.strip("<>").replace("&", "&amp;")

    assert links(text) == [(address, typed)]


def test_what_was_escaped_in_an_address_is_part_of_it():
    assert links(r"https://example.org/a\_b\_c") == [
        ("https://example.org/a_b_c", "https://example.org/a_b_c")
    ]
    assert links("https://example.org/?a=1&amp;b=2") == links("https://example.org/?a=1&b=2")


@pytest.mark.parametrize(
    "text",
    [
        *("colab.py", "example.org", "see example.org/a", "e.g.this", "www.example", "www.", "@example.org"),
        *(
            "javascript:alert(1)",
            "data:text/html,x",
            "ftp://example.org",
            "ftp://www.example.org",
            "tel:+15550100",
        ),
        *("https://", "http:// example.org", "https://…", "xhttps://example.org", "//example.org"),
        *(
            "`https://example.org`",
            "    https://example.org",
            "```\nhttps://example.org\n```",
            "`a@example.org`",
        ),
        *(r"http\://example.org", "a@b", "jane@example.org@x", "Ana@1.5"),
    ],
)
def test_other_words_are_no_links(text):
    assert "<a" not in markup.render(text)


@pytest.mark.parametrize(
    "text",
    [
        "[https://example.org/a](https://example.org/b)",
        "[www.example.org, jane@example.org](https://example.org/b)",
        "[![https://example.org/a](/p.png)](https://example.org/b)",
    ],
)
def test_an_address_within_a_link_is_words(text):
    assert [address for address, _words in links(text)] == ["https://example.org/b"]


def test_the_name_of_a_person_has_no_link_within_it():
    assert links("[@jane@example.org](/people/1/)") == [("/people/1/", "@jane@example.org")]
    assert list(markup.passages("https://example.org/@Ana")) == [
        ("https://example.org/@Ana", "https://example.org/@Ana")
    ]
