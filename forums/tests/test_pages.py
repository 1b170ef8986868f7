"""Pages of the forums: what they show, what their forms take, whom they let in."""

import pytest
from django.urls import reverse
from django.utils import timezone

from colab.testing import make
from forums import memberships, nominations, posts, ranking, topics
from forums.models import Forum, Membership, Nomination, Part, Post, Report, Topic, Watch

pytestmark = pytest.mark.django_db


@pytest.fixture
def ana(client):
    person = make.participant("Ana", organization="City of Example")
    client.force_login(person)
    return person


def sign_in(client, **fields):
    person = make.participant(**fields)
    client.force_login(person)
    return person


def text(response):
    return response.content.decode()


def new_topic(**fields):
    return {"title": "Evening hours", "text": "How?", "tags": "", "language": "en"} | fields


# --- Forums


def test_the_index_shows_public_forums_and_their_latest_topics(client):
    topic = make.topic(title="Evening hours", forum=make.forum(name="Libraries"))
    make.topic(title="A story", forum=make.forum(kind=Forum.Kind.HEALING, name="After the flood"))

    page = text(client.get("/forums/"))

    assert topic.get_absolute_url() in page
    assert "Libraries" in page
    assert "After the flood" not in page
    assert "A story" not in page


def test_a_forum_shows_its_kind_purpose_and_principles(client):
    forum = make.forum(kind="lab", purpose="To try things.", principles_html="<p>Be <em>curious</em>.</p>")

    page = text(client.get(forum.get_absolute_url()))

    for shown in ("Social innovation lab", "To try things.", "<p>Be <em>curious</em>.</p>"):
        assert shown in page


def test_pinned_topics_stand_on_top_of_the_first_page_of_the_latest(client):
    forum = make.forum()
    make.topic(forum=forum, title="Newer")
    topics.pin(make.topic(forum=forum, title="Read this first", last_post_at=timezone.now()))

    latest = text(client.get(forum.get_absolute_url()))
    popular = text(client.get(forum.get_absolute_url() + "?order=popular"))

    assert latest.index("Read this first") < latest.index("Newer")
    assert "Read this first" not in popular


def test_joining_and_leaving_twice_change_nothing_the_second_time(client, ana):
    forum = make.forum()
    for _ in range(2):
        client.post(reverse("forums:join", args=[forum.slug]))
    assert Membership.objects.get().participant == ana

    for _ in range(2):
        assert client.post(reverse("forums:leave", args=[forum.slug])).status_code == 302
    assert Membership.objects.count() == 0


def test_a_forum_that_is_not_public_is_entered_by_invitation(client, ana):
    forum = make.forum(kind=Forum.Kind.HEALING)
    assert client.get(forum.get_absolute_url()).status_code == 404
    assert client.post(reverse("forums:join", args=[forum.slug])).status_code == 404
    address = reverse("forums:invitation", args=[memberships.invitation(forum)])

    assert "Nothing you write there carries your name" in text(client.get(address))
    assert Membership.objects.count() == 0
    client.post(address)

    assert client.get(forum.get_absolute_url()).status_code == 200
    assert client.get(reverse("forums:invitation", args=["made-up"])).status_code == 404


def test_an_invitation_is_shown_to_moderators_alone(client, ana):
    forum = make.forum(kind=Forum.Kind.HEALING)
    make.membership(forum, ana)
    assert "/invitations/" not in text(client.get(forum.get_absolute_url()))

    Membership.objects.update(moderates=True)
    assert "/invitations/" in text(client.get(forum.get_absolute_url()))


# --- New topics


def test_posting_a_topic_with_the_box_makes_it_a_candidate(client, ana):
    forum = make.forum()

    answer = client.post(
        f"/forums/{forum.slug}/new/",
        new_topic(tags="Budget, opening hours", nominate="on", part="share", reason="We did it."),
    )

    topic = Topic.objects.get()
    assert answer.url == topic.get_absolute_url()
    assert [tag.name for tag in topic.tags.all()] == ["Budget", "opening hours"]
    nomination = Nomination.objects.get()
    assert (nomination.participant, nomination.part, nomination.reason) == (ana, Part.SHARE, "We did it.")
    assert "We did it." in text(client.get("/candidates/"))


def test_without_the_box_a_topic_is_only_a_topic(client, ana):
    client.post(f"/forums/{make.forum().slug}/new/", new_topic(part="share", reason="Unsaid"))

    assert Topic.objects.get().wanted is None


@pytest.mark.parametrize(
    ("field", "value", "complaint"),
    [
        ("title", "", "This field is required."),
        ("title", "Hm", "at least 5 characters"),
        ("title", "x" * 151, "at most 150 characters"),
        ("text", " \r\n ", "This field is required."),
        ("text", "x" * 30_001, "at most 30000 characters"),
        ("tags", "a, b, c, d, e, f", "At most 5 tags."),
        ("tags", "y" * 51, "one of these is too long"),
        ("language", "de", "Select a valid choice."),
        ("part", "shout", "Select a valid choice."),
        ("title", "Null\0byte", "Null characters are not allowed."),
    ],
)
def test_a_bad_topic_is_refused_by_its_field_and_keeps_what_was_typed(client, ana, field, value, complaint):
    sent = new_topic(title="A title to keep", text="A text to keep", part="share") | {field: value}

    answer = client.post(f"/forums/{make.forum().slug}/new/", sent)

    assert (answer.status_code, Topic.objects.count()) == (422, 0)
    assert complaint in str(answer.context["form"].errors[field])
    kept = {"title": "A title to keep", "text": "A text to keep"}
    assert all(words in text(answer) for name, words in kept.items() if name != field)


def test_the_preview_shows_the_text_and_similar_topics_and_posts_nothing(client, ana):
    forum = make.forum()
    make.topic(title="Keeping libraries open in the evening")

    page = text(
        client.post(
            f"/forums/{forum.slug}/new/preview/", new_topic(title="Libraries in the evening", text="**How?**")
        )
    )

    assert "<strong>How?</strong>" in page
    assert "Keeping libraries open in the evening" in page
    assert "**How?**" in page
    assert Topic.objects.count() == 1


def test_similar_topics_and_tags_come_while_one_writes(client, ana):
    make.topic(title="Keeping libraries open in the evening", tags=["budget"])

    assert "Keeping libraries" in text(client.get("/topics/similar/", {"title": "library evening"}))
    assert 'value="a, budget"' in text(client.get("/topics/tags/", {"tags": "a, bud"}))


def test_visitors_are_asked_to_sign_in_before_they_write(client):
    topic = make.topic()

    for address in (f"/forums/{topic.forum.slug}/new/", f"/topics/{topic.pk}/reply/"):
        answer = client.post(address, new_topic())
        assert answer.url.startswith(reverse("account_login"))
    assert Post.objects.count() == 1


def test_pressing_post_twice_makes_one_topic(client, ana):
    forum = make.forum()

    answers = [client.post(f"/forums/{forum.slug}/new/", new_topic()).url for _ in range(2)]

    assert answers == [Topic.objects.get().get_absolute_url()] * 2


# --- A topic


def test_an_old_address_leads_to_the_topic(client):
    topic = make.topic(title="Evening hours")

    for address in (f"/topics/{topic.pk}/", f"/topics/{topic.pk}/morning-hours/"):
        assert client.get(address).url == topic.get_absolute_url()
    assert client.get(f"/topics/{topic.pk}/?at=31").url == f"{topic.get_absolute_url()}?at=31"


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
    client.logout()

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
    assert client.get(f"/posts/{topic.posts.get().pk}/history/").status_code == 404

    client.force_login(make.moderator())
    assert "An insult." in text(client.get(topic.get_absolute_url()))


# --- Nominations and watching


def test_suggest_on_a_post_tags_its_topic(client, ana):
    topic = make.topic()
    post = make.post(topic, text="This deserves an hour.")
    address = f"/topics/{topic.pk}/nominate/?post={post.number}"
    assert address in text(client.get(topic.get_absolute_url()))
    assert "This deserves an hour." in text(client.get(address))

    client.post(address, {"part": "listen", "reason": ""})

    nomination = Nomination.objects.get()
    assert (nomination.topic, nomination.post, nomination.part) == (topic, post, Part.LISTEN)
    page = text(client.get(topic.get_absolute_url()))
    assert "1 person wants this as a co-lab" in page
    assert "Do you want to hear of replies, too?" in page


def test_a_suggestion_is_taken_back(client, ana):
    topic = make.topic()
    nominations.nominate(topic, ana)

    client.post(f"/topics/{topic.pk}/withdraw/")

    assert Nomination.objects.count() == 0


def test_a_suggestion_without_a_part_is_refused_by_its_field(client, ana):
    answer = client.post(f"/topics/{make.topic().pk}/nominate/", {"part": "", "reason": "To keep"})

    assert answer.status_code == 422
    assert "part" in answer.context["form"].errors
    assert "To keep" in text(answer)


def test_a_suggestion_on_a_closed_topic_is_refused(client, ana):
    topic = make.topic(closed_at=timezone.now())

    answer = client.post(f"/topics/{topic.pk}/nominate/", {"part": "share", "reason": ""})

    assert answer.status_code == 422
    assert "cannot become a co-lab" in text(answer)


def test_htmx_gets_the_panel_alone(client, ana):
    topic = make.topic()
    htmx = {"HX-Request": "true"}

    panel = text(client.post(f"/topics/{topic.pk}/nominate/", {"part": "share", "reason": ""}, headers=htmx))
    assert panel.lstrip().startswith('<section class="card" id="nominations"')
    assert "You suggested it: Share my experience" in panel

    refused = client.post(f"/topics/{topic.pk}/nominate/", {"part": "x", "reason": ""}, headers=htmx)
    assert refused.status_code == 422
    assert "<html" not in text(refused)

    watch = text(client.post(f"/topics/{topic.pk}/watch/", headers=htmx))
    assert 'aria-pressed="true"' in watch
    assert "<html" not in watch


def test_one_press_on_the_board_wants_it_too_and_comes_back(client, ana):
    topic = make.topic()
    nominations.nominate(topic, make.participant())
    sent = {"part": "share", "next": f"/candidates/?order=popular#candidate-{topic.pk}"}

    answer = client.post(f"/topics/{topic.pk}/nominate/", sent)

    assert answer.url == sent["next"]
    assert "2 people want this" in text(client.get("/candidates/"))


def test_no_form_sends_people_to_another_site(client, ana):
    topic = make.topic()

    answer = client.post(f"/topics/{topic.pk}/nominate/", {"part": "share", "next": "https://evil.example/"})

    assert answer.url == topic.get_absolute_url()


@pytest.mark.parametrize("thing", ["topic", "forum", "tag"])
def test_watching_by_a_button(client, ana, thing):
    topic = make.topic(tags=["budget"])
    name = {"topic": topic.pk, "forum": topic.forum.slug, "tag": "budget"}[thing]

    client.post(reverse(f"forums:watch_{thing}", args=[name]))
    assert getattr(Watch.objects.get(), thing) is not None
    client.post(reverse(f"forums:unwatch_{thing}", args=[name]))
    assert Watch.objects.count() == 0


def test_the_board_says_how_it_is_ordered_and_leads_organizers_on(client):
    topic = make.topic()
    nominations.nominate(topic, make.participant())
    sign_in(client, is_organizer=True)

    page = text(client.get("/candidates/"))

    assert "each person counts once, and counts half as much for every 30 days" in page
    assert reverse("events:declare", args=[topic.pk]) in page


def test_a_topic_that_may_not_be_read_is_not_there_for_anything(client, ana):
    topic = make.topic(forum=make.forum(kind=Forum.Kind.HEALING))
    post = topic.posts.get()

    for deed in ("reply", "nominate", "withdraw", "watch", "unwatch", "close", "hide", "pin"):
        assert client.post(f"/topics/{topic.pk}/{deed}/", {"text": "x"}).status_code == 404
    for deed in ("edit", "report", "hide", "unhide", "settle"):
        assert client.post(f"/posts/{post.pk}/{deed}/", {"text": "x"}).status_code == 404
    for address in (topic.get_absolute_url(), topic.forum.get_absolute_url(), f"/posts/{post.pk}/history/"):
        assert client.get(address).status_code == 404


def test_a_topic_and_its_colab_lead_to_each_other(client, ana):
    topic = make.topic()
    nominations.nominate(topic, make.participant())
    colab = make.colab(topic=topic)
    topics.schedule(topic, colab.ends_at)

    page = text(client.get(topic.get_absolute_url()))

    assert colab.get_absolute_url() in page
    assert "Suggest for a co-lab" not in page
    assert topic.get_absolute_url() in text(client.get(colab.get_absolute_url()))


# --- A community of healing


def test_nothing_is_attributed_in_a_community_of_healing(client):
    forum = make.forum(kind=Forum.Kind.HEALING)
    keeper, reader = (make.participant() for _ in range(2))
    make.membership(forum, keeper, moderates=True)
    make.membership(forum, reader)
    author = make.participant("Somebody Known", organization="Known Org")
    topic = make.topic(forum=forum, author=author, text="It hurt.")
    post = topic.posts.get()
    nominations.nominate(topic, author, reason="To be heard")
    posts.edit(post, author, "It hurt much.")
    posts.report(post, author, "Please look")
    pages = [forum.get_absolute_url(), topic.get_absolute_url(), "/forums/", "/candidates/"]
    pages += [f"/posts/{post.pk}/history/", f"/topics/{topic.pk}/reply/?quote=1"]
    moderation = ["/moderation/", "/moderation/recent/"]

    for person, addresses in ((reader, pages), (keeper, pages + moderation)):
        client.force_login(person)
        for address in addresses:
            page = client.get(address)
            assert page.status_code == 200
            assert "Known" not in text(page), address


# --- Moderation


def test_moderators_close_pin_and_hide(client):
    forum, keeper = make.forum(), make.participant()
    make.membership(forum, keeper, moderates=True)
    client.force_login(keeper)
    topic = make.topic(forum=forum)

    for deed in ("close", "pin"):
        client.post(f"/topics/{topic.pk}/{deed}/")
    refused = client.post(f"/topics/{topic.pk}/hide/", {"reason": " "})
    client.post(f"/topics/{topic.pk}/hide/", {"reason": "Twice the same"})

    topic.refresh_from_db()
    assert refused.status_code == 422
    assert (topic.is_closed, bool(topic.pinned_at), topic.is_hidden) == (True, True, True)
    assert (topic.hidden_by, topic.hidden_reason) == (keeper, "Twice the same")
    assert "Twice the same" in text(client.get("/moderation/hidden/"))

    for deed in ("reopen", "unpin", "unhide"):
        client.post(f"/topics/{topic.pk}/{deed}/")
    topic.refresh_from_db()
    assert (topic.is_closed, bool(topic.pinned_at), topic.is_hidden) == (False, False, False)


@pytest.mark.parametrize("deed", ["close", "reopen", "pin", "unpin", "hide", "unhide"])
def test_authors_do_not_moderate_their_topics(client, ana, deed):
    topic = make.topic(author=ana)

    assert client.post(f"/topics/{topic.pk}/{deed}/", {"reason": "x"}).status_code == 404


def test_a_report_waits_for_the_moderators_until_they_settle_it(client, ana):
    topic = make.topic(text="Buy now!")
    post = topic.posts.get()
    client.post(f"/posts/{post.pk}/report/", {"reason": "An advertisement"})
    assert client.get("/moderation/").status_code == 404

    client.force_login(make.moderator())
    desk = text(client.get("/moderation/"))
    assert "An advertisement" in desk
    assert "reported by Ana" in desk
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

    ranking.rank_all()

    assert "Evening hours" in text(client.get("/candidates/"))
