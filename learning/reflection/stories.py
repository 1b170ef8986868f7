"""A story is a reflection whose author shared some of it, under a title (R-STORY-NAMED)."""

import hashlib

from django.utils import timezone
from django.utils.translation import gettext as _

from core.web import keyset
from learning.models import Reflection
from learning.reflection import questions
from learning.reflection.reflections import Refused, held, save
from participants import limits


def parts(reflection):
    """Return (question, words) of what others read, in the order of the cycles of value."""
    chosen = questions.in_order(reflection.in_story)
    return [(one, words) for one in chosen if (words := getattr(reflection, one.name))]


def stamp(reflection):
    """Return what identifies the words that others would read: nobody shares what they have not seen."""
    words = [(one.number, said) for one, said in parts(reflection)]
    shown = (reflection.title, reflection.named, reflection.language, words)
    return hashlib.sha256(repr(shown).encode()).hexdigest()[:16]


def share(colab, person, seen):
    """Share what somebody ticked, as they have `seen` it, a `stamp`. Return the Reflection. Idempotent.

    Raise Refused, and limits.Refused.
    """
    with held(colab, person) as mine:
        if mine.is_shared:
            return mine
        if not mine.can_be_told:
            raise Refused(_("A story needs a title and a ticked box with words."))
        if stamp(mine) != seen:
            raise Refused(_("You have changed it since you looked at it. Look at it again, then share it."))
        limits.spend(person, "story")
        return save(mine, shared_at=timezone.now())


def take_back(reflection, person):
    """Have nobody else read a story any more; its words stay with its teller. Idempotent.

    It asks nothing of who takes it back, who may have left the space since.
    """
    Reflection.objects.of(person).filter(pk=reflection.pk).update(shared_at=None)


def page(person, asked):
    """Return a page of stories that somebody may read, the newest first."""
    return keyset.page(Reflection.objects.readable_by(person).for_page(), "shared_at", asked)


def of_colab(colab, person):
    """Return the stories of a co-lab, in the order in which they were shared; one query."""
    found = Reflection.objects.readable_by(person).filter(colab=colab).select_related("participant")
    return found.order_by("shared_at", "pk")
