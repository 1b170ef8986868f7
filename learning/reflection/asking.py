"""Asking somebody for their story who said that they may be asked (R-ASKED-ONCE)."""

from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from events.models.locking import holding
from forums.models import Role
from forums.spaces.roles import registry
from forums.spaces.roles.registry import MOST, RoleList
from learning.models import Reflection
from learning.reflection.reflections import Refused, save
from mailing import outbox
from participants import limits

SINCE = timedelta(days=180)  # answered; later it is too long ago to ask


def waiting(forum, reader):
    """Return those who may be asked for the story of an hour and were not asked, the latest first.

    Their words are not in it, nor what they answered (R-REFLECTION-MINE).
    """
    found = Reflection.objects.may_be_asked().filter(colab__topic__forum=forum, asked_at=None)
    recent = found.filter(answered_at__gte=timezone.now() - SINCE).exclude(participant=reader)
    return recent.for_page().order_by("-answered_at", "-pk")[:MOST]


def ask(reflection, by):
    """Ask somebody for the story of an hour, once. Idempotent. Raise Refused, and limits.Refused."""
    with holding(reflection.colab):
        held = Reflection.objects.may_be_asked().filter(pk=reflection.pk).first()
        if held is None or held.participant_id == by.pk:
            raise Refused(_("They cannot be asked for this story any more."))
        if held.asked_at:
            return
        limits.spend(by, "asking")
        save(held, asked_at=timezone.now(), asked_by=by)
        key = f"story-asked:{held.pk}:{held.participant_id}"
        outbox.post("story-asked", held.participant, key, reflection=held.pk)


registry.lists.add(
    "may be asked for a story",
    RoleList(
        role=Role.Kind.DETECTIVE,
        place=10,
        heading=gettext_lazy("You may ask them for their story"),
        template="learning/reflection/_role_asked.html",
        rows=waiting,
        note=gettext_lazy(
            "They ticked the box “You may ask me for the story”. Each is asked once, by anybody who reads "
            "this."
        ),
        shown=lambda forum: forum.rules.in_library,
    ),
)
