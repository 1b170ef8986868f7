"""The readable end of an address."""

from django.utils.text import slugify


def slug_of(title, *, otherwise, verbs=(), length=140):
    """The slug of a title, `otherwise` where it has no letters; never one of `verbs`."""
    slug = slugify(title)[:length] or otherwise
    return f"{slug}-{otherwise}" if slug in verbs else slug
