"""Authentication of the sender of a mail, as found by the server that received it.

That server writes its findings into Authentication-Results (RFC 8601) under its own name and removes headers
of others under that name. Only the topmost such header counts; what is not plainly stated in it is ignored.
"""

import re
from collections.abc import Iterable

from core.text import mailboxes

_RESULT = re.compile(r"\s*(dmarc|dkim|spf)(?:/\d+)?\s*=\s*([a-z]+)(?=\s|$)", re.I)
_PROPERTY = re.compile(r"(?<![\w.-])(header\.from|header\.d|header\.i|smtp\.mailfrom)\s*=\s*([^\s;]+)", re.I)
# The methods, and the properties in which they state the domain.
_DOMAIN_PROPERTIES = {"dmarc": ("header.from",), "dkim": ("header.d", "header.i"), "spf": ("smtp.mailfrom",)}


def is_authenticated(headers: Iterable[str], server: str, domain: str) -> bool:
    """Return whether `server` authenticated the mail as coming from `domain`.

    `headers` are the values of Authentication-Results. DMARC must have passed for exactly this domain, or
    DKIM or SPF for it or for a domain that it belongs to.
    """
    words = next((words for words in map(_words, headers) if _written_by(words, server)), None)
    if not server or words is None:
        return False
    results = [_result(part) for part in words.split(";")[1:]]
    if any(method == "dmarc" and verdict != "pass" for method, verdict, _domains in results):
        return False
    domain = _plain(domain)
    return any(
        verdict == "pass" and any(_covers(method, found, domain) for found in domains)
        for method, verdict, domains in results
    )


def _written_by(words: str, server: str) -> bool:
    return words.partition(";")[0].split()[:1] == [server.lower()]


def _result(part: str) -> tuple[str, str, list[str]]:
    """Return (method, verdict, domains) of one result; empty values if the method is unknown."""
    found = _RESULT.match(part)
    if found is None:
        return "", "", []
    method = found[1].lower()
    properties = [(name.lower(), value) for name, value in _PROPERTY.findall(part, found.end())]
    domains = [
        _plain(value.rpartition("@")[2]) for name, value in properties if name in _DOMAIN_PROPERTIES[method]
    ]
    return method, found[2].lower(), domains


def _covers(method: str, found: str, domain: str) -> bool:
    if not found or not domain:
        return False
    parent = method == "dkim" and "." in found and domain.endswith("." + found)
    return found == domain or parent


def _plain(domain: str) -> str:
    return mailboxes.ascii_domain(domain.strip().strip("."))


def _words(value: object) -> str:
    """Return a header in lower case, without comments and without syntax inside of quotes."""
    words: list[str] = []
    depth, quoted, signs = 0, False, iter(str(value))
    for sign in signs:
        if sign == "\\" and (quoted or depth):
            next(signs, "")
        elif sign == '"' and not depth:
            quoted = not quoted
        elif quoted:
            words.append(sign if sign.isalnum() or sign in "@._-" else "?")
        elif sign in "()":
            depth += 1 if sign == "(" else -1
            words.append(" ")
        elif not depth:
            words.append(sign)
        if depth < 0:
            return ""
    return "" if depth or quoted else "".join(words).lower()
