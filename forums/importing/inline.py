"""Lines of text as Markdown that shows the same: what looks like Markdown is escaped wherever it stands.

`pieces` reads the elements of a paragraph; `paragraphs` and `one_line` write them.
"""

import re
from dataclasses import dataclass, replace
from itertools import groupby, zip_longest

from bs4 import NavigableString
from bs4.element import PreformattedString

from forums.importing import emphasis

REFERENCE = "reference"  # an element whose `number` stands in the Markdown between two NULs
BLOCKS = frozenset(
    "address article aside blockquote body caption center dd details div dl dt fieldset figcaption figure "  # noqa: SIM905
    "footer form h1 h2 h3 h4 h5 h6 header hr html legend li main nav ol p pre section summary table tbody td "
    "tfoot th thead tr ul".split()
)

_MARKS = {
    **dict.fromkeys(("b", "strong"), "**"),
    **dict.fromkeys(("i", "em", "cite", "var", "dfn"), "*"),
    **dict.fromkeys(("s", "del", "strike"), "~~"),
}
_CODE = {"code", "kbd", "samp", "tt", "pre"}
_RAISED = {"sup": "^", "sub": "_"}
_ENTITIES = {"<": "&lt;", ">": "&gt;"}
_MOST_RAISED = 200  # letters; see core.text.extensions
_SPACE = re.compile(r"[ \t\n\r\f]+")  # what HTML shows as one space
_CONTROL = re.compile(r"[\x00\x0b\x0e-\x1f\x7f-\x9f]")
_SPECIAL = re.compile(
    r"[\\`*\[]"
    r"|(?<![^\W_])_|_(?![^\W_])"
    r"|~(?=~|$)|(?<=~)~|^~"
    r"|<(?!\s)"
    r"|&(?=#?\w{1,32};|#?\w{0,32}$)"
)
_ADDRESS = re.compile(r"(https?|mailto|www)([:.])", re.IGNORECASE)
_SIMPLE_ADDRESS = re.compile(r"https?://[^\s<>\\]+", re.IGNORECASE)
_BALANCED = re.compile(r"[^()<]*(?:\([^()<]*\)[^()<]*)*")
_UNSAFE = {" ": "%20", "\\": "%5C", "<": "%3C", ">": "%3E"}
# What begins a block: a heading, a list, a quotation, the line under a heading or under a table's head
_BLOCK = re.compile(
    r"#{1,6}(?=\s|$)|[-+](?=\s|$)|\d{1,9}(?=[.)](?:\s|$))|>|=+\s*$|-[|:\s-]*$|[|:](?=[|:\s-]*-)[|:\s-]*$"
)


@dataclass(frozen=True)
class Piece:
    """Text, or what `kind` says: code, link, sup, sub, break, reference."""

    text: str
    kind: str = ""
    marks: frozenset = frozenset()
    inside: tuple = ()  # the pieces of a link
    title: str = ""


def pieces(nodes, marks=frozenset()):
    """Yield the Pieces of nodes, with white space as it stands in the HTML."""
    for node in nodes:
        if isinstance(node, NavigableString):
            if not isinstance(node, PreformattedString):  # a comment and the like
                yield Piece(_CONTROL.sub("", node), marks=marks)
        elif node.name in BLOCKS and node.name != "pre":
            yield from (Piece(" "), *pieces(node.children, marks), Piece(" "))
        else:
            yield from _element(node, marks)


def _element(node, marks):
    if node.name == "br":
        yield Piece("\n", "break")
    elif node.name == REFERENCE:
        yield Piece(f"\x00{node['number']}\x00", "reference", marks)
    elif node.name in _CODE:
        yield Piece(re.sub(r"\r\n|[\r\n]", " ", " ".join(_lines_of(node))), "code", marks)
    elif node.name in _RAISED and not node.find("a", href=True):
        for number, line in enumerate(_lines_of(node)):
            if number:
                yield Piece("\n", "break")
            yield Piece(_SPACE.sub(" ", _CONTROL.sub("", line)).strip(), node.name, marks)
    elif node.name in _RAISED:
        yield from _each_raised(pieces(node.children), node.name)
    elif node.name == "a" and node.get("href"):
        yield from _link_pieces(node, marks)
    else:
        mark = _MARKS.get(node.name)
        yield from pieces(node.children, marks | {mark} if mark else marks)


def _lines_of(node):
    """Return the text of a node, split at its line breaks."""
    lines = [""]
    for part in node.descendants:
        if part.name == "br":
            lines.append("")
        elif isinstance(part, NavigableString) and not isinstance(part, PreformattedString):
            lines[-1] += part
    return lines


def _each_raised(found, kind):
    """Yield pieces that are raised or lowered one by one: there is no link in what is."""
    for piece in found:
        if piece.kind == "link":
            piece = replace(piece, inside=tuple(_each_raised(piece.inside, kind)))
        elif not piece.kind and piece.text.strip():
            piece = replace(piece, kind=kind, text=piece.text.strip())
        yield piece


def _link_pieces(node, marks):
    """Yield the link between the white space that it begins and ends with."""
    text = node.get_text()
    inside = (replace(piece, text=" ", kind="") if piece.kind == "break" else piece for piece in pieces(node))
    link = Piece(node["href"], "link", marks, tuple(_collapsed(inside)), node.get("title") or "")
    yield Piece(" " if _SPACE.match(text) else "", marks=marks)
    yield link
    yield Piece(" " if _SPACE.match(text[-1:]) else "", marks=marks)


def paragraphs(found):
    """Return [Markdown] of pieces; two line breaks or more end a paragraph."""
    written = []
    for has_text, group in groupby(_lines(_collapsed(found)), key=lambda line: bool(line.strip())):
        if has_text:
            written.append("\n".join(_without_block(line) for line in group))
    return written


def one_line(found):
    """Return the Markdown of pieces on one line, as headings and cells have it: a break is a space."""
    spaced = (replace(piece, text=" ", kind="") if piece.kind == "break" else piece for piece in found)
    return _with_edges(_line(_collapsed(spaced)))


def escaped(text, *, linked=False):
    """Return text in which no sign has a meaning within a line; `linked`: among the words of a link."""
    text = _SPECIAL.sub(r"\\\g<0>", text)
    return text.replace("]", r"\]") if linked else text


def _collapsed(found):
    """Return pieces with white space as it is shown: one space, and none where a line begins or ends."""
    kept, is_after_space = [], True
    for piece in found:
        if piece.kind == "break":
            _strip_end(kept)
        elif not piece.kind:
            text = _SPACE.sub(" ", piece.text)
            piece = replace(piece, text=text.removeprefix(" ") if is_after_space else text)
        if piece.kind == "code" and kept and kept[-1].kind == "code":  # two would be read as one, or as text
            kept[-1] = replace(kept[-1], text=kept[-1].text + piece.text)
        elif piece.text:
            kept.append(piece)
            is_after_space = piece.kind == "break" or (not piece.kind and piece.text.endswith(" "))
    _strip_end(kept)
    return kept


def _strip_end(kept):
    while kept and not kept[-1].kind and kept[-1].text.endswith(" "):
        last = kept.pop()
        if text := last.text.removesuffix(" "):
            kept.append(replace(last, text=text))


def _lines(found):
    """Yield the Markdown of each line of the pieces."""
    line = []
    for piece in found:
        if piece.kind == "break":
            yield _line(line)
            line = []
        else:
            line.append(piece)
    yield _line(line)


def _line(found, *, linked=False):
    """Return the Markdown of pieces without breaks."""
    parts = list(_sources(found, linked=linked))
    groups = [(marks, list(group)) for marks, group in groupby(parts, key=lambda part: part[0].marks)]
    out, ends_marked = "", False
    for position, (marks, group) in enumerate(groups):
        body = ""
        for piece, source in group:
            body = _joined(body, piece, source)
        following = groups[position + 1][1][0][1][:1] if position + 1 < len(groups) else " "
        if marks and not (ends_marked and not body[:1].isspace()):
            ends = [not piece.kind and len(source) for piece, source in (group[0], group[-1])]
            marked = emphasis.marked(body, marks, out[-1:] or " ", following, ends)
        else:
            marked = body
        out = _joined(out, group[0][0], marked)
        ends_marked = marked != body and not marked[-1:].isspace() and marked[-1:] in "*~"
    return out


def _joined(before, piece, source):
    """Return both, in which a "!" before a link makes no picture of it."""
    if piece.kind == "link" and source.startswith("[") and before.endswith("!"):
        before = before[:-1] + r"\!"
    return before + source


def _sources(found, *, linked):
    """Yield (piece, its Markdown), of those that have any."""
    for piece, following in zip_longest(found, found[1:], fillvalue=Piece("")):
        source = _source(piece, linked=linked)
        goes_on = bool(piece.marks) or not (following.text + " ")[0].isspace()
        if not piece.kind and goes_on:  # an address would take in what follows it
            start = source.rfind(" ") + 1
            source = source[:start] + _ADDRESS.sub(r"\1\\\2", source[start:])
        if source:
            yield piece, source


def _source(piece, *, linked):
    if piece.kind == "code":
        return _code(piece.text)
    if piece.kind in _RAISED:
        return _raised(piece, linked=linked)
    if piece.kind == "link":
        return _link(piece)
    return piece.text if piece.kind == "reference" else escaped(piece.text, linked=linked)


def _code(text):
    if not text:
        return ""
    fence = "`" * (1 + max((len(run) for run in re.findall("`+", text)), default=0))
    if len(fence) > 1 and fence[1:] not in re.findall("`+", text):
        fence = "`"
    pad = " " if text[0] == "`" or text[-1] == "`" or (text[0] == text[-1] == " " and text.strip(" ")) else ""
    return f"{fence}{pad}{text}{pad}{fence}"


def _raised(piece, *, linked):
    parts = re.split("([<>])", piece.text)  # which are not allowed there as they are
    words = "".join(_ENTITIES.get(part) or escaped(part, linked=linked) for part in parts)
    if not words:
        return ""
    if len(words) <= _MOST_RAISED:
        return f"<{piece.kind}>{words}</{piece.kind}>"
    return escaped(f"{_RAISED[piece.kind]}({piece.text})", linked=linked)


def _link(piece):
    words = _line(piece.inside, linked=True).strip(" ")
    if not words:
        return ""
    if _SIMPLE_ADDRESS.fullmatch(piece.text) and [(p.text, p.kind, p.marks) for p in piece.inside] == [
        (piece.text, "", frozenset())
    ]:
        return f"<{piece.text}>"
    address = "".join(_UNSAFE.get(sign, sign) for sign in _CONTROL.sub("", piece.text))
    address = re.sub(r"&(?=#?\w{1,32};)", "&amp;", _SPACE.sub("%20", address))
    address = address if _BALANCED.fullmatch(address) else f"<{address}>"
    title = re.sub(r'[\\"&]', r"\\\g<0>", " ".join(piece.title.split()))
    return f'[{words}]({address} "{title}")' if title else f"[{words}]({address})"


def _without_block(line):
    """Return a line in which nothing begins a block."""
    line = _with_edges(line)
    found = _BLOCK.match(line)
    if not found:
        return line
    at = found.end() if found[0].isdigit() else 0
    return f"{line[:at]}\\{line[at:]}"


def _with_edges(line):
    """Return a line whose first and last spaces are kept, as those that do not break are shown."""
    line = line.strip(" ")
    text = line.strip()
    start = line.index(text) if text else len(line)
    edges = (line[:start], line[start + len(text) :])
    before, after = (
        "".join("&nbsp;" if sign == "\xa0" else f"&#{ord(sign)};" for sign in edge) for edge in edges
    )
    return f"{before}{text}{after}"
