"""Personal data of this part. Picks by others are private until mutual (R-MUTUAL-PICKS)."""

from django.db.models import Exists, OuterRef

from forums.models import may_read
from network.models import Connection, Introduction, NextStep, Offer, StepPart
from participants.privacy import erasure, export
from participants.profiles import names

export.rows(
    "openness",
    "colab_id colab__title created_at",
    title="colab__title",
    readable=may_read("participant", "colab__topic__forum"),
)
export.rows(
    "picks",
    "colab_id colab__title chosen_id reason note created_at introduced_at",
    title="colab__title",
    readable=may_read("chooser", "colab__topic__forum"),
)
export.rows(
    "step_parts",
    "step__text step__due_on step__colab_id step__readable step__state step__came_of_it step__created_at "
    "agreed_at said_at",
)
export.withhold("picked")


@export.section("connections", "connections_as_first", "connections_as_second")
def connections(person):
    mine = Connection.objects.of(person).select_related("via__topic__forum").order_by("since", "pk")
    return [_connection(one, person) for one in mine]


def _connection(one, person):
    """Return a connection as one of the two sees it: whence only where people are named today."""
    whence = None if one.is_discreet else one.via_id
    return {"with_id": one.other_of(person).pk, "since": one.since, "colab_id": whence}


@erasure.step("next steps go", "step_parts")
def leave_steps(person):
    """Delete those that are theirs alone, and their part in the others."""
    others = StepPart.objects.filter(step=OuterRef("pk"), agreed_at__isnull=False).exclude(participant=person)
    NextStep.objects.of(person).filter(~Exists(others)).delete()
    person.step_parts.all().delete()


names.text(NextStep, "text")
names.text(NextStep, "came_of_it")

ANSWERED = "by_id why first_step created_at opened_at"  # and one’s own answer, never that of another
export.rows("introductions_made", "first_id second_id why first_step created_at opened_at")
export.rows("introductions_as_first", f"{ANSWERED} second_id first_said")
export.rows("introductions_as_second", f"{ANSWERED} first_id second_said")
export.withhold("network.Introduction.hidden_by")
erasure.keep("network.Introduction.hidden_by")
names.text(Introduction, "why")
names.text(Introduction, "first_step")
erasure.delete("introductions_made")
erasure.delete("introductions_as_first")
erasure.delete("introductions_as_second")
export.rows("offers", "is_need text language created_at until topic_id")
export.rows("not_now", "other_id third_id until")
export.withhold("not_now_of_others", "not_now_of_pairs", "network.Offer.hidden_by")
erasure.delete("offers")
erasure.delete("not_now")
erasure.delete("not_now_of_others")
erasure.delete("not_now_of_pairs")
erasure.keep("network.Offer.hidden_by")
names.text(Offer, "text")
erasure.delete("connections_as_first")
erasure.delete("connections_as_second")
erasure.delete("openness")
erasure.delete("picks")
erasure.delete("picked")
