"""What people write: Markdown in, allow-listed HTML out (R-MARKDOWN)."""

import nh3
from markdown_it import MarkdownIt

TAGS = set(
    "p br hr h3 h4 h5 strong em s del blockquote ul ol li code pre a table thead tbody tr th td".split()  # noqa: SIM905
)
ATTRIBUTES = {"a": {"href", "title"}, "ol": {"start"}, "th": {"scope"}}
SCHEMES = {"http", "https", "mailto"}

_markdown = MarkdownIt("commonmark", {"html": False, "linkify": False}).enable(["table", "strikethrough"])
_HEADINGS = {"h1": "h3", "h2": "h4", "h3": "h4", "h4": "h5", "h5": "h5", "h6": "h5"}


def render(text):
    """HTML of a Markdown text, safe to show as it is: no image, no script, no style, marked links.

    Headings begin at h3, since the page's own come above them.
    """
    tokens = _markdown.parse(text)
    for token in tokens:
        token.tag = _HEADINGS.get(token.tag, token.tag)
    return clean(_markdown.renderer.render(tokens, _markdown.options, {}))


def passages(text):
    """(words, address) of what a Markdown text says outside code and quotations.

    The address is that of the link around these words, or "". What is quoted somebody else said, or before.
    """
    depth = 0
    for token in _markdown.parse(text):
        if token.type in {"blockquote_open", "blockquote_close"}:
            depth += token.nesting
        elif token.type == "inline" and depth == 0:
            yield from _inline(token.children)


def _inline(tokens):
    address = ""
    for token in tokens:
        if token.type == "link_open":
            address = token.attrs["href"]
        elif token.type == "link_close":
            address = ""
        elif token.type == "text":
            yield token.content, address


def clean(html):
    """The allow-listed part of some HTML."""
    return nh3.clean(
        html,
        tags=TAGS,
        attributes=ATTRIBUTES,
        url_schemes=SCHEMES,
        link_rel="nofollow ugc noopener noreferrer",
    )
