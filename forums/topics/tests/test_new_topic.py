import pytest
from django.urls import reverse

from forums.models import Intention, Nomination, Post, Topic
from forums.topics import topics
from testing import make

pytestmark = pytest.mark.django_db


def text(response):
    return response.content.decode()


def new_topic(**fields):
    return {"title": "Evening hours", "text": "How?", "tags": "", "language": "en"} | fields


def test_a_second_press_after_it_was_closed_keeps_what_was_typed(client, ana):
    forum = make.forum()
    typed = {"title": "How do you do it?", "text": "We ask.", "language": "en", "nominate": "on"}
    address = reverse("forums:new_topic", args=[forum.slug])
    client.post(address, typed)
    topics.close(forum.topics.get())

    page = client.post(address, typed)

    assert (page.status_code, "We ask." in page.text) == (422, True)


def test_posting_a_topic_with_the_box_makes_it_a_candidate(client, ana):
    forum = make.forum()

    answer = client.post(
        f"/forums/{forum.slug}/new/",
        new_topic(tags="Budget, opening hours", nominate="on", intention="share", reason="We did it."),
    )

    topic = Topic.objects.get()
    assert answer.url == topic.get_absolute_url()
    assert [tag.name for tag in topic.tags.all()] == ["Budget", "opening hours"]
    nomination = Nomination.objects.get()
    assert (nomination.participant, nomination.intention, nomination.reason) == (
        ana,
        Intention.SHARE,
        "We did it.",
    )
    assert "We did it." in text(client.get("/candidates/"))


def test_a_nomination_without_an_intention_is_not_sure_yet(client, ana):
    client.post(f"/forums/{make.forum().slug}/new/", new_topic(nominate="on"))

    assert Nomination.objects.get().intention == Intention.UNSURE


def test_without_the_box_a_topic_is_only_a_topic(client, ana):
    client.post(f"/forums/{make.forum().slug}/new/", new_topic(intention="share", reason="Unsaid"))

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
        ("intention", "shout", "Select a valid choice."),
        ("title", "Null\0byte", "Null characters are not allowed."),
    ],
)
def test_a_bad_topic_is_refused_by_its_field_and_keeps_what_was_typed(client, ana, field, value, complaint):
    sent = new_topic(title="A title to keep", text="A text to keep", intention="share") | {field: value}

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
    """Check R-PUBLIC-READING."""
    topic = make.topic()

    for address in (f"/forums/{topic.forum.slug}/new/", f"/topics/{topic.pk}/reply/"):
        answer = client.post(address, new_topic())
        assert answer.url.startswith(reverse("account_login"))
    assert Post.objects.count() == 1


def test_pressing_post_twice_makes_one_topic(client, ana):
    forum = make.forum()

    answers = [client.post(f"/forums/{forum.slug}/new/", new_topic()).url for _ in range(2)]

    assert answers == [Topic.objects.get().get_absolute_url()] * 2
