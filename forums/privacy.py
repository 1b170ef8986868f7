"""Personal data of this part. Topics and posts stay, by a former participant."""

from forums.candidates import nominations
from forums.models import Topic, may_read
from participants.privacy import erasure, export

export.rows("topics", "id title forum__name language created_at")
export.rows(
    "posts",
    "id topic_id topic__title number text language created_at edited_at",
    title="topic__title",
    readable=may_read("author", "topic__forum"),
)
export.rows(
    "nominations",
    "topic_id topic__title post_id intention reason created_at",
    title="topic__title",
    readable=may_read("participant", "topic__forum"),
)
export.rows("forums", "forum__name moderates joined_at", relation="memberships")
export.rows("watches", "topic_id forum__name tag__name created_at")

export.rows("removals", "forum__name reason removed_at")

ACTS_OF_OFFICE = (
    "forums.Removal.removed_by",
    "forums.Topic.hidden_by",
    "forums.Post.hidden_by",
    "forums.Revision.edited_by",
)
export.withhold(*ACTS_OF_OFFICE)
erasure.keep("topics", "posts", *ACTS_OF_OFFICE)
erasure.delete("memberships")
erasure.delete("removals")  # nobody can sign in with an erased account
erasure.delete("watches")
erasure.blank("nominations", "reason")


@erasure.step("nominations of candidates are taken back", "nominations")
def take_nominations_back(person):
    for topic in Topic.objects.candidates().nominated_by(person).order_by("pk"):  # R-LOCK-ORDER
        nominations.withdraw(topic, person)
