"""Rules for markdown-it, in linear time: bare addresses become links (R-BARE-ADDRESSES)."""

import re
from collections.abc import Iterator

from markdown_it import MarkdownIt
from markdown_it.common.utils import unescapeAll
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

_SCHEME = re.compile(r"(?:https?|mailto)$", re.IGNORECASE)
_LONGEST_SCHEME = len("mailto")
_NAME, _DOMAIN = r"[\w.+%-]{1,64}", r"(?:[^\W_][\w-]{0,62}\.){1,20}(?:xn--[a-z\d-]{2,59}|[^\W\d_]{2,63})"
_WEB = re.compile(r"https?://(?:[^\W_]|\[[\da-f:]{2,45}\])", re.IGNORECASE)
_WWW = re.compile(rf"(?<![^\W_])(?<![./@:-])www\.{_DOMAIN}", re.IGNORECASE)
_MAIL = re.compile(rf"mailto:{_NAME}@{_DOMAIN}", re.IGNORECASE)
_BARE_MAIL = re.compile(rf"(?<![\w.+%@/:=-]){_NAME}@{_DOMAIN}(?![\w@-])", re.IGNORECASE)
_ENDS = re.compile(r'[\s<>"`«»“”„‟‹›—\u200b\u2060\ufeff\x00-\x1f\x7f]')  # no address goes on after these
_ENTITY = re.compile(r"&#?\w{1,32};$")
_TRAILING = frozenset("?!.,:;*_~'|\\’‘‚…¿¡·–")
_PAIRS = {")": "(", "]": "[", "}": "{"}


def bare_addresses(markdown: MarkdownIt) -> None:
    """Add the rules: http:, https: and mailto: addresses, those that begin with "www.", addresses of mail.

    They are our own because those of linkify-it-py and mdit-py-plugins take seconds for some texts of 30,000
    letters, and take a closing quotation mark for a part of the address.
    """
    for sign in "wW":
        markdown.inline.add_terminator_char(sign)
    markdown.inline.ruler.before("emphasis", "bare_address", _address)
    markdown.core.ruler.push("bare_mail", _mail)


def _address(state: StateInline, silent: bool) -> bool:
    """Parse an address at its colon, whose scheme has been read as text, or at its "www."."""
    sign, before = state.src[state.pos], 0
    if silent or state.linkLevel or sign not in ":wW":
        return False
    if sign == ":":
        scheme = _SCHEME.search(state.src, max(0, state.pos - _LONGEST_SCHEME), state.pos)
        before = len(scheme[0]) if scheme else 0
        if not before or state.pending[-before:] != state.src[state.pos - before : state.pos]:
            return False
    start = state.pos - before
    typed = address_at(state.src, start, state.posMax)
    shown = unescapeAll(typed)
    href = state.md.normalizeLink(f"https://{shown}" if sign != ":" else shown)
    if not typed or not state.md.validateLink(href):
        return False
    state.pending = state.pending[: len(state.pending) - before]
    for token in _link(href, shown):
        pushed = state.push(token.type, token.tag, token.nesting)
        pushed.attrs, pushed.content, pushed.info = token.attrs, token.content, token.info
    state.pos = start + len(typed)
    return True


def address_at(text: str, start: int, end: int) -> str:
    """Return the web or mail address that begins there, without the punctuation after it, or ""."""
    kinds = (_WWW,) if text[start] in "wW" else (_WEB, _MAIL)
    found = next((match for kind in kinds if (match := kind.match(text, start, end))), None)
    if not found or (start and text[start - 1].isalnum()):
        return ""
    stop = _ENDS.search(text, found.end(), end)
    return _without_punctuation(text[start : stop.start() if stop else end], found.end() - start)


def _without_punctuation(address: str, least: int) -> str:
    """Return an address up to a bracket it did not open, and without the punctuation that follows it."""
    opened = dict.fromkeys(_PAIRS.values(), 0)
    for position, sign in enumerate(address):
        if sign in opened:
            opened[sign] += 1
        elif sign in _PAIRS:
            opened[_PAIRS[sign]] -= 1
            if opened[_PAIRS[sign]] < 0:
                address = address[:position]
                break
    while len(address) > least and (address[-1] in _TRAILING or address[-1] in opened):
        entity = _ENTITY.search(address, len(address) - 34 if len(address) > 34 else 0)
        address = address[: entity.start()] if entity else address[:-1]
    return address if len(address) >= least else ""


def _mail(state: StateCore) -> None:
    """Make links of bare addresses of mail, once the signs between letters are text again."""
    for block in state.tokens:
        if block.type == "inline" and "@" in block.content:
            block.children = list(_with_mail(state.md, block.children or []))


def _with_mail(markdown: MarkdownIt, tokens: list[Token]) -> Iterator[Token]:
    depth = 0
    for token in tokens:
        depth += token.nesting if token.tag == "a" else 0
        if token.type != "text" or depth or "@" not in token.content:
            yield token
            continue
        done = 0
        for found in _BARE_MAIL.finditer(token.content):
            yield _text(token.content[done : found.start()])
            yield from _link(markdown.normalizeLink(f"mailto:{found[0]}"), found[0])
            done = found.end()
        yield _text(token.content[done:])


def _link(href: str, shown: str) -> list[Token]:
    opening = Token("link_open", "a", 1, attrs={"href": href}, info="auto")
    return [opening, _text(shown), Token("link_close", "a", -1, info="auto")]


def _text(content: str) -> Token:
    return Token("text", "", 0, content=content)
