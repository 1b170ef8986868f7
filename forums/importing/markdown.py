"""Converts HTML to Markdown that `markup.render` shows the same (R-IMPORT-SHOWN): the blocks.

`inline` writes what stands in a line.
"""

import re

from bs4 import Tag

from forums.importing import inline

_DEEPEST = 18  # levels of quotations and lists; deeper ones are not nested: Markdown is read to 20
_HEADING = re.compile(r"h([1-6])$")
_LANGUAGE = re.compile(r"\blang(?:uage)?-([\w+#.-]+)")
_NO_LANGUAGE = {"auto", "nohighlight", "plaintext"}
_AT_END, _ESCAPED = re.compile(r"(^|\s)(#+)$"), r"\1\\\2"  # signs that would close a heading
_HIGHEST = 999_999_999  # number of an item


def from_tree(soup):
    """Return the Markdown of a parsed document. Raise RecursionError where it is nested too deeply."""
    return "\n\n".join(_Writer(soup).blocks(soup))


class _Writer:
    def __init__(self, soup):
        self.holders = set(_holders(soup))

    def blocks(self, node, depth=0):
        """Return the Markdown of each block."""
        written, run, last = [], [], ""
        for child in [*node.children, None]:
            if child is not None and not self.is_block(child):
                run.append(child)
                continue
            found = inline.paragraphs(inline.pieces(run))
            written += found
            run, last = [], "" if found else last
            if child is not None and (found := self.block(child, depth, after=last)):
                written += found
                last = "" if last == child.name else child.name
        return written

    def is_block(self, node):
        return isinstance(node, Tag) and (node.name in inline.BLOCKS or id(node) in self.holders)

    def block(self, node, depth, *, after=""):
        """Return [Markdown]; `after` is the name of the block before, whose lists would run into this one."""
        if node.name == "hr":
            return ["___"]  # never taken for the sign of an item, or the line under a heading
        if node.name == "pre":
            return _code(node)
        if found := _HEADING.match(node.name):
            return _heading(node, int(found[1]))
        if node.name == "table":
            return self.table(node, depth)
        if node.name == "blockquote" and depth < _DEEPEST:
            text = "\n\n".join(self.blocks(node, depth + 1))
            return [_prefixed(text, "> ", ">")] if text else []
        if node.name in {"ul", "ol"} and depth + 2 <= _DEEPEST:
            return self.list(node, depth, is_other=after == node.name)
        return self.blocks(node, depth)

    def list(self, node, depth, *, is_other):
        """Return the list, with other signs than one before that it would run into."""
        items = [child for child in node.children if isinstance(child, Tag)]
        first = _start(node, len(items)) if node.name == "ol" else None
        written, is_loose = [], False
        for position, item in enumerate(items):
            blocks = self.blocks(item, depth + 2) if item.name == "li" else self.block(item, depth + 2)
            is_tight = len(blocks) < 2 or (len(blocks) == 2 and re.match(r"(?:-|\*|1[.)]) \S", blocks[1]))
            is_loose = is_loose or not is_tight or bool(isinstance(item, Tag) and item.find("p"))
            sign = "-*"[is_other] if first is None else f"{first + position}{'.)'[is_other]}"
            written.append((sign, blocks))
        between = "\n\n" if is_loose else "\n"
        return (
            [between.join(_item(sign, between.join(blocks)) for sign, blocks in written)] if written else []
        )

    def table(self, node, depth):
        rows = [row for row in node.find_all("tr") if row.find_parent("table") is node]
        captions = node.find_all("caption", recursive=False)
        before = [block for caption in captions for block in self.blocks(caption, depth)]
        cells = [list(row.find_all(["th", "td"], recursive=False)) for row in rows]
        if node.find("pre"):  # Markdown has no room for it in a cell
            return before + [block for row in cells for cell in row for block in self.blocks(cell, depth)]
        texts = [[_cell(cell) for cell in row] for row in cells]
        if not any(text for row in texts for text in row):
            return before
        if not all(cell.name == "th" for cell in cells[0]):
            texts.insert(0, [])
        width = max(len(row) for row in texts)
        lines = [f"| {' | '.join(row + [''] * (width - len(row)))} |" for row in texts]
        return [*before, "\n".join([lines[0], "|" + " --- |" * width, *lines[1:]])]


def _holders(soup):
    """Yield the id of each element of a line in which there is a block, links aside."""
    seen = set()
    for block in soup.descendants:
        if block.name not in inline.BLOCKS:
            continue
        for parent in block.parents:
            if id(parent) in seen or parent.name in inline.BLOCKS or parent.name == "a":
                break
            seen.add(id(parent))
            yield id(parent)


def _prefixed(text, prefix, blank=""):
    """Return a text with the prefix on each line, or `blank` where the line is empty."""
    return "\n".join(prefix + line if line else blank for line in text.split("\n"))


def _item(sign, text):
    indent = " " * (len(sign) + 1)
    return f"{sign} {_prefixed(text, indent).removeprefix(indent)}" if text else sign


def _heading(node, level):
    """Return a heading for each of its lines: one has no breaks."""
    lines = "\n".join(inline.paragraphs(inline.pieces(node.children))).split("\n")
    return [f"{'#' * level} {_AT_END.sub(_ESCAPED, line)}" for line in lines if line]


def _code(node):
    """Return the fenced code, byte for byte. HTML does not show a line break at its begin."""
    text = node.get_text()
    if isinstance(next(node.children, None), str):
        text = text.removeprefix("\n")
    if not text:
        return []
    fence = "`" * max(3, 1 + max((len(run) for run in re.findall("`+", text)), default=0))
    lines = re.sub(r"\r\n?", "\n", text).removesuffix("\n")
    return [f"{fence}{_language(node)}\n{lines}\n{fence}"]


def _language(node):
    code = node.find("code") or node
    found = _LANGUAGE.search(" ".join(code.get("class", [])))
    return found[1] if found and found[1] not in _NO_LANGUAGE else ""


def _start(node, length):
    """Return the number of the first item; 1 where Markdown has no form for it."""
    start = str(node.get("start", ""))
    return int(start) if start.isdecimal() and int(start) + length <= _HIGHEST else 1


def _cell(node):
    return inline.one_line(inline.pieces(node.children)).replace("|", r"\|")
