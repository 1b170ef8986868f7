"""Mentions and quotations in imported posts lead to the people and posts that came here (R-IMPORT-LINKS)."""

import re

from django.db.models.functions import Lower
from django.utils import translation

from forums.importing import inline
from forums.importing.discourse import Mention, Quotation
from forums.models import Post
from forums.topics import naming
from participants.models import Participant

_PLACE = re.compile("\x00(\\d+)\x00")


def fill(draft, references, known=lambda reference: None):
    """Return the text of a draft: each reference as `known` says, else as words that lead nowhere here."""

    def written(found):
        reference = references[int(found[1])]
        found = known(reference)
        return words(reference) if found is None else found

    return _PLACE.sub(written, draft)


def words(reference):
    """Return a name, with a link to the old forum where it is known."""
    if isinstance(reference, Mention):
        return inline.escaped(reference.name)
    name = inline.escaped(reference.username or reference.title, linked=True)
    link = f"[{name}]({reference.address})" if re.fullmatch(r"[^\s()<>\\]+", reference.address) else name
    return f"**{link}:**"


class Known:
    """What references lead to: posts that were imported, and the people who wrote there."""

    def __init__(self, references, posts=()):
        """`posts`: {(key of the topic, number there): Post} of those that are not saved yet."""
        names = {ref.name[1:].lower() for ref in references if isinstance(ref, Mention)}
        quoted = {(ref.topic_key, ref.number) for ref in references if isinstance(ref, Quotation)}
        self.people = {
            person.lower: person
            for person in Participant.objects.exclude(imported_as=None)
            .annotate(lower=Lower("imported_as"))
            .filter(lower__in=names)
            .order_by("-pk")
        }
        self.posts = _saved(quoted - set(posts)) | {place: posts[place] for place in quoted & set(posts)}

    def __contains__(self, reference):
        return self._target(reference) is not None

    def text(self, entry, topic):
        """Return the text of an entry for its topic."""

        def written(reference):
            target, is_mention = self._target(reference), isinstance(reference, Mention)
            if topic.forum.unattributed and (is_mention or target is None):
                return None if is_mention else ""  # R-UNATTRIBUTED
            if target is None:
                return None
            return naming.mention(target) if is_mention else naming.above(target)

        with translation.override(topic.language):
            return fill(entry.draft, entry.references, written)

    def _target(self, reference):
        if isinstance(reference, Mention):
            person = self.people.get(reference.name[1:].lower())
            return person if person and not person.has_left else None
        return self.posts.get((reference.topic_key, reference.number))


def _saved(places):
    """Return {place: Post} of those that were imported earlier."""
    rows = Post.objects.filter(
        topic__imported_as__in={key for key, _number in places},
        number__in={number for _key, number in places},
        imported_as__isnull=False,
    )
    fields = ["number", "author", "topic__slug", "topic__imported_as", "topic__forum"]
    rows = (
        rows.select_related("author", "topic__forum").only(*fields, "author__name", "author__email")
        if places
        else ()
    )
    found = {(post.topic.imported_as, post.number): post for post in rows}
    return {place: found[place] for place in places & set(found)}
