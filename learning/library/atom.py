"""The library as an Atom feed (RFC 4287), with the beginnings of texts: the rest stands on our pages."""

import uuid

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.html import format_html
from django.utils.translation import gettext as _

from core.web.polling import Atom

LENGTH = 30


def of(rows, filters, language):
    """Return the bytes; each entry is in its own language, the name of the feed in this one."""
    own, page = (settings.SITE_URL + filters.address(name) for name in ("learning:atom", "learning:library"))
    with translation.override(language):
        title = _("Co-Lab: what people learnt")
    feed = Atom(title, page, None, feed_url=own, feed_guid=own, language=language, author_name="Co-Lab")
    for row in rows:
        with translation.override(row.thing.language):
            feed.add_item(**_entry(row))
    return feed.writeString("utf-8").encode()


def _entry(row):
    thing, colab = row.thing, row.thing.colab
    what = thing.get_kind_display() if row.kind == "note" else _("Harvest")
    return {
        "title": _("%(kind)s: %(colab)s") % {"kind": what, "colab": colab.title_outside},
        "link": settings.SITE_URL + reverse(f"learning:{row.kind}", args=[thing.pk]),
        "unique_id": uuid.uuid5(colab.uid, f"{row.kind}:{thing.pk}").urn,
        "description": format_html("<p>{}</p>", row.text),
        "author_name": _author(row),
        "categories": [tag["name"] for tag in thing.tag_list],
        "pubdate": row.at,
        "updateddate": thing.edited_at or row.at,
        "language": thing.language,
    }


def _author(row):
    """Return the name that the space shows beside a note; a harvest belongs to all who were there."""
    if row.kind == "harvest":
        return None
    return _("A participant") if row.thing.colab.topic.forum.unattributed else row.thing.author.name
