"""The lines of plain or gzipped files, one at a time, whatever their length and however they end."""

import gzip
import zlib
from contextlib import contextmanager
from dataclasses import dataclass

LONGEST = 8 * 2**20  # bytes of one line
_GZIP = b"\x1f\x8b"


@dataclass(frozen=True)
class Line:
    file: str
    number: int  # from 1
    content: bytes
    trouble: str = ""  # why there is no content


@contextmanager
def opened(path):
    """(raw, plain): the file as it lies there, whose `tell` says how far reading is, and as it reads."""
    with open(path, "rb") as raw:
        zipped = raw.peek(2)[:2] == _GZIP
        yield raw, gzip.GzipFile(fileobj=raw) if zipped else raw


def read(path, report=lambda position: None):
    """Each `Line` of a file that is not blank. `report` is told the position in the file, in bytes.

    A gzip file that was cut off gives all lines that lie before the cut, and one that says so.
    """
    number = 0
    with opened(path) as (raw, plain):
        while True:
            number += 1
            try:
                content, cut = _line(plain)
            except (EOFError, OSError, zlib.error) as problem:
                yield Line(str(path), number, b"", f"the file ends early or is damaged here ({problem})")
                return
            if not content:
                return
            report(raw.tell())
            if cut:
                yield Line(str(path), number, b"", f"longer than {LONGEST:,} bytes")
            elif content.strip():
                yield Line(str(path), number, content)


def _line(stream):
    """(the next line, whether it was too long); nothing at the end."""
    content = stream.readline(LONGEST)
    if len(content) < LONGEST or content.endswith(b"\n"):
        return content, False
    while content and not content.endswith(b"\n"):
        content = stream.readline(LONGEST)
    return b"\n", True
