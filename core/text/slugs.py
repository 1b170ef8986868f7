"""Slugs: the readable end of an address (R-SLUGS)."""

import re
from collections.abc import Iterator
from functools import cache

from django.urls import URLResolver, get_resolver, get_urlconf
from django.utils.text import slugify

_PARAMETER = re.compile(r"<(?:(\w+):)?\w+>")


def slug_of(title: str, *, at: str, otherwise: str, length: int = 140, allow_unicode: bool = False) -> str:
    """Return the slug of a title for the address with the name `at`; `otherwise` if it has no letters.

    It is never a word that has another meaning at this place of an address, and the slug of a slug is itself.
    """
    slug = slugify(title, allow_unicode=allow_unicode)[:length].strip("-_") or otherwise
    return f"{slug}-{otherwise}" if slug in reserved(at) else slug


def reserved(at: str) -> frozenset[str]:
    """Return the words that other addresses have where the one with the name `at` has its slug."""
    return _reserved(at, get_urlconf())


@cache
def _reserved(at: str, urlconf: str | None) -> frozenset[str]:
    routes = list(_routes(get_resolver(urlconf)))
    whole = dict(routes)[at]
    before = whole[: whole.rindex("<")]
    following = (route.removeprefix(before) for _name, route in routes if route.startswith(before))
    words = {re.split(r"[/.]", words)[0] for words in following}
    return frozenset(word for word in words if word and "<" not in word)


def _routes(resolver: URLResolver, space: str = "", before: str = "") -> Iterator[tuple[str, str]]:
    """Yield (name, route) of every address, without the names of its parameters."""
    for number, pattern in enumerate(resolver.url_patterns):
        route = before + _PARAMETER.sub(r"<\1>", str(pattern.pattern))
        if isinstance(pattern, URLResolver):
            inner = f"{space}{pattern.namespace}:" if pattern.namespace else space
            yield from _routes(pattern, inner, route)
        else:
            yield f"{space}{pattern.name or number}", route
