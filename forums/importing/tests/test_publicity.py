"""What was not public in the old forum is not brought in (R-IMPORT-PUBLIC)."""

import json

import pytest
from django.urls import reverse

from forums.importing import publicity
from forums.importing.tests.test_import_discourse import line, run_import, written
from forums.models import Post, Topic
from participants.models import Participant

pytestmark = pytest.mark.django_db


def with_fields(content, fields):
    return json.dumps(json.loads(content) | fields)


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"post_type": 4}, "1 whisper among staff was left out."),
        ({"post_type": "4"}, "1 whisper among staff was left out."),
        (
            {"post_type": 3, "action_code": "closed.enabled"},
            "1 note of what was done to a topic was left out.",
        ),
        ({"action_code": "pinned.enabled"}, "1 note of what was done to a topic was left out."),
        ({"post_type": 9}, "1 post of an unknown type was left out."),
        ({"post_type": "odd"}, "1 post of an unknown type was left out."),
        ({"deleted_at": "2024-01-02T00:00:00Z"}, "1 post that was deleted was left out."),
        ({"deleted_by": {"id": 1}}, "1 post that was deleted was left out."),
        ({"user_deleted": True}, "1 post that its author had deleted was left out."),
        ({"hidden": True}, "1 post that was hidden was left out."),
        ({"hidden": "t"}, "1 post that was hidden was left out."),
        ({"hidden_at": "2024-01-02"}, "1 post that was hidden was left out."),
        ({"archetype": "private_message"}, "1 private message was left out."),
        ({"topic_archetype": "private_message"}, "1 private message was left out."),
        ({"topic": {"archetype": "private_message"}}, "1 private message was left out."),
        ({"topic_deleted_at": "2024-01-02"}, "1 post of a deleted topic was left out."),
        ({"topic": {"deleted_at": "2024-01-02"}}, "1 post of a deleted topic was left out."),
        ({"visible": False}, "1 post of an unlisted topic was left out."),
        ({"topic_visible": "false"}, "1 post of an unlisted topic was left out."),
        ({"topic": {"visible": False}}, "1 post of an unlisted topic was left out."),
        ({"read_restricted": True}, "1 post of a category with restricted access was left out."),
        (
            {"category": {"read_restricted": True}},
            "1 post of a category with restricted access was left out.",
        ),
        ({"cooked": "<p> </p>"}, "1 post that shows nothing was left out."),
    ],
)
def test_what_was_not_public_is_left_out_counted_and_said(tmp_path, fields, sentence):
    path = written(
        tmp_path / "posts", line(1), with_fields(line(7, topic=2, post=2, username="secret"), fields)
    )
    stdout, errors = run_import(path)
    assert errors == []
    assert stdout.startswith(
        f"New: 1 topic, 1 post, 1 person, 1 forum. Here already: 0 posts. Bad lines: 0. {sentence} "
    )
    assert Post.objects.get().imported_as == "discourse:1"
    assert Topic.objects.count() == 1
    assert not Participant.objects.filter(imported_as="secret").exists()


@pytest.mark.parametrize(
    "fields",
    [
        {"post_type": 1, "hidden": False, "user_deleted": False, "deleted_at": None, "action_code": None},
        {"post_type": 2},
        {"post_type": None, "hidden": "f", "visible": True, "archetype": "regular", "read_restricted": False},
        {"archetype": "banner", "topic": {"visible": True, "deleted_at": None}, "category": None},
        {"topic": "odd", "category": 7, "topic_visible": "true", "deleted_at": ""},
    ],
)
def test_what_was_public_comes_in(tmp_path, fields):
    run_import(written(tmp_path / "posts", with_fields(line(1), fields)))
    assert Post.objects.count() == 1


@pytest.mark.parametrize(
    "fields",
    [{"topic_deleted_at": "2024"}, {"deleted_at": "2024"}, {"user_deleted": True}, {"topic_visible": False}],
)
def test_what_the_first_post_says_of_its_topic_holds_for_all_wherever_it_stands(tmp_path, fields):
    first, second = tmp_path / "first", tmp_path / "second"
    written(first, line(2, post=2), line(3, post=3))
    written(second, line(1, post=1, **fields), line(4, topic=2, post=1))
    run_import(first, second)
    assert [post.imported_as for post in Post.objects.all()] == ["discourse:4"]


def test_a_category_that_is_restricted_on_one_line_is_so_on_all(tmp_path):
    run_import(
        written(
            tmp_path / "posts",
            line(1, category_id=5, category_slug="staff"),
            line(2, topic=2, category_id=5, category_read_restricted=True, category_slug="staff"),
            line(3, topic=3, category_id=6, category_slug="staff"),
            line(4, topic=4, category_slug="staff"),
        )
    )
    assert [post.imported_as for post in Post.objects.all()] == ["discourse:3"]


def test_a_hidden_first_post_leaves_its_topic_and_the_numbers_of_the_others(tmp_path, client):
    run_import(written(tmp_path / "posts", line(1, post=1, hidden=True), line(2, post=2), line(5, post=5)))
    topic = Topic.objects.get()
    assert list(topic.posts.order_by("number").values_list("number", flat=True)) == [2, 5]
    assert topic.post_count == 2
    page = client.get(topic.get_absolute_url())
    assert page.status_code == 200
    assert "Post 1" not in page.content.decode()
    assert client.get(topic.posts.get(number=5).get_absolute_url()).status_code == 200


def test_each_reason_has_its_number_and_plural(tmp_path):
    lines = [line(number, post_type=4) for number in (2, 3)] + [line(4, hidden=True), line(1)]
    stdout, _ = run_import(written(tmp_path / "posts", *lines))
    assert " 2 whispers among staff were left out. 1 post that was hidden was left out. " in stdout


def test_nothing_but_what_was_not_public_is_no_error(tmp_path):
    stdout, _ = run_import(written(tmp_path / "posts", line(1, post_type=4)))
    assert stdout.startswith("New: 0 topics, 0 posts, 0 people, 0 forums.")


def test_a_second_run_says_the_same_and_where_what_was_hidden_since_is_here(tmp_path):
    first, second = tmp_path / "first", tmp_path / "second"
    written(first, line(1), line(2), line(3, post_type=4))
    written(second, line(1), line(2, hidden=True), line(3, post_type=4))
    run_import(first)
    stdout, errors = run_import(second)
    place = Post.objects.get(imported_as="discourse:2").get_absolute_url()
    assert errors == [f"{second}, line 2: not public there any more, but here: {place}"]
    assert stdout.startswith(
        "New: 0 topics, 0 posts, 0 people, 0 forums. Here already: 1 post. Bad lines: 0. "
        "1 whisper among staff was left out. 1 post that was hidden was left out. "
        "Of these, 1 was brought in earlier: hide what nobody should see. "
    )


def test_sentences_are_for_each_reason_there_is():
    said = publicity.sentences(dict.fromkeys(publicity.REASONS, 1_000), 2)
    assert len(said) == len(publicity.REASONS) + 1
    assert said[0] == "1,000 whispers among staff were left out."


@pytest.mark.parametrize("title", ["Close", "Watch", "Reply", "New", "Edit"])
def test_an_imported_topic_called_like_a_verb_leads_to_the_topic(tmp_path, client, title):
    """Check R-SLUGS."""
    run_import(written(tmp_path / "posts", line(1, topic_title=title, topic_slug=title.lower())))
    topic = Topic.objects.get()
    page = client.get(topic.get_absolute_url())
    assert page.status_code == 200
    assert f"{title}</h1>" in page.content.decode()
    assert client.get(reverse("forums:topic", args=[topic.pk, title.lower()]), follow=True).status_code in {
        200,
        405,
    }
