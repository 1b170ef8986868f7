"""Personal data of this part. Topics and posts stay, by a former participant."""

from forums.candidates import nominations
from forums.challenges import challenges
from forums.importing import usernames
from forums.models import Forum, Nomination, Post, Principles, Revision, Statement, Topic, Voice, may_read
from forums.search import vocabulary
from forums.topics import history, naming, topics
from participants.privacy import erasure, export
from participants.profiles import names

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
export.rows(
    "forums",
    "forum__name moderates joined_at ready_at would_facilitate would_harvest",
    relation="memberships",
)
export.rows("roles", "forum__name kind since until", relation="space_roles")
export.rows("watches", "topic_id forum__name tag__name created_at")
export.rows("proposed_principles", "forum__name text change_note proposed_at adopted_at withdrawn_at")
export.rows(
    "voices",
    "principles_id principles__text agrees concern said_at",
    title="principles__text",
    readable=may_read("participant", "principles__forum"),
)
export.rows(
    "statements",
    "id topic_id topic__title number text better_for why language at taken_over_at declined_at withdrawn_at",
    title="topic__title",
    readable=may_read("by", "topic__forum"),
)
export.rows("removals", "forum_id reason removed_at")

ACTS_OF_OFFICE = (
    *("forums.Topic.hidden_by", "forums.Post.hidden_by", "forums.Removal.removed_by"),
    *("forums.Revision.edited_by", "forums.Revision.taken_out_by"),
    *("forums.Principles.hidden_by", "forums.Voice.hidden_by"),
    *("forums.Statement.hidden_by", "forums.Statement.taken_over_by"),
)
export.withhold(*ACTS_OF_OFFICE)
erasure.keep("topics", "posts", *ACTS_OF_OFFICE)
erasure.delete("memberships")
erasure.delete("space_roles")
erasure.delete("removals")  # nobody can sign in with an erased account
erasure.delete("watches")
erasure.delete("voices")
erasure.keep("proposed_principles")
erasure.blank("nominations", "reason")


@erasure.step("nominations of candidates are taken back", "nominations")
def take_nominations_back(person):
    for topic in Topic.objects.candidates().nominated_by(person).order_by("pk"):  # R-LOCK-ORDER
        nominations.withdraw(topic, person)


@erasure.step("wordings that nobody took over are deleted", "statements")
def forget_proposals(person):
    proposed = Topic.objects.filter(statements__by=person, statements__number=None)
    for topic in proposed.distinct().order_by("pk"):  # R-LOCK-ORDER
        challenges.forget(person, topic)


def _after_posts(changes):
    history.compare_again(Post.objects.filter(pk__in=[pk for pk, _before, _now in changes]))
    vocabulary.forget(changes)


def _after_versions(changes):
    history.compare_again(Post.objects.filter(revisions__in=[pk for pk, _before, _now in changes]).distinct())


names.link("mentions")(naming.mentions)
names.link("quotations")(naming.quotations)
names.link("usernames")(usernames.usernames)
# Topics first, as where they are locked (R-LOCK-ORDER).
names.text(Topic, "title", then=topics.follow_titles)
names.text(Topic, "hidden_reason")
names.text(Post, "text", html="html", then=_after_posts)
names.text(Revision, "text", html="html", language="post__language", then=_after_versions)
names.text(Forum, "supports", html="supports_html")
names.text(Principles, "text", html="html")
names.text(Principles, "change_note")
names.text(Principles, "hidden_reason")
names.text(Voice, "concern", language="principles__language")
names.text(Voice, "hidden_reason", language="principles__language")
names.text(Statement, "text")
names.text(Statement, "better_for")
names.text(Statement, "why")
names.text(Statement, "hidden_reason")
names.text(Post, "hidden_reason")
names.text(Nomination, "reason", language="topic__language")
