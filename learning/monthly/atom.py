"""Monthly digests as an Atom feed (RFC 4287)."""

import uuid

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from core.web.polling import Atom

LENGTH = 12
KEYS = uuid.uuid5(uuid.NAMESPACE_URL, "co-lab:monthly-digest")


def of(contents, language, forum=None):
    """Return the bytes of `shown.Content`s: each is in its own language, the name of the feed in this one."""
    own = settings.SITE_URL + reverse("learning:monthly_atom") + (f"?space={forum.slug}" if forum else "")
    page = reverse("learning:monthly_in_space", args=[forum.slug]) if forum else reverse("learning:monthly")
    page = settings.SITE_URL + page
    with translation.override(language):
        title = _("Co-Lab: monthly digests") + (f" · {forum.name}" if forum else "")
        feed = Atom(title, page, None, feed_url=own, feed_guid=own, language=language, author_name="Co-Lab")
    for content in contents:
        with translation.override(content.digest.language):
            feed.add_item(**_entry(content))
    return feed.writeString("utf-8").encode()


def _entry(content):
    digest = content.digest
    title = f"{digest.forum.name} · {digest}" if digest.forum_id else str(digest)
    return {
        "title": title,
        "link": settings.SITE_URL + digest.get_absolute_url(),
        "unique_id": uuid.uuid5(KEYS, f"{settings.SITE_URL}:{digest.pk}").urn,
        "description": render_to_string(
            "learning/monthly/_entry.html",
            {"content": content, "digest": digest, "site_url": settings.SITE_URL},
        ),
        "pubdate": digest.published_at,
        "updateddate": digest.edited_at or digest.published_at,
        "language": digest.language,
    }
