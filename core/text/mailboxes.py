"""Addresses of mail: one form for one mailbox, and none for what never receives mail (R-MAILBOXES)."""

import re

import idna
from django.utils.translation import gettext as _

from core.text import lines

LONGEST = 254  # characters of an address (RFC 5321, 4.5.3.1.3, less the brackets)
LONGEST_LOCAL_PART = 64  # RFC 5321, 4.5.3.1.1

# Endings that no mail server has: RFC 6761 (invalid, localhost, test), RFC 6762 (local), RFC 7686 (onion),
# RFC 9476 (alt), RFC 3172 (arpa), and "internal", which ICANN keeps for private networks. Those for examples
# are taken: demonstrations and trainings use them.
RESERVED = frozenset("alt arpa internal invalid local localhost onion test".split())  # noqa: SIM905

_ATOM = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
_LOCAL_PART = re.compile(rf"{_ATOM}(?:\.{_ATOM})*")
_NUMBER = re.compile(r"\[.*\]|[0-9.]+|[0-9a-f:]*:[0-9a-f:.]*", re.IGNORECASE)


class NoMailbox(ValueError):
    """An address never receives mail; the message is for the person who typed it."""


def mailbox(text: str) -> str:
    """Return the one form of an address: ASCII in lower case, its domain by IDNA 2008. Raise NoMailbox.

    That is the form in which it is stored, compared, written to and shown.
    """
    local_part, at, domain = lines.clean(text).rpartition("@")
    if not (at and local_part and domain):
        raise NoMailbox(_("This is no e-mail address. One looks like name@example.org."))
    _check_local_part(local_part)
    address = f"{local_part.lower()}@{_domain(domain)}"
    if len(address) > LONGEST:
        raise NoMailbox(_("This address is too long: it has more than %d characters.") % LONGEST)
    return address


def same(text: str) -> str:
    """Return a text in the form of `mailbox` to compare it with; what is no such address is only cleaned."""
    try:
        return mailbox(text)
    except NoMailbox:
        local_part, at, domain = lines.clean(text).rpartition("@")
        return f"{local_part}{at}{ascii_domain(domain) if at else domain}".lower()


def ascii_domain(domain: str) -> str:
    """Return a domain as mail servers and their protocols write it; what is no domain, in lower case."""
    try:
        return _encoded(domain)
    except idna.IDNAError:
        return domain.lower()


def readable(address: str) -> str:
    """Return an address with the letters of its domain before it where mail needs another form of them."""
    local_part, _at, domain = address.rpartition("@")
    try:
        letters = idna.decode(domain)
    except idna.IDNAError:
        return address
    return address if letters == domain else f"{local_part}@{letters} ({address})"


def _check_local_part(text: str) -> None:
    if not text.isascii():
        raise NoMailbox(
            _("Before the @ we can write to letters without accents only. Please give another address.")
        )
    if len(text) > LONGEST_LOCAL_PART:
        most = LONGEST_LOCAL_PART
        raise NoMailbox(_("Before the @ an address has at most %d characters.") % most)
    if not _LOCAL_PART.fullmatch(text):
        raise NoMailbox(_("Something before the @ is wrong. An address looks like name@example.org."))


def _domain(text: str) -> str:
    if _NUMBER.fullmatch(text):
        raise NoMailbox(_("After the @ we need a name such as example.org, not the number of a computer."))
    try:
        domain = _encoded(text)
    except idna.IDNAError as problem:
        raise NoMailbox(_("There can be no such domain: please look at what is after the @.")) from problem
    ending = domain.rpartition(".")[2]
    if domain == ending and domain not in RESERVED:
        raise NoMailbox(_("Something is missing after the @: it has no dot, as in name@example.org."))
    if ending in RESERVED:
        raise NoMailbox(_("No mail can arrive at a domain that ends in “%s”.") % ending)
    if domain.endswith(".") or not re.fullmatch(r"[a-z][a-z0-9-]*[a-z0-9]", ending):
        raise NoMailbox(_("There can be no such domain: please look at what is after the @."))
    return domain


def _encoded(domain: str) -> str:
    """Return a domain in ASCII, by the non-transitional mapping of UTS 46. Raise idna.IDNAError."""
    if domain.isascii() and not re.search(r"(?:^|\.)xn--", domain, re.IGNORECASE):
        if not re.fullmatch(r"(?:(?!-)[a-z0-9-]{1,63}(?<!-)\.)*(?!-)[a-z0-9-]{1,63}(?<!-)", domain.lower()):
            raise idna.IDNAError(domain)
        return domain.lower()
    try:
        return idna.encode(domain, uts46=True, std3_rules=True, strict=True).decode()
    except UnicodeError as problem:
        raise idna.IDNAError(domain) from problem
