"""Nominations of topics for a co-lab, one per person and topic (R-ONE-NOMINATION)."""

from django.utils import timezone
from django.utils.translation import gettext as _

from core.web import refusals
from forums.models import Intention, Nomination
from forums.models.locking import holding
from forums.ranking import popularity
from participants import limits


class Refused(refusals.Refused):
    """Why a topic cannot be nominated."""


def nominate(topic, person, *, intention=Intention.UNSURE, reason="", post=None):
    """Nominate a topic, or change an earlier nomination. Raise Refused if the topic is closed or hidden,
    and limits.Refused.

    A nomination that a held co-lab has answered is renewed; a change alone does not renew it.
    """
    with holding(topic) as held:
        if held.is_closed or held.is_hidden:
            raise Refused(_("This topic is closed, it cannot become a co-lab any more."))
        nomination, is_new = Nomination.objects.get_or_create(
            topic=held, participant=person, defaults={"intention": intention, "reason": reason, "post": post}
        )
        if is_new:
            limits.spend(person, "nomination")
        else:
            _change(nomination, held, intention, reason, post)
        popularity.rank([held])
    topic.wanted = held.wanted
    return nomination


def _change(nomination, topic, intention, reason, post):
    if reason not in {"", nomination.reason}:
        limits.spend(nomination.participant, "edit")
    nomination.intention, nomination.reason = intention, reason
    nomination.post = post or nomination.post
    if topic.scheduled_until and not topic.has_colab_ahead and nomination.created_at <= topic.scheduled_until:
        nomination.created_at = timezone.now()
    nomination.save(update_fields=["intention", "reason", "post", "created_at"])


def withdraw(topic, person):
    """Idempotent."""
    with holding(topic) as held:
        held.nominations.filter(participant=person).delete()
        popularity.rank([held])
    topic.wanted = held.wanted
