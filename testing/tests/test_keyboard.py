"""The keyboard of `testing` fails on what somebody without a mouse could not use."""

import pytest

from testing.keyboard import Keyboard

pytestmark = pytest.mark.browser
PAGE = """<!doctype html><title>Small</title>
<style>:focus-visible, [type=time]:focus-within { outline: 3px solid #0c6156 }</style>
<a href="#one">One</a> %s <a href="#last">Last</a>"""
BUTTON = '<button id="two" %s>Two</button>'
SCRIPT = "<script>const two = document.getElementById('two'); two.addEventListener(%s);</script>"
STAYS = BUTTON % "" + SCRIPT % "'keydown', (event) => { if (event.key === 'Tab') event.preventDefault(); }"
RING = """<div role="dialog"><button id="two">Two</button><button id="three">Three</button></div>
<script>document.getElementById("three").addEventListener("keydown", (event) => {
  if (event.key === "Tab") { event.preventDefault(); document.getElementById("two").focus(); }
});</script>"""


@pytest.fixture
def keyboard(page):
    page.set_default_timeout(5_000)
    return Keyboard(page)


def opens(keyboard, piece):
    keyboard.page.set_content(PAGE % piece)
    return keyboard


@pytest.mark.parametrize(
    "piece",
    [
        BUTTON % "",
        '<input type="time">',
        '<input type="radio" name="r"><input type="radio" name="r" checked><input type="radio" name="r">',
        "<details><summary>More</summary><button>Two</button></details>",
        '<div style="height: 3000px"></div>' + BUTTON % "",
        "<textarea rows='200'></textarea>",
    ],
)
def test_what_can_be_used_passes(keyboard, piece):
    opens(keyboard, piece)
    assert keyboard.walks_past() == []
    assert keyboard.walks_past(back=True) == []


@pytest.mark.parametrize(
    ("piece", "fault"),
    [
        (BUTTON % 'style="outline: none"', "does not show that it has the focus"),
        (BUTTON % 'style="outline: 0 solid"', "does not show that it has the focus"),
        ('<input type="date">', "does not show that it has the focus"),  # its calendar
        (BUTTON % 'style="outline: 3px solid transparent"', "does not show that it has the focus"),
        (BUTTON % 'style="outline: 3px solid black !important"', "looks as if it had"),
        (BUTTON % 'style="outline: none; box-shadow: 0 0 3px"', "looks as if it had"),
        (BUTTON % 'style="position: absolute; left: -999px"', "is not on the screen"),
        (BUTTON % 'style="opacity: 0"', "is not on the screen"),
        (BUTTON % "" + '<div style="position: fixed; inset: 0; z-index: 1"></div>', "lies under <div"),
        (STAYS, "comes again before the page ends: the focus is in a trap"),
        (RING, "comes again before the page ends: the focus is in a trap"),
    ],
)
def test_what_cannot_be_used_is_told(keyboard, piece, fault):
    with pytest.raises(AssertionError, match=fault):
        opens(keyboard, piece).walks_past()


def test_what_tab_leaves_out_is_told(keyboard):
    opens(keyboard, BUTTON % 'tabindex="-1"')
    assert keyboard.walks_past() == ['<button id="two" tabindex="-1">Two</button>']
    with pytest.raises(AssertionError, match=r"Tab never reaches .*#two"):
        keyboard.reaches(keyboard.page.locator("#two"))


def test_what_is_folded_away_is_opened_first(keyboard):
    piece = "<details><summary>More</summary><details><summary>Still more</summary>%s</details></details>"
    opens(keyboard, piece % BUTTON % "")
    keyboard.reaches(keyboard.page.locator("#two"))
    assert keyboard.page.evaluate("document.activeElement.id") == "two"
