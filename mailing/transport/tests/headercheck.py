"""Check the header of a mail as it goes over SMTP against RFC 5322, 2.2.3 and RFC 2047, 2."""

import re

WORD = re.compile(rb"=\?[^?\s]+\?[bq]\?[^?\s]*\?=", re.I)


def faults(content):
    """Return the faults in the bytes of a header, one sentence for each."""
    found = []
    for field in fields(content):
        name, _colon, value = field.partition(b":")
        lines = value.split(b"\r\n")
        if not lines[0].strip():
            found.append(f"{name.decode()}: the first line is empty")
        found += [f"{name.decode()}: a line of white space" for line in lines[1:] if not line.strip()]
        for number, line in enumerate(field.split(b"\r\n")):
            words = [word[0] for word in WORD.finditer(line)]
            if any(len(word) > 75 for word in words):
                found.append(f"{name.decode()}: an encoded word of more than 75 characters")
            if len(line) > (76 if words else 998) or (
                len(line) > 78 and b" " in line[1:].partition(b": ")[2]
            ):
                found.append(f"{name.decode()}: line {number} has {len(line)} characters")
    return found


def fields(content):
    """Return the header fields with their folds."""
    header = content.partition(b"\r\n\r\n")[0]
    return re.split(rb"\r\n(?![ \t])", header)
