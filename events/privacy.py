"""The personal data of this part. Past seats are kept, with a former participant."""

from django.utils.translation import gettext as _

from events.calendar import feeds
from events.models import CalendarReply, CoLab
from events.registration import offboarding
from participants.privacy import erasure, export

COLABS = "id title state starts_at"

export.rows(
    "registrations",
    "colab_id colab__title colab__starts_at intention bring status queued_at seated_at gone_at attendance",
)
export.rows("room_entries", "colab_id colab__title came_at")
export.rows("organizes", COLABS)
export.rows("facilitates", COLABS)
export.rows("harvests", COLABS)


@export.section("calendar_replies")
def calendar_replies(person):
    rows = CalendarReply.objects.filter(registration__participant=person).order_by("pk")
    fields = "registration__colab_id registration__colab__title partstat stamp received_at"
    return list(rows.values(*fields.split()))


@export.section("calendar_feed", "feed_key")
def calendar_feed(person):
    key = feeds.key_of(person)
    return {"made_at": key.made_at} if key else None


@erasure.obstacle("co-labs ahead")
def colabs_ahead(person):
    if CoLab.objects.ahead().filter(organizer=person).exists():
        return _("You organize a co-lab that is ahead. Hold it or call it off first; then come back.")
    return ""


export.withhold("events.Move.moved_by")
erasure.keep("organizes", "room_entries", "events.Move.moved_by")


@erasure.step("roles ahead are given back", "facilitates", "harvests")
def give_roles_back(person):
    offboarding.give_back_roles(person)


@erasure.step("the feed has no address", "feed_key")
def revoke_the_feed(person):
    feeds.revoke(person)


erasure.blank("registrations", "bring")


@erasure.step("seats are given up", "registrations")
def give_seats_up(person):
    offboarding.leave_all(person)
