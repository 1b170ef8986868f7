"""Whether a mail is certainly from the address it says, by the word of the server that received it.

That server writes what it found into Authentication-Results (RFC 8601) under a name of its own, and takes out
what others wrote under that name. Only the topmost such header counts, and whatever is not plainly written
there counts for nothing.
"""

import re

from django.utils.encoding import punycode

_RESULT = re.compile(r"\s*(dmarc|dkim|spf)(?:/\d+)?\s*=\s*([a-z]+)(?=\s|$)", re.I)
_PROPERTY = re.compile(r"(?<![\w.-])(header\.from|header\.d|header\.i|smtp\.mailfrom)\s*=\s*([^\s;]+)", re.I)
# What a mail was checked by, and where that check says which domain it found.
_SAYS = {"dmarc": ("header.from",), "dkim": ("header.d", "header.i"), "spf": ("smtp.mailfrom",)}


def vouched(headers, server, domain):
    """Whether `server` says that a mail is from `domain`. `headers` are the values of Authentication-Results.

    DMARC must have passed for this very domain; or DKIM or SPF for it or for one that it belongs to.
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


def _written_by(words, server):
    return words.partition(";")[0].split()[:1] == [server.lower()]


def _result(part):
    """(method, verdict, domains) of one result; empty where it is none that we know."""
    found = _RESULT.match(part)
    if found is None:
        return "", "", []
    method = found[1].lower()
    properties = [(name.lower(), value) for name, value in _PROPERTY.findall(part, found.end())]
    domains = [_plain(value.rpartition("@")[2]) for name, value in properties if name in _SAYS[method]]
    return method, found[2].lower(), domains


def _covers(method, found, domain):
    if not found or not domain:
        return False
    parent = method == "dkim" and "." in found and domain.endswith("." + found)
    return found == domain or parent


def _plain(domain):
    return punycode(domain.strip().strip(".").lower())


def _words(value):
    """A header in lower case, without comments, and with nothing in quotes that could be taken for syntax."""
    words, depth, quoted, signs = [], 0, False, iter(str(value))
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
