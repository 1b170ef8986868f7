"""Somebody closes their account or leaves a forum: seats are given up, and their calendar learns of it.

The account's own messages go with it, so these have a kind of their own, to the address it had. That address
is forgotten with the rest of the message once it is sent.
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
    """Give up every seat and place in a queue; what takes entries out of a calendar and waits is kept."""
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
    """The co-labs ahead that this person was to facilitate or harvest have nobody for it now."""
    for role in ("facilitates", "harvests"):
        ahead = getattr(person, role).filter(pk__in=CoLab.objects.ahead().values("pk"))
        getattr(person, role).remove(*ahead)


def deactivated(person):
    """Staff switched the account off: seats and roles ahead are given back, the feed has no address."""
    leave_all(person)
    give_back_roles(person)
    feeds.revoke(person)


def left(forum, person):
    """Who is no longer in a forum that is not public has no seat in its co-labs: they cannot read them."""
    if forum.is_public:
        return
    present = Registration.objects.present().filter(
        participant=person, colab__topic__forum=forum, colab__in=CoLab.objects.ahead()
    )
    for registration in present.select_related("colab", "participant"):
        seats.leave(registration.colab, registration.participant)


activation.given_back.add("seats and roles ahead", deactivated)
memberships.given_back.add("seats in its co-labs", left)
