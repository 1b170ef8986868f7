"""Seats and roles of people who close their account, are deactivated or leave a forum.

The messages of an account are deleted with it, so cancellations are posted again as "parted", to its address.
"""

from django.db.models import Q

from events.calendar import feeds
from events.models import CalendarReply, CoLab, Registration
from events.models.locking import holding_all
from events.registration import seats
from forums.spaces import memberships
from mailing import outbox
from mailing.models import Message
from participants.accounts import activation

CANCELLING = ("given-up", "removed", "called-off")


def leave_all(person):
    """Give up all seats and places in queues. Cancellations that are still to be sent are kept."""
    with holding_all(_ahead(person)) as colabs:
        for colab in colabs:
            seats.leave(colab, person)
        _keep_cancellations(person)


def _ahead(person):
    """Return the co-labs ahead in which this person has a part."""
    registered = Registration.objects.present().filter(participant=person).values("colab")
    has_role = CoLab.objects.with_role(person).values("pk")
    return CoLab.objects.ahead().filter(Q(pk__in=registered) | Q(pk__in=has_role))


def _keep_cancellations(person):
    CalendarReply.objects.filter(registration__participant=person).delete()
    waiting = person.messages.filter(state=Message.State.WAITING, kind__in=CANCELLING)
    for about in waiting.values_list("about", flat=True):
        if about.get("seated"):
            outbox.post(
                "parted",
                None,
                f"parted:{about['uid']}",
                address=person.email,
                language=person.language,
                zone=str(person.zone),
                **{name: about[name] for name in ("registration", "uid", "sequence")},
            )


def give_back_roles(person):
    with holding_all(_ahead(person)) as colabs:
        person.facilitates.remove(*(colab for colab in colabs if colab.facilitator_id == person.pk))
        person.harvests.remove(*(colab for colab in colabs if colab.harvester_id == person.pk))


def deactivated(person):
    leave_all(person)
    give_back_roles(person)
    feeds.revoke(person)


def left(forum, person):
    """Give up the seats of a person who left a forum that is not public: they can no longer read it."""
    if forum.is_public:
        return
    with holding_all(_ahead(person).filter(topic__forum=forum)) as colabs:
        for colab in colabs:
            seats.leave(colab, person)


activation.given_back.add("seats and roles ahead", deactivated)
memberships.given_back.add("seats in its co-labs", left)
