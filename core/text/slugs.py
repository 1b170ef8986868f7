"""Slugs: the readable end of an address."""

from collections.abc import Collection

from django.utils.text import slugify


def slug_of(title: str, *, otherwise: str, verbs: Collection[str] = (), length: int = 140) -> str:
    """Return the slug of a title; `otherwise` if it has no letters. The result is never one of `verbs`."""
    slug = slugify(title)[:length] or otherwise
    return f"{slug}-{otherwise}" if slug in verbs else slug
