"""What people write: Markdown in, allow-listed HTML out (rule 22)."""

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


def clean(html):
    """The allow-listed part of some HTML."""
    return nh3.clean(
        html,
        tags=TAGS,
        attributes=ATTRIBUTES,
        url_schemes=SCHEMES,
        link_rel="nofollow ugc noopener noreferrer",
    )
