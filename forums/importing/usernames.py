"""The names by which imported posts mention and quote their authors, gone with the person (R-NAMES-GO)."""

import re

from participants.profiles import names


def usernames(person, before):
    """Return the Link of "@name", and of the name in front of a quotation, in posts that were imported.

    There a name means one person. It stays where somebody only takes another name.
    """
    if not (person.has_left and before.imported_as):
        return None
    name = "".join(rf"\\?{re.escape(sign)}" for sign in before.imported_as)
    mention = re.compile(rf"(?<![\w@/.\\-])@{name}(?![\w-]|\.\w|\\_)")
    above = re.compile(rf"\*\*(\[?){name}((?:\]\([^()\s]+\))?:\*\*)")

    def rewrite(text, language):
        former = names.former(language)
        return above.sub(rf"**\g<1>{former}\g<2>", mention.sub(former, text))

    holds = max(re.findall(r"[^\W_]+", before.imported_as), key=len, default="")
    return names.Link(holds, rewrite, _imported)


def _imported(rows):
    """Filter posts that were imported, and earlier versions of them."""
    path = {"Post": "imported_as", "Revision": "post__imported_as"}.get(rows.model.__name__)
    return rows.filter(**{f"{path}__isnull": False}) if path else rows.none()
