"""A note as a text in Markdown, to be kept or read elsewhere, with links to where it came from."""

from django.conf import settings
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from followups.harvest.markdown import plain


def of_note(note):
    """Return the text. `note`: with its author, co-lab, topic and space, and `tag_list`."""
    colab = note.colab
    head = _("%(kind)s: %(colab)s") % {"kind": note.get_kind_display(), "colab": plain(colab.title)}
    parts = [f"# {head}", note.text.strip(), _said(note), " ".join(_tags(note)), " · ".join(_links(note))]
    return "\n\n".join(filter(None, parts)) + "\n"


def _said(note):
    who = _("A participant") if note.colab.topic.forum.unattributed else note.author.name
    return f"— {plain(who)}, {date_format(note.created_at.astimezone(note.colab.zone))}"


def _tags(note):
    return [plain(f"#{tag['name']}") for tag in note.tag_list]


def _links(note):
    colab, topic = note.colab, note.colab.topic
    return [
        link(_("This note"), reverse("learning:note", args=[note.pk])),
        link(_("after the co-lab “%(colab)s”") % {"colab": colab}, note.get_absolute_url()),
        link(_("from the topic “%(topic)s”") % {"topic": topic}, topic.get_absolute_url()),
    ]


def link(text, address):
    """Return a link to an address of this site."""
    return f"[{plain(text)}]({settings.SITE_URL}{address})"
