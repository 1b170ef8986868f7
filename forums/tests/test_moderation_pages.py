"""What moderators do, and communities of healing."""

import pytest

from forums.candidates import nominations
from forums.models import Forum
from forums.ranking import popularity
from forums.topics import posts
from moderation import reports
from moderation.models import Report
from testing import make

pytestmark = pytest.mark.django_db


def text(response):
    return response.content.decode()


def test_nothing_is_attributed_in_a_community_of_healing(client):
    """Check R-UNATTRIBUTED."""
    forum = make.forum(kind=Forum.Kind.HEALING)
    keeper, reader = (make.participant() for _ in range(2))
    make.membership(forum, keeper, moderates=True)
    make.membership(forum, reader)
    author = make.participant("Somebody Known", organization="Known Org")
    topic = make.topic(forum=forum, author=author, text="It hurt.")
    post = topic.posts.get()
    nominations.nominate(topic, author, reason="To be heard")
    posts.edit(post, author, "It hurt much.")
    reports.report(post, author, "Please look")
    pages = [forum.get_absolute_url(), topic.get_absolute_url(), "/forums/", "/candidates/"]
    pages += [f"/posts/{post.pk}/history/", f"/topics/{topic.pk}/reply/?quote=1"]
    moderation = ["/moderation/", "/moderation/recent/"]

    for person, addresses in ((reader, pages), (keeper, pages + moderation)):
        client.force_login(person)
        for address in addresses:
            page = client.get(address)
            assert page.status_code == 200
            assert "Known" not in text(page), address


def test_moderators_close_pin_and_hide(client):
    forum, keeper = make.forum(), make.participant()
    make.membership(forum, keeper, moderates=True)
    client.force_login(keeper)
    topic = make.topic(forum=forum)

    for action in ("close", "pin"):
        client.post(f"/topics/{topic.pk}/{action}/")
    refused = client.post(f"/topics/{topic.pk}/hide/", {"reason": " "})
    client.post(f"/topics/{topic.pk}/hide/", {"reason": "Twice the same"})

    topic.refresh_from_db()
    assert refused.status_code == 422
    assert (topic.is_closed, bool(topic.pinned_at), topic.is_hidden) == (True, True, True)
    assert (topic.hidden_by, topic.hidden_reason) == (keeper, "Twice the same")
    assert "Twice the same" in text(client.get("/moderation/hidden/"))

    for action in ("reopen", "unpin", "unhide"):
        client.post(f"/topics/{topic.pk}/{action}/")
    topic.refresh_from_db()
    assert (topic.is_closed, bool(topic.pinned_at), topic.is_hidden) == (False, False, False)


@pytest.mark.parametrize("action", ["close", "reopen", "pin", "unpin", "hide", "unhide"])
def test_authors_do_not_moderate_their_topics(client, ana, action):
    topic = make.topic(author=ana)

    assert client.post(f"/topics/{topic.pk}/{action}/", {"reason": "x"}).status_code == 404


def test_a_report_waits_for_the_moderators_until_they_settle_it(client, ana):
    topic = make.topic(text="Buy now!")
    post = topic.posts.get()
    client.post(f"/posts/{post.pk}/report/", {"reason": "An advertisement"})
    assert client.get("/moderation/").status_code == 404

    client.force_login(make.moderator())
    queue = text(client.get("/moderation/"))
    assert "An advertisement" in queue
    assert "reported by Ana" in queue
    client.post(f"/posts/{post.pk}/settle/")

    assert "An advertisement" not in text(client.get("/moderation/"))
    assert Report.objects.open().count() == 0


def test_a_moderator_sees_hidden_posts_and_shows_them_again(client):
    post = make.topic(text="Not so bad.").posts.get()
    posts.hide(post, make.moderator(), "Too hasty")
    client.force_login(make.moderator())

    assert "Too hasty" in text(client.get("/moderation/hidden/"))
    client.post(f"/posts/{post.pk}/unhide/")

    assert "Too hasty" not in text(client.get("/moderation/hidden/"))
    assert "Not so bad." in text(client.get("/moderation/recent/"))


def test_the_board_and_lists_survive_a_rank(client):
    topic = make.topic(title="Evening hours")
    make.nomination(topic)
    assert "Evening hours" not in text(client.get("/candidates/"))

    popularity.rank_all()

    assert "Evening hours" in text(client.get("/candidates/"))
