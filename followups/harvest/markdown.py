"""A harvest as one text in Markdown, to be kept or read elsewhere, with links to where it came from."""

import re

from django.conf import settings
from django.utils.formats import date_format
from django.utils.translation import gettext as _

_MARKUP = re.compile(r"([\\`*_{}\[\]<>#|~])")


def of(colab, harvest, groups):
    """Return the text. `groups` are those of `themes.grouped`, of shared notes alone."""
    parts = [_head(colab), harvest.summary, *_section(_("In other words"), harvest.themes)]
    parts += _section(_("Next steps"), harvest.next_steps)
    if groups:
        parts.append("## " + _("What people shared"))
    for group in groups:
        parts += [f"### {plain(group.name)}"] if group.name else []
        parts += [quote(note, named=not colab.topic.forum.unattributed) for note in group.notes]
    return "\n\n".join(part.strip() for part in parts) + "\n"


def _head(colab):
    held = _("Co-lab of %(day)s") % {"day": date_format(colab.starts_at.astimezone(colab.zone))}
    links = [_link(held, colab), _link(_("from the topic “%(topic)s”") % {"topic": colab.topic}, colab.topic)]
    return f"# {plain(colab.title)}\n\n{plain(colab.question)}\n\n{' · '.join(links)}"


def _link(text, thing):
    return f"[{plain(text)}]({settings.SITE_URL}{thing.get_absolute_url()})"


def _section(title, text):
    return [f"## {title}", text] if text else []


def plain(text):
    """Return a line of text with its signs of Markdown escaped."""
    return _MARKUP.sub(r"\\\1", str(text))


def quote(note, *, named):
    """Return the words of a note as a quotation, with its kind, and its author where these are `named`."""
    author = note.author if named else _("A participant")
    head = f"**{note.get_kind_display()}** · {_link(author, note)}"
    return "\n".join(f"> {line}".rstrip() for line in [head, "", *note.text.splitlines()])
