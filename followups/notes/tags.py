"""Tags that whoever writes the harvest sets on notes, and under which these stand in it."""

from django.utils.translation import gettext as _

from core.web import refusals
from events.hour import course
from events.models.locking import holding
from forums.models.tag import key_of
from forums.topics import tagging

EACH = 3  # at most, of a note


class Refused(refusals.Refused):
    """Why a note gets no tags."""


def give(note, by, names):
    """Give these tags to a note in place of those it has. Idempotent. Raise Refused, and limits.Refused."""
    with holding(note.colab) as colab:
        if colab.role_of(by) is None:
            text = _("Tags are given by those who organize or facilitate this co-lab, or write its harvest.")
            raise Refused(text)
        if set_on(note, by, names):
            course.touch(colab)


def set_on(note, by, names):
    """Return whether the tags of a note are others now; for whoever holds its co-lab."""
    before = {tag.key for tag in note.tags.all()}
    if before == {key_of(name) for name in names[:EACH]}:
        return False
    note.tags.set(tagging.get_or_create(names[:EACH], by))
    return True


def most_given(notes):
    """Return the names of the tags of notes `with_tags`, those on most notes first."""
    names = [tag["name"] for note in notes for tag in note.tag_list]
    return sorted(dict.fromkeys(names), key=lambda name: -names.count(name))
