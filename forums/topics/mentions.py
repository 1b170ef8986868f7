"""Mentions: @Full Name in a post becomes a link to the person, who is notified."""

import re
from collections import Counter
from itertools import takewhile
from unicodedata import combining, normalize

from django.db.models import Exists, OuterRef, Q

from core.text import lines, names
from core.text.markup import fits, passages
from forums.models import Post
from forums.topics import naming
from forums.topics.naming import mention as markdown
from mailing import outbox
from mailing.models import Message
from participants import limits
from participants.models import Participant

MAX_MENTIONS = 50  # occurrences of "@" that are looked up
MAX_NOTIFIED = 20  # people whom a post notifies
MAX_SUGGESTIONS = 8

_LONGEST_TEXT = Post._meta.get_field("text").max_length
_LONGEST_NAME = Participant._meta.get_field("name").max_length
_AT = re.compile(r"(?<![\w\\/@!])@(?=\S)")  # no e-mail address, no path, nothing escaped, no image
_END = re.compile(r"(?<=\S)(?![-.]?\w|[\u0300-\u036f])")  # of a word; accents may be combining characters
_PAGE = re.compile(r"/([1-9]\d{0,17})/$")
_LINK = re.compile(r"\[(@(?:\\.|[^\\\]\n]){1,220})\]\(([^)\s]+)\)")
_ESCAPED = re.compile(r"\\([!-/:-@[-`{-~])")
_MARKED = re.compile(r"@\ue000(\d{1,9})\ue001")  # private-use characters


def link(text, author, forum, topic=None):
    """Return the text with each @Full Name of somebody who can be mentioned there replaced by a link.

    The longest name matches, in any letters (R-NAMES-FOUND). Ambiguous names are left alone, as is text in
    code, links and quotations. Mentions of people who left become words. What would grow too long or too
    large stays.
    """
    pieces, done = [], 0
    text = naming.without_those_who_left(text, topic.language if topic else forum.language)
    for start, end, person in _matches(text, _mentionable(forum, topic, author)):
        if start >= done:
            pieces += [text[done:start], markdown(person)]
            done = end
    linked = "".join([*pieces, text[done:]])
    return linked if linked == text or (len(linked) <= _LONGEST_TEXT and fits(linked)) else text


def people_in(text):
    """Return the primary keys of the people mentioned, without duplicates, in order of appearance."""
    if not naming.names_people(text):
        return []
    linked = (_person_at(address) for words, address in passages(text) if address and words.startswith("@"))
    return list(dict.fromkeys(pk for pk in linked if pk))


def without_links(text):
    """Return the text with mentions as plain @Full Name, for media without links."""
    return _LINK.sub(lambda found: _ESCAPED.sub(r"\1", found[1]) if _person_at(found[2]) else found[0], text)


def suggestions(unfinished, author, forum, topic=None):
    """Return (person, link) of at most MAX_SUGGESTIONS people, those who wrote in the topic first."""
    words = lines.clean(unfinished)[:_LONGEST_NAME]
    if len(words) < 2:
        return []
    people = (
        _mentionable(forum, topic, author)
        .named_like(words)
        .only("name", "organization", "email", "is_active", "is_staff", "is_moderator", "is_organizer")
    )
    return [
        (person, markdown(person)) for person in people.order_by("-wrote", "name", "pk")[:MAX_SUGGESTIONS]
    ]


def notify(post, before=""):
    """Notify people whom a post mentions and did not mention `before`. Idempotent. Raise limits.Refused.

    All of them count as mentions of the author's day, also those who are not notified.
    """
    mentioned, known = people_in(post.text), set(people_in(before))
    forum, new = post.topic.forum, set(mentioned[:MAX_NOTIFIED]) - known
    if not mentioned or forum.unattributed:
        return
    limits.spend(post.author, "mention", len(set(mentioned) - known))
    people = _readers(forum, _mentionable(forum, post.topic, post.author).active())
    outbox.post_many(
        outbox.Draft("mention", person, _key(post, person), {"post": post.pk})
        for person in people.filter(pk__in=new)
    )


def is_notified(post, person):
    return person.pk in people_in(post.text) and Message.objects.filter(key=_key(post, person)).exists()


def _key(post, person):
    return f"mention:{post.pk}:{person.pk}"


def _person_at(address):
    number = _PAGE.search(address)
    return int(number[1]) if number and address == naming.page(number[1]) else None


def _mentionable(forum, topic, author):
    """Return the people this author can mention in a topic (None: a new one), annotated with `wrote`.

    These are authors of its posts, and people in the directory who may read it. In a community of healing it
    is nobody (R-UNATTRIBUTED).
    """
    posts = Post.objects.filter(topic=topic.pk if topic else 0, hidden_at=None)
    listed = _readers(forum, Participant.objects.in_directory().order_by())
    people = Participant.objects.known().exclude(pk=author.pk).exclude(name="")
    people = people.annotate(wrote=Exists(posts.filter(author=OuterRef("pk"))))
    people = people.filter(Q(wrote=True) | Q(pk__in=listed.values("pk")))
    return people.none() if forum.unattributed else people


def _readers(forum, people):
    return people if forum.is_public else people.filter(memberships__forum=forum)


def _matches(text, people):
    """Yield (start, end, person) for each unambiguous name in plain text."""
    written = {start: _possible_names(text, start) for start in _in_plain_text(text)}
    if not written:
        return
    folded = names.folded({name for possible in written.values() for name in possible})
    known = _by_name(people, set(folded.values()))
    for start, possible in written.items():
        name, meant = _longest(possible, folded, known)
        if len(meant) == 1:
            yield start, possible[name], meant[0]


def _longest(possible, folded, known):
    """Return (name, people) of the longest of these names that somebody has."""
    for form in reversed(list(dict.fromkeys(folded[name] for name in possible))):
        written = [name for name in possible if folded[name] == form]  # with and without signs at its end
        name, meant = _meant(written, known.get(form, []))
        if meant:
            return name, meant
    return "", []


def _meant(written, people):
    """Return (name, people): whose name is written letter for letter, else all whose accents are left out."""
    for name in written:
        if exact := [person for person in people if person.name.lower() == lines.clean(name).lower()]:
            return name, exact
    name = next(iter(written), "")
    return name, [person for person in people if not _accents(name) - _accents(person.name)]


def _accents(name):
    return Counter(sign for sign in normalize("NFKD", name) if combining(sign))


def _in_plain_text(text):
    """Return the positions of "@" in plain text: each is numbered and looked up in the parsed Markdown."""
    if not _AT.search(text):
        return []
    numbered = _AT.sub(lambda found: f"@\ue000{found.start()}\ue001", text)
    plain = "\n".join(words for words, address in passages(numbered) if not address)
    return [int(number) for number in _MARKED.findall(plain)[:MAX_MENTIONS]]


def _possible_names(text, start):
    """Return {possible name: its end} after an "@", shortest first."""
    line_end = text.find("\n", start)
    last = min(start + 1 + _LONGEST_NAME, line_end if line_end >= 0 else len(text))
    ends = (found.start() for found in _END.finditer(text, start + 2))
    ends = takewhile(lambda end: end <= last, ends)
    return {text[start + 1 : end]: end for end in ends}


def _by_name(people, folded):
    found = {}
    for person in people.annotate(folded=names.Folded("name")).filter(folded__in=folded - {" "}):
        found.setdefault(person.folded, []).append(person)
    return found
