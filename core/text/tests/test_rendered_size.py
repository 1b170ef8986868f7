"""Texts that would become too large, or take too long, as HTML (R-RENDERED-SIZE)."""

import sys
import time

import pytest

from core.text import markup

LETTERS = 30_000  # of the longest text that people may write


def of_length(piece):
    return (piece * (LETTERS // len(piece) + 1))[:LETTERS]


REFUSED = {
    "references to a long address": "[a]: /" + "x" * 5000 + "\n\n" + "[a]" * 6000,
    "references to a long title": "[a]: /x '" + "y" * 5000 + "'\n\n" + "[a] " * 6000,
    "a table of empty cells": "|" + "a|" * 1000 + "\n|" + "-|" * 1000 + "\n" + "|\n" * 10_000,
    "addresses of mail": of_length("<a@b>"),
    "links to letters that are encoded": of_length("[é](é)"),
    "bare addresses of mail": of_length("a@b.ca "),
    "pictures of a long address": "[a]: /" + "x" * 5000 + "\n\n" + "![a]" * 6000,
}
TAKEN = {
    "quotations in quotations": ">" * LETTERS,
    "steps of quotations": "\n".join(">" * (depth % 40) + " a" for depth in range(1300)),
    "lists in lists": "- " * (LETTERS // 2),
    "empty items": "-\n" * (LETTERS // 2),
    "emphasis": of_length("a***b**c*"),
    "emphasis that is not closed": of_length("**a *a "),
    "brackets": "[" * LETTERS,
    "brackets in brackets": "[" * 7000 + "a" + "](b)" * 5500,
    "pictures": of_length("!["),
    "backticks": "".join("`" * number + " " for number in range(1, 240)),
    "entities": of_length("&quot;"),
    "signs that are escaped": of_length('"'),
    "one long line": "a" * LETTERS,
    "line breaks": of_length("a  \n"),
    "mentions": of_length("[@Ana](/people/1/) "),
    "definitions": of_length("[a]: b\n"),
    "a definition without an end": "[a]: b\n'" + "x\n" * 14_000,
    "footnotes": of_length("[^1]: a\n\n[^1]"),
    "headings": of_length("#\n"),
    "addresses": of_length("<http://a>"),
    "bare addresses": of_length("http://a "),
    "bare addresses in a row": of_length("http://"),
    "bare addresses in one another": of_length("http://a"),
    "bare addresses in brackets": of_length("(http://a"),
    "an address and brackets": of_length("http://a("),
    "an address, brackets and quotation marks": of_length("http://a['"),
    "a bare address without an end": "http://a/" + of_length("a"),
    "a bare address and full stops": "http://a" + of_length("."),
    "bare addresses and full stops": of_length("http://a."),
    "schemes of our own": of_length("a://"),
    "schemes that look like mail": of_length("mailto:a@"),
    "mail without an end": of_length("mailto:a@b.c."),
    "names without a host": of_length("a.b@c."),
    "one long name of mail": of_length("a.") + "@b.ca",
    "signs of mail": of_length("@"),
    "hosts": of_length("www."),
    "hosts with a domain": of_length("www.a.b "),
    "letters that a host begins with": of_length("w"),
    "pictures that are there": of_length("![](b)"),
    "pictures in links": of_length("[![a](b)](c)"),
    "pictures in pictures": "![" * 7000 + "a" + "](b)" * 3900,
    "raised letters": of_length("<sup>a</sup>"),
    "raised letters without an end": of_length("<sup>a"),
    "single line breaks": of_length("a\n"),
    "entities in an address": "http://a/" + of_length("&amp;"),
    "small tables": of_length("a|b\n-|-\n"),
    "tags": of_length("<![CDATA["),
    "everything": of_length("[*a](b)*_c_`d`<e@f>"),
}


ORDINARY = of_length("One *word* and [a link](https://example.org/page), then `code`.\n\n")
MOST = 20  # times what ordinary text of this length takes: a second, where that takes a twentieth


def is_quick(text):
    """Return whether one of three tries is, in CPU time, not slowed down by coverage."""
    tracer = sys.gettrace()
    sys.settrace(None)
    try:
        return any(_seconds(text) < MOST * _seconds(ORDINARY) for _ in range(3))
    finally:
        sys.settrace(tracer)


def _seconds(text):
    markup.render.cache_clear()
    began = time.process_time()
    attempt(text)
    return time.process_time() - began


def attempt(text):
    try:
        return markup.render(text)
    except markup.TooLarge:
        return ""


@pytest.mark.parametrize("name", [*REFUSED, *TAKEN])
def test_no_text_becomes_a_large_page_or_takes_a_second(name):
    text = (REFUSED | TAKEN)[name]

    assert is_quick(text)
    assert len(attempt(text).encode()) < markup.LARGEST


@pytest.mark.parametrize("name", REFUSED)
def test_what_becomes_too_large_is_refused_with_a_sentence(name):
    with pytest.raises(markup.TooLarge, match="This text becomes too large as a page"):
        markup.render(REFUSED[name])


@pytest.mark.parametrize("name", TAKEN)
def test_what_stays_within_ten_times_its_size_is_taken(name):
    assert len(markup.render(TAKEN[name]).encode()) <= markup.RATIO * len(TAKEN[name].encode())


@pytest.mark.parametrize("text", ["a", "-", "[a](b)", "> - [a](b)", "|a|\n|-|", "[a] [a] [a]\n\n[a]: /b"])
def test_a_short_text_may_become_more_than_ten_times_as_long(text):
    assert markup.render(text)


def test_what_is_kept_whatever_it_becomes_is_shown_as_it_was_typed():
    assert markup.render_or_plain("*a*") == "<p><em>a</em></p>\n"
    assert markup.render_or_plain("<b>\n" + REFUSED["addresses of mail"]).startswith(
        "<p>&lt;b&gt;<br>&lt;a@b"
    )
