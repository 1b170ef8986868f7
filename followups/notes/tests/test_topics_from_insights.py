"""A topic that grows out of an insight links to it (R-WORDS-LINKED)."""

import json

import pytest
from django.urls import reverse

from followups.models import Origin
from followups.notes import insights
from followups.notes.forms import TopicFromInsightForm
from forums.models import Forum, Post, Revision, SearchDocument, Topic
from forums.topics import topics, watches
from forums.topics.forms import TopicForm
from mailing import rendering
from mailing.models import Message
from mailing.registry import kinds
from participants.privacy import erasure
from testing import make

pytestmark = pytest.mark.django_db
WORDS = "Quokkas fill in shorter forms."
DRAFT = {"data-draft": ""}  # its key is another
GONE = "Its words are no longer shared."
TYPED = {"title": "Who has tried this?", "text": "We have not.", "tags": "forms", "language": "en"}


@pytest.fixture
def ana():
    return make.participant("Ana Known")


@pytest.fixture
def bo(client):
    person = make.participant("Bo")
    client.force_login(person)
    return person


@pytest.fixture
def insight(ana):
    return insights.write(make.held_colab(people=[ana]), ana, WORDS)


def address(insight, name="post_as_topic"):
    return reverse(f"followups:{name}", args=[insight.pk])


def sent(client, insight, **typed):
    return client.post(address(insight), TYPED | {"forum": insight.colab.topic.forum_id} | typed)


@pytest.fixture
def topic(client, bo, insight):
    sent(client, insight)
    return Topic.objects.get(title=TYPED["title"])


def read(client, topic, by=None):
    client.logout()
    if by:
        client.force_login(by)
    return client.get(topic.get_absolute_url()).text


def test_the_topic_shows_the_words_as_they_stand(client, topic, insight):
    """Check R-WORDS-LINKED."""
    page = read(client, topic)
    assert (WORDS in page, "Ana Known" in page, insight.get_absolute_url() in page) == (True, True, True)

    insights.edit(insight, "Wombats fill in shorter forms.")

    page = read(client, topic)
    assert (WORDS in page, "Wombats fill in" in page) == (False, True)


def test_the_words_stand_in_nothing_that_is_somebody_elses(client, topic, bo):
    """Check R-WORDS-LINKED."""
    watches.watch(bo, forum=topic.forum)
    post = topic.posts.get()
    reply = make.post(topic)
    watches.notify(reply)
    client.force_login(bo)
    rows = [
        *Post.objects.filter(topic=topic).values_list("text", "html"),
        *Revision.objects.values_list("text"),
        *SearchDocument.objects.filter(topic=topic).values_list("search_vector"),
        *Topic.objects.filter(pk=topic.pk).values_list("title", "search_vector"),
    ]
    pages = [
        f"/posts/{post.pk}/history/",
        f"/topics/{topic.pk}/reply/?quote=1",
        "/search/?q=Quokkas",
        "/me/data/",
    ]
    pages += [reverse("participants:export"), reverse("events:atom"), topic.forum.get_absolute_url()]

    assert "okka" not in json.dumps(rows, default=str)
    for page in pages:
        assert WORDS not in client.get(page, follow=True).text, page


def test_the_mail_about_the_topic_has_only_what_was_written_in_it(client, bo, insight):
    """Check R-WORDS-LINKED."""
    reader = make.participant()
    watches.watch(reader, forum=insight.colab.topic.forum)
    sent(client, insight)

    message = Message.objects.get(recipient=reader, kind="reply")
    with rendering.as_read_by(message):
        mail = " ".join(rendering.texts(message, kinds["reply"].compose(message)))

    assert ("We have not." in mail, "Quokkas" in mail) == (True, False)


def hide(insight):
    insights.hide(insight, make.moderator(), "Not kind")


def erase_author(insight):
    erasure.erase(insight.author)


def hide_topic_of_colab(insight):
    Topic.objects.filter(pk=insight.colab.topic_id).update(hidden_at=insight.created_at)


def close_forum(insight):
    forum = make.forum(is_public=False)
    Topic.objects.filter(pk=insight.colab.topic_id).update(forum=forum)


@pytest.mark.parametrize("go", [hide, insights.delete, erase_author, hide_topic_of_colab, close_forum])
def test_the_words_go_when_the_insight_goes(client, topic, insight, go):
    """Check R-WORDS-LINKED."""
    go(insight)

    for reader in (None, make.participant()):
        page = read(client, topic, reader)
        assert (WORDS in page, "Ana Known" in page, GONE in page) == (False, False, True)
        assert "We have not." in page


def test_hidden_words_are_not_quoted_for_moderators_either(client, topic, insight):
    keeper = make.moderator()
    insights.hide(insight, keeper, "Not kind")

    assert GONE in read(client, topic, keeper)


def test_words_that_are_shown_again_are_quoted_again(client, topic, insight):
    hide(insight)
    insights.show(insight)

    assert WORDS in read(client, topic)


def test_the_quote_stands_above_the_first_post_alone(client, topic):
    for _ in range(30):
        make.post(topic)

    assert WORDS not in client.get(f"{topic.get_absolute_url()}?at=31").text


def test_no_name_stands_beside_the_words_where_a_space_shows_none(client, bo, ana):
    """Check R-UNATTRIBUTED."""
    forum = make.forum(kind=Forum.Kind.HEALING)
    for person in (ana, bo):
        make.membership(forum, person)
    insight = insights.write(make.held_colab(topic=make.topic(forum=forum), people=[ana]), ana, WORDS)

    form = client.get(address(insight)).text
    sent(client, insight)
    page = read(client, Topic.objects.get(title=TYPED["title"]), bo)

    assert (WORDS in form, WORDS in page) == (True, True)
    assert ("Known" in form, "Known" in page) == (False, False)


def test_the_form_starts_without_title_and_without_the_words(client, bo, insight):
    page = client.get(address(insight))

    fields = {bound.name: bound.value() for bound in page.context["form"]}
    assert (fields["title"], fields["text"], fields["language"]) == (None, None, bo.language)
    assert WORDS in page.text  # above it


def test_it_is_the_form_of_every_new_topic_with_a_choice_of_the_forum(insight, bo):
    new = TopicForm(insight.colab.topic.forum)
    new.without_challenge()  # the space is still to be chosen
    form = TopicFromInsightForm(insight, bo)

    assert list(form.fields) == ["forum", *new.fields]
    for name, field in new.fields.items():
        same = form.fields[name]
        assert type(same) is type(field), name
        assert (same.label, same.help_text, same.required) == (field.label, field.help_text, field.required)
        assert getattr(same, "max_length", 0) == getattr(field, "max_length", 0), name
        assert same.widget.attrs | DRAFT == field.widget.attrs | DRAFT
    assert form.fields["text"].widget.attrs["data-draft"] == f"topic-from-insight-{insight.pk}"


@pytest.mark.parametrize(
    "typed",
    [
        {"title": "x"},
        {"title": "x" * 151},
        {"text": ""},
        {"text": "x" * 30_001},
        {"tags": "a,b,c,d,e,f"},
        {"tags": "x" * 51},
        {"language": "tlh"},
        {"nominate": "on", "intention": "x"},
        {"reason": "x" * 501},
        {"forum": "0"},
    ],
)
def test_what_a_new_topic_refuses_is_refused_here(client, bo, insight, typed):
    page = sent(client, insight, **typed)

    assert page.status_code == 422
    assert not Origin.objects.exists()
    assert not Topic.objects.filter(title=TYPED["title"]).exists()


def test_a_title_of_several_lines_is_one_line(client, bo, insight):
    sent(client, insight, title="xy\r\nBcc: evil@example.org")

    assert Origin.objects.get().topic.title == "xy Bcc: evil@example.org"


def test_it_can_be_suggested_for_a_colab_in_the_same_step(client, bo, insight):
    sent(client, insight, nominate="on", intention="share", reason="We did it.")

    nomination = Origin.objects.get().topic.nominations.get()
    assert (nomination.participant, nomination.intention, nomination.reason) == (bo, "share", "We did it.")


def test_nothing_is_suggested_that_was_not_asked_for(client, topic):
    assert not topic.nominations.exists()


def test_a_second_press_makes_no_second_topic(client, bo, insight):
    for _ in range(2):
        sent(client, insight, nominate="on")

    assert (Origin.objects.count(), Topic.objects.filter(author=bo).count()) == (1, 1)


def test_a_second_press_after_it_was_closed_keeps_what_was_typed(client, bo, insight):
    sent(client, insight, nominate="on")
    topics.close(Origin.objects.get().topic)

    page = sent(client, insight, nominate="on")

    assert (page.status_code, "We have not." in page.text) == (422, True)


def test_the_preview_shows_both_and_posts_nothing(client, bo, insight):
    make.topic(forum=insight.colab.topic.forum, title="Who has tried this already?")
    typed = TYPED | {"forum": insight.colab.topic.forum_id, "text": "We have **not**."}

    page = client.post(address(insight, "preview_topic"), typed).text

    assert (WORDS in page, "<strong>not</strong>" in page) == (True, True)
    assert "Who has tried this already?" in page
    assert not Origin.objects.exists()
    assert address(insight) in page


@pytest.mark.parametrize("name", ["post_as_topic", "preview_topic"])
@pytest.mark.parametrize("go", [hide, insights.delete, erase_author])
def test_nothing_grows_out_of_words_that_are_not_shared(client, bo, insight, name, go):
    target = address(insight, name)
    go(insight)

    assert client.post(target, TYPED).status_code == 404


def test_an_insight_of_a_public_space_goes_to_no_private_one(client, bo, insight):
    private = make.forum(is_public=False)
    make.membership(private, bo)

    assert sent(client, insight, forum=private.pk).status_code == 422
