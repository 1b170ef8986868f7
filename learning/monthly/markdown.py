"""A monthly digest as a text in Markdown, to be copied into a newsletter."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from followups.harvest.markdown import plain
from learning.library.markdown import link


def of_digest(content):
    """Return the text of a `shown.Content`, in the language of whoever reads it."""
    digest = content.digest
    title = f"{digest.forum.name} · {digest}" if digest.forum_id else str(digest)
    parts = [f"# {plain(title)}", digest.opening.strip()]
    for kind, lines in content.sections:
        parts += [f"## {plain(kind.label)}", "\n".join(_line(one, digest) for one in lines)]
    parts += [offers(digest), digest.closing.strip(), link(_("Its page"), digest.get_absolute_url())]
    return "\n\n".join(filter(None, parts)) + "\n"


def _line(one, digest):
    """Return one line: each has the same parts, whatever it says (R-SAME-LENGTH)."""
    space = "" if one.space.pk == digest.forum_id else one.space.name
    said = [plain(part) for part in (str(one.mark), one.teller, one.words, space) if part]
    return " — ".join([f"- {link(one.title, one.address)}", *said])


def offers(digest):
    """Return the sentence that says how many offers and needs were written, or ""."""
    if not digest.offers:
        return ""
    text = ngettext(
        "%(number)s new offer or need stands in the directory.",
        "%(number)s new offers and needs stand in the directory.",
        digest.offers,
    )
    return text % {"number": digest.offers}
