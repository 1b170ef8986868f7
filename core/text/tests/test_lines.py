"""A single line is clean whatever was typed, and what is seen as one sign stays whole (R-LINES)."""

import unicodedata

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st

from core.text import lines

WHOLE = [
    "👩‍👩‍👧‍👦 family",
    "1️⃣ #️⃣ *️⃣",
    "👍🏽 🕵🏽‍♂️ 🕵️‍♂️",
    "🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f",
    "🇨🇦🇲🇽🇺🇸",
    "❤️‍🔥 🏳️‍🌈 🏴‍☠️ ☎︎ ☎️ ©",
    "🩷 🫨 \U0001fae9",  # younger than the tables of Python
    "می‌خواهم",
    "क्‍ष ශ්‍රී র‍্য",
    "葛\U000e0100城市",
    "מַלְכֻּיּוֹת",
    "မြွှို့",
    "ᠮᠣᠩ᠋ᠭᠣᠯ",
    "한국어 日本語 Zoë Núñez-Ōta",
    "C++, C# & .NET: l’école “à 10⁶ m²” — déjà…",
    "ﬁ ª № Ⅷ ｗｉｄｅ",
    "\u0600\u0661",
]


@pytest.mark.parametrize("text", WHOLE)
def test_what_a_script_or_an_emoji_needs_stays(text):
    text = unicodedata.normalize("NFC", text)

    assert lines.clean(text) == text


@pytest.mark.parametrize(
    ("typed", "clean"),
    [
        ("a\x08b", "ab"),
        ("a\x1bb", "ab"),
        ("a\x00b", "ab"),
        ("a\u202eb\u202c", "ab"),
        ("a\u2066b\u2069", "ab"),
        ("a\u200e\u200f\u061cb", "ab"),
        ("a\u00adb", "ab"),
        ("\ufeffa", "a"),
        ("\ufff9a\ufffab\ufffb", "ab"),
        ("a\ufffcb", "ab"),
        ("a\ue000b\U000f0000", "ab"),
        ("a\ud800b", "ab"),
        ("a\u0378b\uffff", "ab"),
        ("a\U000e0041\U000e0042b", "ab"),
        ("🏴\U000e0067\U000e0062", "🏴"),
        ("🏳\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f", "🏳"),
        ("a\ufe0fb\u200d", "ab"),
        ("Jo\u200dhn Сер\u200cгей", "John Сергей"),
        ("👩\u200d", "👩"),
        ("👩\u200dx", "👩x"),
        ("a\u180eb\u034fc", "abc"),
        ("xy\r\nBcc: z@example.org", "xy Bcc: z@example.org"),
        ("a\x0b\x0c\x1c\x85\u2028\u2029b", "a b"),
        ("a\u00a0\u202f\u3000\u2800\tb ", "a b"),
        ("Zoe\u0308", "Zoë"),
        ("\u0301abc", "abc"),
        ("z" + "\u0301" * 40 + "y", "ź" + "\u0301" * 5 + "y"),
        ("z" + "\u20dd" * 40, "z" + "\u20dd" * 5),
    ],
)
def test_signs_that_control_or_are_not_seen_go_and_white_space_is_one_space(typed, clean):
    assert lines.clean(typed) == clean


# Zero-width space, empty cell of braille, fillers of Hangul, joiners, selectors, marks without a letter …
UNSEEN = [0x200B, 0x2800, 0x3164, 0x115F, 0x1160, 0xFFA0, 0xFE0F, 0x200D, 0x200C, 0xAD, 0x2060, 0x180E, 0x61C]
UNSEEN += [0x20, 0x3000, 0x301, 0x9, 0xA, 0x1D159, 0xE0020, 0xE0100, 0x2029, 0xFEFF, 0xE000, 0x378, 0]


@pytest.mark.parametrize("unseen", [*map(chr, UNSEEN), "", "".join(map(chr, UNSEEN))])
def test_a_line_of_which_nothing_is_seen_is_empty(unseen):
    assert lines.clean(unseen * 5) == ""


ODD = st.text(
    st.sampled_from(
        "a1#é\u0301\u20e3\ufe0f\u200d\u200c\u200b \n\u2028\u202e👩🏽🏴☠❤🇨🇦क\u094d\u0937ر葛\u180eᠮ"
        "\U000e0067\U000e0062\U000e0065\U000e007f\U000e0100"
    )
)


@given(st.one_of(st.text(), ODD))
def test_what_is_clean_stays_as_it_is(text):
    clean = lines.clean(text)

    assert lines.clean(clean) == clean
    assert clean == unicodedata.normalize("NFC", clean)
    assert clean == " ".join(clean.split())
    assert not regex.search(r"[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\p{Bidi_C}]", clean)


@given(st.one_of(st.text(), ODD), st.integers(2, 12))
def test_a_text_is_cut_between_signs(text, length):
    short = lines.cut(text, length)

    assert len(short) <= length
    if short != text:
        kept = short.removesuffix("…")
        signs = regex.findall(r"\X", text)
        assert any("".join(signs[:number]).rstrip() == kept for number in range(len(signs)))


def test_an_emoji_is_never_cut_in_two():
    assert lines.cut("ab👩‍👩‍👧‍👦cd", 9) == "ab…"
    assert lines.cut("ab👩‍👩‍👧‍👦cd", 10, "") == "ab👩‍👩‍👧‍👦c"
    assert lines.cut("a e\u0301e\u0301", 4) == "a…"
