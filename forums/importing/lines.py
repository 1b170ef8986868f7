"""Reads the lines of plain or gzipped files, in bounded memory."""

import gzip
import zlib
from contextlib import contextmanager
from dataclasses import dataclass

MAX_LENGTH = 8 * 2**20  # bytes of one line
_GZIP = b"\x1f\x8b"


@dataclass(frozen=True)
class Line:
    file: str
    number: int  # from 1
    content: bytes
    error: str = ""  # why there is no content


@contextmanager
def open_lines(path):
    """Yield (raw, plain): the file, whose `tell` is the position in bytes, and its decompressed stream."""
    with open(path, "rb") as raw:
        zipped = raw.peek(2)[:2] == _GZIP
        yield raw, gzip.GzipFile(fileobj=raw) if zipped else raw


def read(path, progress=lambda position: None):
    """Yield each Line that is not blank; call `progress` with the position in the file, in bytes.

    A truncated gzip file yields all lines before the cut, and one with an error.
    """
    number = 0
    with open_lines(path) as (raw, plain):
        while True:
            number += 1
            try:
                content, is_too_long = _line(plain)
            except (EOFError, OSError, zlib.error) as problem:
                yield Line(str(path), number, b"", f"the file ends early or is damaged here ({problem})")
                return
            if not content:
                return
            progress(raw.tell())
            if is_too_long:
                yield Line(str(path), number, b"", f"longer than {MAX_LENGTH:,} bytes")
            elif content.strip():
                yield Line(str(path), number, content)


def _line(stream):
    """Return (line, is_too_long); the line is empty at the end of the file."""
    content = stream.readline(MAX_LENGTH)
    if len(content) < MAX_LENGTH or content.endswith(b"\n"):
        return content, False
    while content and not content.endswith(b"\n"):
        content = stream.readline(MAX_LENGTH)
    return b"\n", True
