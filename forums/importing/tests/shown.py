"""What somebody sees of HTML: its lines of text and its code, for comparing two documents."""

import re

from bs4 import BeautifulSoup, NavigableString
from bs4.element import PreformattedString

BLOCKS = set(
    "address article aside blockquote body caption center dd details div dl dt fieldset figcaption figure "  # noqa: SIM905
    "footer form h1 h2 h3 h4 h5 h6 header hr html legend li main nav ol p pre section summary table tbody td "
    "tfoot th thead tr ul".split()
)
CODE, END = "\ue100", "\ue101"  # around code in a line
RAISED, LOWERED = "\ue102", "\ue103"
BREAK = "\ue104"  # of a line, in what is raised or lowered
_SIGNS = {"code": CODE, "kbd": CODE, "samp": CODE, "sup": RAISED, "sub": LOWERED}
_SPACE = re.compile(r"[ \t\n\r\f]+")


def shown(html):
    """Return the lines of a document or an element, without space around them, and each `pre` as its text.

    White space is as a browser shows it; that between blocks is left out.
    """
    soup = BeautifulSoup(f"<div>{html}</div>", "html.parser") if isinstance(html, str) else html
    lines = [""]
    _walk(soup, lines)
    lines = [_joined(line) for line in lines]
    return [line if line.startswith("pre:") else line.strip(" ") for line in lines if line.strip()]


def _joined(line):
    """Join what stands side by side and looks like one: code, and what is raised or lowered."""
    line = line.replace(END + CODE, "")
    for sign in (RAISED, LOWERED):
        pair = re.compile(f"({sign}[^{END}]*){END}{sign}")
        while pair.search(line):
            line = pair.sub(r"\1", line)
    return line


def _walk(node, lines):
    for child in node.children:
        if isinstance(child, NavigableString):
            if not isinstance(child, PreformattedString):
                _add(lines, _SPACE.sub(" ", child))
        elif child.name == "br":
            lines[-1] = lines[-1].rstrip(" ")
            lines.append("")
        elif child.name == "pre":
            text = child.get_text()
            text = text.removeprefix("\n") if isinstance(next(child.children, None), str) else text
            lines += [f"pre:{text.removesuffix(chr(10))}", ""] if text else []
        elif child.name in BLOCKS:
            lines.append("")
            _walk(child, lines)
            lines.append("")
        elif child.name in {"code", "kbd", "samp"}:
            text = re.sub(
                "[\r\n]+", " ", "".join(" " if part.name == "br" else part for part in _parts(child))
            )
            lines[-1] += f"{CODE}{text}{END}" if text else ""
        elif child.name in {"sup", "sub"} and child.get_text().strip():
            _add_raised(lines, child)
        else:
            _walk(child, lines)


def _add_raised(lines, node):
    """Add what is raised or lowered, line by line."""
    parts = (BREAK if part.name == "br" else part for part in _parts(node))
    for number, part in enumerate("".join(parts).split(BREAK)):
        text = _SPACE.sub(" ", part).strip()
        lines += [""] if number else []
        lines[-1] = lines[-1].rstrip(" ") if number else lines[-1]
        lines[-1] += f"{_SIGNS[node.name]}{text}{END}" if text else ""


def _parts(node):
    """Return the texts and line breaks of a node."""
    comments = PreformattedString
    return [
        part
        for part in node.descendants
        if part.name == "br" or (isinstance(part, NavigableString) and not isinstance(part, comments))
    ]


def _add(lines, text):
    lines[-1] += text.lstrip(" ") if not lines[-1] or lines[-1].endswith(" ") else text
