"""Markdown to allow-listed HTML (R-MARKDOWN), of a bounded size (R-RENDERED-SIZE).

A line break in the text is one on the page; bare addresses and pictures become links.
"""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from html import unescape

import nh3
from django.utils.html import linebreaks
from django.utils.translation import gettext as _
from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock, table
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from core.text import extensions
from core.text.autolinks import bare_addresses
from core.text.visible import has_visible

TAGS = {
    *("p", "br", "hr", "h3", "h4", "h5", "strong", "em", "s", "del", "sub", "sup", "a", "code", "pre"),
    *("blockquote", "ul", "ol", "li", "table", "thead", "tbody", "tr", "th", "td"),
}
ATTRIBUTES = {"a": {"href", "title"}, "ol": {"start"}, "th": {"scope"}}
SCHEMES = {"http", "https", "mailto"}

LARGEST = 300_000  # bytes of HTML
RATIO = 10  # bytes of HTML for a byte of text …
SMALL = 10_000  # … beyond these


class _Markdown(MarkdownIt):
    def normalizeLinkText(self, link: str) -> str:
        """Return the words of an address in angle brackets: as it was typed, not decoded."""
        return link


_markdown = _Markdown("commonmark", {"html": False, "breaks": True}).enable(["table", "strikethrough"])
for rules in (bare_addresses, extensions.raised_and_lowered, extensions.pictures_as_links):
    _markdown.use(rules)
_TAG = re.compile(r"""<(?:"[^"]*"|[^">])*>""")
_HEADINGS = {"h1": "h3", "h2": "h4", "h3": "h4", "h4": "h5", "h5": "h5", "h6": "h5"}


class TooLarge(ValueError):
    """A text becomes too much HTML; the message is for the person who wrote it."""


@lru_cache(maxsize=8)  # a form asks whether a text can be rendered, then a verb renders it
def render(text: str) -> str:
    """Return the HTML of a Markdown text, safe to show: no images, scripts or styles; links carry `rel`.

    Headings begin at h3, below those of the page. Raise TooLarge.
    """
    most = min(max(RATIO * len(text.encode()), SMALL), LARGEST)
    tokens = _markdown.parse(text, {"most": most})
    _require(_least_size(tokens) <= most)
    for token in tokens:
        token.tag = _HEADINGS.get(token.tag, token.tag)
    html = clean(_markdown.renderer.render(tokens, _markdown.options, {}))
    _require(len(html.encode()) <= most)
    return html


def fits(text: str) -> bool:
    """Return whether `render` takes a text."""
    try:
        render(text)
    except TooLarge:
        return False
    return True


def render_or_plain(text: str) -> str:
    """Return the HTML of a text that is kept whatever it becomes: as it was typed if it is too large."""
    try:
        return render(text)
    except TooLarge:
        return linebreaks(text, autoescape=True)


def shows(text: str) -> bool:
    """Return whether a word or sign is seen of a text (R-NOTHING-VANISHES). Raise TooLarge."""
    return has_visible(unescape(_TAG.sub("", render(text))))


def _check_blocks(state: StateCore) -> None:
    """Raise TooLarge before anything inside blocks is parsed, where there is a limit."""
    if "most" in state.env:
        _require(_least_size(state.tokens) <= state.env["most"])


def _table(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Parse a table. Raise TooLarge before its cells are made, where there is a limit."""
    if not table(state, start, end, True):
        return False
    if "most" in state.env and not silent:
        columns = len(re.findall("-+", state.getLines(start + 1, start + 2, 0, False)))
        rows = next((line for line in range(start, end) if state.isEmpty(line)), end) - start
        _require(len("<td></td>") * columns * rows <= state.env["most"])
    return silent or table(state, start, end, False)


_markdown.core.ruler.before("inline", "size", _check_blocks)
_markdown.block.ruler.at("table", _table, {"alt": ["paragraph", "reference"]})


def _require(fits: bool) -> None:
    if not fits:
        raise TooLarge(
            _("This text becomes too large as a page. Use fewer links, lists or tables, or make two of it.")
        )


def _least_size(tokens: Iterable[Token]) -> int:
    """Return a number of characters that the HTML of these tokens has at least, without rendering it."""
    return sum(
        len(token.content if not token.children else "")
        + len(token.tag)
        + sum(len(str(value)) for value in token.attrs.values())
        + _least_size(token.children or [])
        for token in tokens
    )


def passages(text: str) -> Iterator[tuple[str, str]]:
    """Yield (text, address) for what a Markdown text says outside code and quotations.

    The address is that of the link around the text, or "".
    """
    depth = 0
    for token in _markdown.parse(text):
        if token.type in {"blockquote_open", "blockquote_close"}:
            depth += token.nesting
        elif token.type == "inline" and depth == 0:
            yield from _inline(token.children or [])


def _inline(tokens: Iterable[Token]) -> Iterator[tuple[str, str]]:
    address = ""
    for token in tokens:
        if token.type == "link_open":
            address = str(token.attrs["href"])
        elif token.type == "link_close":
            address = ""
        elif token.type == "text":
            yield token.content, address


def clean(html: str) -> str:
    return nh3.clean(
        html,
        tags=TAGS,
        attributes=ATTRIBUTES,
        url_schemes=SCHEMES,
        link_rel="nofollow ugc noopener noreferrer",
    )
