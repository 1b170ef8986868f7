"""Rules for markdown-it: pictures become links to them, and text is raised and lowered."""

import re
from collections.abc import Iterator

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

PICTURE = "picture"  # `info` of a link that was a picture

_RAISED = re.compile(r"<(sub|sup)>([^<>\n]{1,200})</\1>")


def raised_and_lowered(markdown: MarkdownIt) -> None:
    """Add `<sub>` and `<sup>`, the only tags that can be typed: two in a pair, around words without a tag."""
    markdown.inline.ruler.before("autolink", "raised", _raised)


def pictures_as_links(markdown: MarkdownIt) -> None:
    """Add a rule that makes a picture a link to it, or words within the link around it.

    It has its own words; without them, the name of its file (R-NOTHING-VANISHES).
    """
    markdown.core.ruler.after("inline", "pictures", _pictures)


def _raised(state: StateInline, silent: bool) -> bool:
    found = _RAISED.match(state.src, state.pos, state.posMax) if state.src[state.pos] == "<" else None
    if not found:
        return False
    if not silent:
        end, tag = state.posMax, found[1]
        state.pos, state.posMax = found.span(2)
        state.push(f"{tag}_open", tag, 1)
        state.md.inline.tokenize(state)
        state.push(f"{tag}_close", tag, -1)
        state.posMax = end
    state.pos = found.end()
    return True


def _pictures(state: StateCore) -> None:
    for block in state.tokens:
        if block.type == "inline" and any(token.type == "image" for token in block.children or []):
            block.children = list(_with_links(state.md, block.children or []))


def _with_links(markdown: MarkdownIt, tokens: list[Token]) -> Iterator[Token]:
    depth = 0
    for token in tokens:
        depth += token.nesting if token.tag == "a" else 0
        if token.type != "image":
            yield token
            continue
        address = str(token.attrs["src"])
        words = _words(token.children or []).strip()
        shown = Token("text", "", 0, content=words or _name(address))
        if depth or not address or address.startswith("data:"):
            yield shown
            continue
        title = {"title": token.attrs["title"]} if "title" in token.attrs else {}
        yield Token("link_open", "a", 1, attrs={"href": address, **title}, info=PICTURE)
        yield shown
        yield Token("link_close", "a", -1, info=PICTURE)


def _words(tokens: list[Token]) -> str:
    """Return the words of a picture without their formatting."""
    return "".join(
        " " if "break" in token.type else _words(token.children) if token.children else token.content
        for token in tokens
    )


def _name(address: str) -> str:
    """Return the name of the file at an address, or the address where it has none."""
    if address.startswith("data:"):
        return address.partition(",")[0]
    return re.split("[?#]", address)[0].rpartition("/")[2] or address
