"""Seats and roles of people who close their account, are deactivated or leave a forum.

The messages of an account are deleted with it, so cancellations are posted again as "parted", to its address.
"""

from events.calendar import feeds
from events.models import CalendarReply, CoLab, Registration
from events.registration import seats
from forums.spaces import memberships
from mailing import outbox
from mailing.models import Message
from participants.accounts import activation

CANCELLING = ("given-up", "removed", "called-off")


def leave_all(person):
    """Give up all seats and places in queues. Cancellations that are still to be sent are kept."""
    present = Registration.objects.present().filter(participant=person, colab__in=CoLab.objects.ahead())
    for registration in present.select_related("colab"):
        seats.leave(registration.colab, person)
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
    for role in ("facilitates", "harvests"):
        ahead = getattr(person, role).filter(pk__in=CoLab.objects.ahead().values("pk"))
        getattr(person, role).remove(*ahead)


def deactivated(person):
    leave_all(person)
    give_back_roles(person)
    feeds.revoke(person)


def left(forum, person):
    """Give up the seats of a person who left a forum that is not public: they can no longer read it."""
    if forum.is_public:
        return
    present = Registration.objects.present().filter(
        participant=person, colab__topic__forum=forum, colab__in=CoLab.objects.ahead()
    )
    for registration in present.select_related("colab", "participant"):
        seats.leave(registration.colab, registration.participant)


activation.given_back.add("seats and roles ahead", deactivated)
memberships.given_back.add("seats in its co-labs", left)
