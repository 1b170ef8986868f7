"""Seats and roles of people who close their account, are deactivated or leave a forum.

The messages of an account are deleted with it, so cancellations are posted again as "parted", to its address.
"""

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from core.database.rows import one_by_one
from events.calendar import feeds
from events.messages import notifications
from events.models import CalendarReply, CoLab, Registration
from events.models.locking import holding_all
from events.models.roles import written_for
from events.registration import roles, seats
from events.room import access
from forums.spaces import memberships
from forums.spaces.readiness import readiness
from mailing import outbox
from mailing.models import Message
from participants.accounts import activation

CANCELLING = ("given-up", "removed", "called-off", "role-ended")


def leave_all(person):
    """Give up all seats and places in queues. Cancellations that are still to be sent are kept."""
    with holding_all(_with_part(CoLab.objects.ahead(), person)) as colabs:
        for colab in colabs:
            seats.leave(colab, person)
        _keep_cancellations(person)


def _with_part(colabs, person):
    """Filter by those in which this person is registered or named for a role."""
    registered = Registration.objects.present().filter(participant=person).values("colab")
    return colabs.filter(Q(pk__in=registered) | written_for([person]))


def _keep_cancellations(person):
    theirs = Q(registration__participant=person) | Q(role_entry__participant=person)
    CalendarReply.objects.filter(theirs).delete()
    waiting = person.messages.filter(state=Message.State.WAITING, kind__in=CANCELLING)
    entries = [about for about in waiting.values_list("about", flat=True) if _had_an_entry(about)]
    outbox.post_many(_parted(person, about) for about in entries)


def _had_an_entry(about):
    return about.get("seated") or "entry" in about


def _parted(person, about):
    kept = {name: about[name] for name in ("colab", "uid", "sequence")}
    kept |= {"seated": bool(about.get("seated"))}
    kept |= {"language": person.language, "zone": str(person.zone)}
    return outbox.Draft("parted", None, f"parted:{about['uid']}", kept, address=person.email)


def give_back_roles(person, colabs=None):
    """Give back the roles beside the organizer's in drafts and in co-labs ahead, or in these `colabs`.

    That of an organizer needs a successor; until then it does not count (R-ROLES-TODAY).
    """
    named = (_to_come() if colabs is None else colabs).naming(person)
    with holding_all(named) as held:
        roles.give_back(person, held)


@transaction.atomic
def give_back_all_roles(person):
    """Give back the roles of somebody whose account ends. Cancellations still to be sent are kept."""
    give_back_roles(person)
    _keep_cancellations(person)


def deactivated(person):
    _expose_rooms(_to_come(), person)
    leave_all(person)
    give_back_all_roles(person)
    feeds.revoke(person)


def left(forum, person):
    """Give up the seats and roles of a person who left a forum and can no longer read it."""
    if forum.is_public:
        return
    with holding_all(_with_part(_to_come().filter(topic__forum=forum), person)) as held:
        colabs = CoLab.objects.filter(pk__in=[colab.pk for colab in held])
        _expose_rooms(colabs, person)
        for colab in held:
            if not colab.is_draft:
                seats.leave(colab, person)
        give_back_roles(person, colabs)


def give_back_unreadable():
    """Do the same for whoever has lost a forum in another way. Idempotent; called each minute."""
    lost = {}
    rows = Registration.objects.present().filter(colab__in=CoLab.objects.ahead())
    for row in rows.not_of_readers().select_related("colab__topic__forum", "participant"):
        lost[row.colab.topic.forum_id, row.participant_id] = row.colab.topic.forum, row.participant
    for role in CoLab.ROLES[1:]:
        for colab in _to_come().not_read_by(role).select_related("topic__forum", role):
            person = getattr(colab, role)
            lost[colab.topic.forum_id, person.pk] = colab.topic.forum, person
    return one_by_one("Forums lost", lost.items(), lambda row: left(*row[1]), key=lambda row: row[0])


def organizes(forum, person):
    """Return why somebody cannot leave a forum: its readers would lose who runs their co-lab. Else ""."""
    ahead = CoLab.objects.organized_by(person).ahead().filter(topic__forum=forum)
    if forum.is_public or not ahead.exists():
        return ""
    return _(
        "You organize a co-lab in this forum that is ahead. Hold it, hand it over or call it off first; then "
        "you can leave."
    )


def _to_come():
    ahead = Q(state=CoLab.State.ANNOUNCED, ends_at__gt=timezone.now())
    return CoLab.objects.filter(ahead | Q(state=CoLab.State.DRAFT))


def _expose_rooms(colabs, person):
    seat = Q(Exists(Registration.objects.seated().filter(colab=OuterRef("pk"), participant=person)))
    access.expose(colabs.filter(seat | Q(pk__in=CoLab.objects.naming(person).values("pk"))))


def not_ready(forum, person):
    """Tell who runs an hour ahead that its facilitator is not ready any more; it stays theirs."""
    with holding_all(CoLab.objects.ahead().filter(topic__forum=forum, facilitator=person)) as held:
        for colab in held:
            notifications.left_open(colab, "facilitator", person)


activation.given_back.add("seats and roles ahead", deactivated)
memberships.given_back.add("seats and roles in its co-labs", left)
readiness.taken_back.add("hours that they facilitate", not_ready)
memberships.obstacles.add("co-labs ahead", organizes)
