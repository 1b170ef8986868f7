import pytest

from core.text import diffs
from forums.models import Forum, Post
from forums.spaces import memberships
from forums.topics import posts, topics
from mailing.models import Message
from moderation import reports
from moderation.models import Report
from testing import make

pytestmark = pytest.mark.django_db


def test_an_edit_keeps_what_stood_there():
    post = make.topic(text="We pay students.").posts.get()

    posts.edit(post, post.author, "We pay **teachers**.")

    post.refresh_from_db()
    kept = post.revisions.get()
    assert post.html == "<p>We pay <strong>teachers</strong>.</p>\n"
    assert post.edited_at == kept.replaced_at
    assert (kept.text, kept.html, kept.edited_by) == (
        "We pay students.",
        "<p>We pay students.</p>\n",
        post.author,
    )


def test_an_edit_that_changes_nothing_leaves_no_trace():
    post = make.topic(text="The same.").posts.get()

    posts.edit(post, post.author, "The same.")

    post.refresh_from_db()
    assert (post.edited_at, post.revisions.count()) == (None, 0)


def test_a_quote_says_whose_it_is_and_leads_to_it():
    topic = make.topic(author=make.participant("Ana [admin](x)"), text="One.\n\nTwo.")

    text = posts.quote(topic.posts.get())

    address = f"/topics/{topic.pk}/{topic.slug}/?at=1#post-1"
    assert text == f"[Ana adminx]({address}) wrote:\n\n> One.\n>\n> Two.\n\n"


def test_a_quote_names_nobody_where_nothing_is_attributed():
    author = make.participant("Somebody Known")
    topic = make.topic(author=author, forum=make.forum(kind=Forum.Kind.HEALING))

    assert "Somebody" not in posts.quote(topic.posts.get())


def test_hiding_takes_a_post_out_of_the_count_and_showing_it_puts_it_back():
    topic = make.topic()
    reply = topics.reply(topic, make.participant(), "Buy now!")

    def state():
        topic.refresh_from_db()
        return topic.post_count, topic.last_post_at

    for _ in range(2):
        posts.hide(reply, make.moderator(), "An advertisement")
    assert state() == (1, topic.posts.get(number=1).created_at)
    for _ in range(2):
        posts.show(reply)
    assert state() == (2, reply.created_at)


def test_a_hidden_post_is_for_moderators_alone():
    forum, keeper = make.forum(), make.participant()
    make.membership(forum, keeper, moderates=True)
    post = make.topic(forum=forum).posts.get()

    posts.hide(post, keeper, "Rude")

    readers = [post.author, keeper, make.moderator(), make.participant()]
    assert [post in Post.objects.visible_to(person) for person in readers] == [False, True, True, False]


def test_a_forum_moderator_keeps_order_in_that_forum_only():
    forum, keeper = make.forum(), make.participant()
    make.membership(forum, keeper, moderates=True)
    here, elsewhere = make.topic(forum=forum).posts.get(), make.topic().posts.get()

    assert list(Post.objects.moderated_by(keeper)) == [here]
    assert elsewhere not in Post.objects.moderated_by(keeper)


def test_a_report_reaches_those_who_may_read_the_forum_once():
    forum, keeper, outsider = make.forum(is_public=False), make.participant(), make.moderator()
    make.membership(forum, keeper, moderates=True)
    post, reader = make.topic(forum=forum).posts.get(), make.participant()

    for _ in range(2):
        reports.report(post, reader, "An attack on a person")

    assert Report.objects.open().count() == 1
    assert [message.recipient for message in Message.objects.all()] == [keeper]
    assert outsider not in memberships.moderators(forum)


def test_hiding_settles_what_was_reported():
    post, moderator = make.topic().posts.get(), make.moderator()
    reports.report(post, make.participant(), "An attack on a person")

    posts.hide(post, moderator, "Rude")

    assert Report.objects.get().settled_by == moderator


def test_a_settled_post_can_be_reported_again():
    post, reader = make.topic().posts.get(), make.participant()
    reports.report(post, reader, "Odd")
    reports.settle(post, make.moderator())

    reports.report(post, reader, "Still odd")

    assert list(Report.objects.open().values_list("reason", flat=True)) == ["Still odd"]


# --- What an edit changed


def test_differences_are_by_words():
    assert diffs.between("We pay students well.", "We pay retired teachers well.") == [
        ("same", "We pay "),
        ("removed", "students"),
        ("added", "retired teachers"),
        ("same", " well."),
    ]


@pytest.mark.parametrize("text", ["", "Été – œuvre\n\n<b>", "a  b\tc"])
def test_differences_of_the_same_are_none(text):
    assert diffs.between(text, text) == ([("same", text)] if text else [])
