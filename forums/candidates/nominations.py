""" "Consider this for a co-lab": made by a person once for each topic, on the topic or on a post.

See R-ONE-NOMINATION.
"""

from django.utils import timezone
from django.utils.translation import gettext as _

from core.web import refusals
from forums.models import Intention, Nomination
from forums.models.locking import holding
from forums.ranking import popularity


class Refused(refusals.Refused):
    """Why a topic cannot be nominated."""


def nominate(topic, person, *, intention=Intention.UNSURE, reason="", post=None):
    """Tag a topic for co-lab consideration, or change what was said before; gives the nomination.

    One that a held co-lab has answered counts anew. A change alone makes no nomination younger.
    """
    with holding(topic) as held:
        if held.is_closed or held.is_hidden:
            raise Refused(_("This topic is closed, it cannot become a co-lab any more."))
        nomination, is_new = Nomination.objects.get_or_create(
            topic=held, participant=person, defaults={"intention": intention, "reason": reason, "post": post}
        )
        if not is_new:
            _change(nomination, held, intention, reason, post)
        popularity.rank([held])
    topic.wanted = held.wanted
    return nomination


def _change(nomination, topic, intention, reason, post):
    nomination.intention, nomination.reason = intention, reason
    nomination.post = post or nomination.post
    if topic.scheduled_until and not topic.has_colab_ahead and nomination.created_at <= topic.scheduled_until:
        nomination.created_at = timezone.now()
    nomination.save(update_fields=["intention", "reason", "post", "created_at"])


def withdraw(topic, person):
    """Take it back; taking it back twice changes nothing."""
    with holding(topic) as held:
        held.nominations.filter(participant=person).delete()
        popularity.rank([held])
    topic.wanted = held.wanted
