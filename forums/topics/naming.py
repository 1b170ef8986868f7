"""How posts name people: mentions and quotations, which follow the name of the person (R-NAMES-GO)."""

import re
from functools import cache

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from core.text import languages, links
from participants.models import Participant
from participants.profiles import names

_SPECIAL = re.compile(r"[\\`*_\[\]<>&~|!]")
_UNQUOTED = str.maketrans("", "", "[]()\\`*_<>\n")
_SITE = f"(?:{re.escape(settings.SITE_URL)})?"
_PERSON = re.compile(r"/people/([1-9]\d{0,17})/")
_POST = rf"{_SITE}/topics/(?P<topic>[1-9]\d{{0,17}})/[^\s()<>]*#post-(?P<number>[1-9]\d{{0,8}})"


def page(pk):
    return reverse("participants:person", args=[pk])


def mention(person):
    """Return the link that mentions a person, with special characters in the name escaped."""
    name = _SPECIAL.sub(r"\\\g<0>", " ".join(str(person).split()))
    return f"[@{name}]({page(person.pk)})"


def quoted(person):
    """Return a name as it stands above a quotation."""
    return str(person).translate(_UNQUOTED)


def above(post):
    """Return the line above a quotation: a link to the post and, unless unattributed, its author's name."""
    address = post.get_absolute_url()
    if post.topic.forum.unattributed:
        return _("In [an earlier post](%(address)s):") % {"address": address}
    return _("[%(name)s](%(address)s) wrote:") % {"name": quoted(post.author), "address": address}


def names_people(text):
    return bool(_PERSON.search(text))


def without_those_who_left(text, language):
    """Return a text in which mentions of people who left are words: their form may be older than that."""
    numbers = {int(number) for number in _PERSON.findall(text)}
    if not numbers:
        return text
    for person in Participant.objects.erased().filter(pk__in=numbers):
        text = mentions(person).rewrite(text, language)
    return text


def mentions(person, before=None):
    """Return the Link of mentions, and of whatever else leads to the page of the person."""
    address = page(person.pk)

    def rewrite(text, language):
        return links.rewrite(text, _SITE + re.escape(address), lambda words, found: named(words, language))

    def named(words, language):
        if person.has_left:
            return names.former(language)
        if words.startswith("@"):
            return mention(person)
        return f"[{quoted(person)}]({address})" if before and words == before.name else None

    return names.Link(address, rewrite)


def quotations(person, before):
    """Return the Link of quotations: the name above is a link to a post, and the post says whose it is."""
    written = set(person.posts.values_list("topic", "number"))
    if not written:
        return None
    was = before.name.translate(_UNQUOTED)

    def rewrite(text, language):
        return links.rewrite(text, _POST, lambda words, found: named(words, found, language))

    def named(words, found, language):
        of_this = (int(found["topic"]), int(found["number"])) in written
        if not of_this or not (words == was or _is_above_a_quotation(found)):
            return None
        name = names.former(language) if person.has_left else quoted(person)
        return f"[{name}]({found['address']})"

    return names.Link("#post-", rewrite)


def _is_above_a_quotation(found):
    """Return whether the line around a link is what `posts.quote` writes, in any language."""
    start, end = found.span()
    before = found.string[found.string.rfind("\n", 0, start) + 1 : start]
    after = found.string[end:].partition("\n")[0]
    return (before.strip("> "), after.strip()) in _around_a_name()


@cache
def _around_a_name():
    """Return {(words before the link, words after it)} of the line above a quotation, in each language."""
    found = set()
    for code, _name in languages.CHOICES:
        with translation.override(code):
            line = _("[%(name)s](%(address)s) wrote:") % {"name": "", "address": ""}
        found.add(tuple(part.strip() for part in line.split("[]()")))
    return found
