"""Markdown to allow-listed HTML (R-MARKDOWN)."""

from collections.abc import Iterable, Iterator

import nh3
from markdown_it import MarkdownIt
from markdown_it.token import Token

TAGS = set(
    "p br hr h3 h4 h5 strong em s del blockquote ul ol li code pre a table thead tbody tr th td".split()  # noqa: SIM905
)
ATTRIBUTES = {"a": {"href", "title"}, "ol": {"start"}, "th": {"scope"}}
SCHEMES = {"http", "https", "mailto"}

_markdown = MarkdownIt("commonmark", {"html": False, "linkify": False}).enable(["table", "strikethrough"])
_HEADINGS = {"h1": "h3", "h2": "h4", "h3": "h4", "h4": "h5", "h5": "h5", "h6": "h5"}


def render(text: str) -> str:
    """Return the HTML of a Markdown text, safe to show: no images, scripts or styles; links carry `rel`.

    Headings begin at h3, below those of the page.
    """
    tokens = _markdown.parse(text)
    for token in tokens:
        token.tag = _HEADINGS.get(token.tag, token.tag)
    return clean(_markdown.renderer.render(tokens, _markdown.options, {}))


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
