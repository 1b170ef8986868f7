"""Declares for stewards that what stands about their space is to be looked at again."""

from django.utils import timezone
from django.utils.translation import gettext as _

from forums.models import Forum
from participants.open_ends import registry
from participants.open_ends.registry import OpenEnd, Source


def _due():
    return Forum.objects.filter(review_on__lte=timezone.localdate(), memberships__moderates=True)


def of(person):
    return [_end(space) for space in _due().filter(memberships__participant=person).order_by("review_on")]


def _end(space):
    text = _("You wanted to look at the description of this space again. Set another day when you have.")
    subject = space.name if space.rules.words_leave else ""
    return OpenEnd(subject, text, space.address_outside("edit_about"), space.review_on, space.language)


def people():
    return _due().values_list("memberships__participant", flat=True)


registry.sources.add("spaces to look at again", Source(of, people))
