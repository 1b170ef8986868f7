"""The personal data of this part. Past seats are kept, with a former participant."""

from django.utils.translation import gettext as _

from events.calendar import feeds
from events.models import CalendarReply, CoLab, EntryVersion, Move, Objective, Registration, Step
from events.registration import offboarding
from forums.models import may_read
from participants.privacy import erasure, export
from participants.profiles import names

COLABS = "id title state starts_at"

export.rows(
    "registrations",
    "colab_id colab__title colab__starts_at intention bring private_line agreed_at status queued_at "
    "seated_at gone_at",
    title="colab__title",
    readable=may_read("participant", "colab__topic__forum"),
)
export.rows(
    "room_entries",
    "colab_id colab__title came_at",
    title="colab__title",
    readable=may_read("participant", "colab__topic__forum"),
)
export.rows(
    "attendances",
    "colab_id colab__title mark source recorded_at",
    title="colab__title",
    readable=may_read("participant", "colab__topic__forum"),
)
export.rows(
    "role_entries",
    "colab_id colab__title given_at ended_at",
    title="colab__title",
    readable=may_read("participant", "colab__topic__forum"),
)
for relation, role in {
    "organizes": "organizer",
    "co_organizes": "co_organizer",
    "facilitates": "facilitator",
    "harvests": "harvester",
}.items():
    export.rows(relation, COLABS, title="title", readable=may_read(role, "topic__forum"))


for relation, role in {"role_offers": "to", "role_offers_made": "by"}.items():
    export.rows(
        relation,
        "colab_id colab__title role offered_at answer ended_at",
        title="colab__title",
        readable=may_read(role, "colab__topic__forum"),
    )


@export.section("calendar_replies")
def calendar_replies(person):
    return [row for kind in ("registration", "role_entry") for row in _replies_by(person, kind)]


def _replies_by(person, kind):
    rows = CalendarReply.objects.filter(**{f"{kind}__participant": person}).order_by("pk")
    fields = f"{kind}__colab_id {kind}__colab__title partstat stamp received_at"
    readable = may_read(f"{kind}__participant", f"{kind}__colab__topic__forum")
    return export.values_of(rows, fields, f"{kind}__colab__title", readable)


@export.section("calendar_feed", "feed_key")
def calendar_feed(person):
    key = feeds.key_of(person)
    return {"made_at": key.made_at} if key else None


@erasure.obstacle("co-labs ahead")
def colabs_ahead(person):
    if CoLab.objects.organized_by(person).ahead().exists():
        return _(
            "You organize a co-lab that is ahead. Hold it, hand it over or call it off first; then come back."
        )
    return ""


export.withhold("events.Move.moved_by", "events.RunningHour.begun_by")
erasure.keep(
    "organizes",
    "room_entries",
    "attendances",
    "role_entries",
    "events.Move.moved_by",
    "events.RunningHour.begun_by",
)


erasure.delete("role_offers")  # who has which role stands in the co-lab
erasure.delete("role_offers_made")


@erasure.step("roles ahead are given back", "co_organizes", "facilitates", "harvests")
def give_roles_back(person):
    offboarding.give_back_all_roles(person)


@erasure.step("the feed has no address", "feed_key")
def revoke_the_feed(person):
    feeds.revoke(person)


erasure.blank("registrations", "bring")
erasure.blank("registrations", "private_line")


@erasure.step("seats are given up", "registrations")
def give_seats_up(person):
    offboarding.leave_all(person)


names.text(CoLab, "description", html="description_html")
for field in (
    "title",
    "question",
    "chosen_because",
    "unfriendly_reason",
    "notice_reason",
    "called_off_reason",
    "host",
    "host_offers",
    "care_note",
    "keeps",
):
    names.text(CoLab, field)
names.text(Registration, "bring", language="colab__language")
names.text(Registration, "private_line", language="colab__language")
names.text(Move, "reason", language="colab__language")
for field in ("title", "prompt"):
    names.text(Step, field, language="colab__language")
names.text(Objective, "text", language="colab__language")
names.text(EntryVersion, "title", language="colab__language")
