import pytest
from django.utils import timezone

from forums.candidates import nominations
from forums.models import Post
from forums.topics import posts, topics
from testing import make

pytestmark = pytest.mark.django_db


def text(response):
    return response.content.decode()


def test_an_old_address_leads_to_the_topic(client):
    topic = make.topic(title="Evening hours")

    for address in (f"/topics/{topic.pk}/", f"/topics/{topic.pk}/morning-hours/"):
        assert client.get(address).url == topic.get_absolute_url()
    assert client.get(f"/topics/{topic.pk}/?at=31").url == f"{topic.get_absolute_url()}?at=31"


def test_the_address_of_a_topic_in_a_community_of_healing_has_no_words(client, ana):
    """Check R-WORDS-STAY."""
    forum = make.forum(kind="healing")
    make.membership(forum, ana)
    topic = make.topic(title="What I lost", forum=forum)

    assert topic.get_absolute_url() == f"/topics/{topic.pk}/"
    assert topic.posts.get().get_absolute_url() == f"/topics/{topic.pk}/?at=1#post-1"
    assert "What I lost" in client.get(f"/topics/{topic.pk}/").text
    for words in ("what-i-lost", "anything"):
        response = client.get(f"/topics/{topic.pk}/{words}/?at=1")
        assert (response.status_code, response.url) == (302, f"/topics/{topic.pk}/?at=1")


def test_a_post_is_opened_on_its_stretch_of_the_topic(client):
    topic = make.topic()
    Post.objects.bulk_create(
        Post(topic=topic, author=topic.author, number=number, html=f"<p>This is {number}.</p>")
        for number in range(2, 41)
    )
    post = topic.posts.get(number=35)

    page = text(client.get(post.get_absolute_url()))

    assert 'id="post-35"' in page
    assert "This is 30." not in page
    assert 'href="?at=30"' in page


def test_hostile_text_is_shown_as_text(client, ana):
    hostile = (
        '<script>alert(1)</script> <img src=x onerror=alert(1)> [x](javascript:alert(1)) <b onclick="x">'
    )
    topic = topics.post(ana, make.forum(), hostile[:100], hostile, tags=["<i>tag"])
    nominations.nominate(topic, ana, reason=hostile[:90])
    posts.edit(topic.posts.get(), ana, hostile + " again")

    for address in (topic.get_absolute_url(), "/candidates/", f"/posts/{topic.posts.get().pk}/history/"):
        page = text(client.get(address))
        for danger in ("<script>alert", "<img", 'href="javascript', "<b onclick", "<i>tag"):
            assert danger not in page


def test_a_reply_leads_to_itself(client, ana):
    topic = make.topic()

    answer = client.post(f"/topics/{topic.pk}/reply/", {"text": "Like\r\nthis."})

    reply = topic.posts.get(number=2)
    assert (reply.text, reply.author) == ("Like\nthis.", ana)
    assert answer.url == reply.get_absolute_url()


def test_a_closed_topic_says_so_and_keeps_the_text(client, ana):
    topic = make.topic(closed_at=timezone.now())

    assert "takes no more replies" in text(client.get(topic.get_absolute_url()))
    answer = client.post(f"/topics/{topic.pk}/reply/", {"text": "A long text of mine"})

    assert answer.status_code == 422
    assert "This topic is closed" in text(answer)
    assert "A long text of mine" in text(answer)


def test_quote_begins_a_reply(client, ana):
    topic = make.topic(text="One thing.", author=make.participant("Bo"))

    page = text(client.get(f"/topics/{topic.pk}/reply/?quote=1"))

    assert "[Bo](/topics/" in page
    assert "&gt; One thing." in page
    for odd in ("2", "x", "", "-1", "1" * 40):
        assert client.get(f"/topics/{topic.pk}/reply/", {"quote": odd}).status_code == 200


def test_preview_renders_as_the_post_will(client, ana):
    assert text(client.post("/posts/preview/", {"text": "**Bold** <b>not</b>"})) == (
        "<p><strong>Bold</strong> &lt;b&gt;not&lt;/b&gt;</p>\n"
    )
    assert "<strong>Bold" in text(
        client.post(f"/topics/{make.topic().pk}/reply/preview/", {"text": "**Bold**"})
    )


def test_an_author_edits_their_post_and_everyone_sees_what_changed(client, ana):
    topic = make.topic(author=ana, text="We pay students.")
    post = topic.posts.get()

    client.post(
        f"/posts/{post.pk}/edit/", {"title": "Another title", "tags": "pay", "text": "We pay teachers."}
    )
    client.force_login(make.participant())

    topic.refresh_from_db()
    assert (topic.title, topic.slug, topic.tags.get().name) == ("Another title", "another-title", "pay")
    history = text(client.get(f"/posts/{post.pk}/history/"))
    assert "students" in history
    assert "teachers" in history


@pytest.mark.parametrize("who", ["another", "moderator", "author of a hidden post"])
def test_nobody_edits_what_is_not_theirs_to_edit(client, who):
    post = make.topic(text="Mine.").posts.get()
    editor = {"another": make.participant, "moderator": make.moderator}.get(who, lambda: post.author)()
    if editor == post.author:
        posts.hide(post, make.moderator(), "Rude")
    client.force_login(editor)

    for answer in (client.get(f"/posts/{post.pk}/edit/"), client.post(f"/posts/{post.pk}/edit/", {})):
        assert answer.status_code == 404


def test_a_hidden_post_gives_its_reason_and_not_its_text(client):
    topic = make.topic(text="An insult.")
    posts.hide(topic.posts.get(), make.moderator(), "Rude words")

    page = text(client.get(topic.get_absolute_url()))
    assert "Rude words" in page
    assert "An insult." not in page
    client.force_login(make.participant())
    assert client.get(f"/posts/{topic.posts.get().pk}/history/").status_code == 404

    client.force_login(make.moderator())
    assert "An insult." in text(client.get(topic.get_absolute_url()))
