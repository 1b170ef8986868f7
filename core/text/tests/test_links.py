import re

import pytest

from core.text import links

ADDRESS = r"/people/5/"


def anew(text):
    return links.rewrite(text, ADDRESS, lambda words, found: f"«{words}»")


@pytest.mark.parametrize(
    ("text", "now"),
    [
        ("Ask [@Ana](/people/5/).", "Ask «@Ana»."),
        (r"[@A\*n\]a](/people/5/)", "«@A*n]a»"),
        ("[Ana [CA]](/people/5/)", "«Ana [CA]»"),
        ('[Ana](</people/5/> "Ana of Oakville")', "«Ana»"),
        ("> > [Ana](/people/5/)\n\n`[Ana](/people/5/)`", "> > «Ana»\n\n`«Ana»`"),
        ("[Ana][1] and [Bo][2]\n\n[1]: /people/5/\n[2]: /people/6/", "«Ana» and [Bo][2]\n\n[2]: /people/6/"),
        ("[Ana] and [ana][]\n\n> [Ana]: </people/5/> 'x'\n", "«Ana» and «ana»\n\n"),
    ],
)
def test_every_link_to_the_address_is_written_anew(text, now):
    assert anew(text) == now


@pytest.mark.parametrize(
    "text",
    [
        "Ana",
        "@Ana /people/5/",
        "[Ana](/people/50/)",
        "[Ana](/people/6/)",
        "[Ana](/people/5/#x)",
        "[Ana]: nothing",
    ],
)
def test_nothing_else_is(text):
    assert anew(text) == text


def test_what_is_left_as_it_is_keeps_its_words_and_its_address():
    def leave(words, found):
        return None

    assert links.rewrite("[Ana](/people/5/)", ADDRESS, leave) == "[Ana](/people/5/)"
    assert links.rewrite("[Ana][1]\n\n[1]: /people/5/", ADDRESS, leave) == "[Ana](/people/5/)\n\n"


@pytest.mark.parametrize(
    "text", ["[" * 30_000, "[a](" * 7500, "[" + "\\" * 30_000, "[a]: /people/5/ \n" * 1500]
)
def test_odd_texts_are_taken(text):
    anew(text)


def test_nested_references_are_written_anew_too():
    assert anew("[see [Ana]] and [Ana] [x]\n\n[Ana]: /people/5/\n[x]: /people/5/\n") == (
        "[see «Ana»] and «Ana» «x»\n\n"
    )


@pytest.mark.parametrize("number", [1, 1750])
def test_thousands_of_definitions_hold_up_nobody(monkeypatch, number):
    """Check R-NAMES-GO: a text that is made to be slow does not keep a name from being taken out."""
    passes, sub = [], re.sub
    monkeypatch.setattr(links.re, "sub", lambda *args, **options: passes.append(1) or sub(*args, **options))

    anew("".join(f"[{label:x}]: /people/5/\n" for label in range(number)))

    assert (
        len(passes) == 3
    )  # of links in place, of references, and of short ones; not one for each definition
