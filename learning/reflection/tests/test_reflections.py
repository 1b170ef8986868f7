"""Reflecting for oneself, sharing some of it as a story, and taking it back."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import IntegrityError
from django.utils import timezone

from forums.spaces import memberships
from learning.models import Reflection
from learning.reflection import questions, reflections, stories
from participants.privacy import erasure
from testing import make

pytestmark = pytest.mark.django_db
WORDS = {"q1": "I asked a question.", "q2": "That forms can be short.", "language": "en"}
STORY = WORDS | {"in_story": [2], "title": "A shorter form", "named": True}


def hour(days=1, **fields):
    """An hour that ended some days ago, and somebody who was there."""
    person = make.participant()
    ago = timezone.now() - timedelta(days=days, hours=1)
    forum = fields.pop("forum", None) or make.forum()
    if not forum.is_public:
        make.membership(forum, person)
    return make.held_colab(people=[person], starts_at=ago, topic=make.topic(forum=forum), **fields), person


def told(days=1, words=STORY, **fields):
    """A story that was shared."""
    colab, person = hour(days, **fields)
    mine = reflections.keep(colab, person, **words)
    return stories.share(colab, person, stories.stamp(mine))


def test_what_one_keeps_is_read_by_nobody_else():
    """Check R-REFLECTION-MINE."""
    colab, person = hour()
    mine = reflections.keep(colab, person, **STORY)

    for reader in (person, colab.organizer, make.moderator(), AnonymousUser()):
        assert mine not in Reflection.objects.visible_to(reader)
        assert mine not in Reflection.objects.readable_by(reader)
        assert mine not in Reflection.objects.moderated_by(reader)


def test_keeping_it_again_changes_nothing_and_counts_nothing(monkeypatch):
    colab, person = hour()
    first = reflections.keep(colab, person, **STORY)
    monkeypatch.setattr(reflections.limits, "spend", None)

    again = reflections.keep(colab, person, **STORY)

    assert again == first


def test_who_was_not_there_cannot_reflect_on_it():
    colab, _person = hour()

    with pytest.raises(reflections.Refused, match="those who were there"):
        reflections.keep(colab, make.participant(), **WORDS)


def test_there_is_nothing_to_reflect_on_in_a_community_of_healing():
    """Check R-REFLECTION-MINE."""
    colab, person = hour(forum=make.forum(kind="healing", is_public=False))

    with pytest.raises(reflections.Refused):
        reflections.keep(colab, person, **WORDS)


def test_four_questions_are_asked_at_once_and_the_others_after_a_month():
    early, late = (hour(days)[0] for days in (29, 30))

    assert [one.number for one in reflections.asked(early)] == [1, 2, 3, 4]
    assert [one.number for one in reflections.asked(late)] == [1, 2, 3, 4, 5, 6, 7, 8]


def test_a_community_of_learning_is_asked_about_leading_too():
    colab, _person = hour(31, forum=make.forum(kind="learning", about_what="One project"))

    assert reflections.asked(colab)[-1] == questions.LEADING


# --- Stories


def test_a_story_is_what_its_teller_ticked_in_the_order_of_the_cycles():
    words = {f"q{number}": f"Words {number}." for number in range(1, 9)}
    story = told(31, STORY | words | {"in_story": [1, 2, 5, 6, 8]})

    assert [one.number for one, _words in stories.parts(story)] == [1, 2, 6, 5, 8]


def test_a_story_is_read_as_its_space_is_read_and_not_once_it_is_taken_back():
    """Check R-REFLECTION-MINE: sharing is undone as easily, by one press, which may be repeated."""
    forum = make.forum(is_public=False)
    story, member = told(forum=forum), make.membership(forum, make.participant()).participant
    readers = [member, story.participant, make.participant(), AnonymousUser()]
    reads = [story in Reflection.objects.readable_by(reader) for reader in readers]
    assert reads == [True, True, False, False]

    for _press in range(2):
        stories.take_back(story, story.participant)

    assert not any(story in Reflection.objects.readable_by(reader) for reader in readers)
    assert Reflection.objects.get().q2 == STORY["q2"]


def test_nobody_takes_the_story_of_somebody_else_back():
    story = told()

    stories.take_back(story, make.moderator())

    assert Reflection.objects.get().is_shared


def test_sharing_it_again_changes_nothing():
    story = told()

    again = stories.share(story.colab, story.participant, "what stood there before")

    assert again.shared_at == story.shared_at


def test_what_changed_since_one_looked_is_not_shared():
    colab, person = hour()
    seen = stories.stamp(reflections.keep(colab, person, **STORY))
    reflections.keep(colab, person, **STORY | {"q2": "Something that I had not meant to share."})

    with pytest.raises(reflections.Refused, match="Look at it again"):
        stories.share(colab, person, seen)

    assert not Reflection.objects.shared().exists()


@pytest.mark.parametrize("empty", [{"title": ""}, {"q2": ""}, {"in_story": []}, {"in_story": [4]}])
def test_a_story_has_a_title_and_a_ticked_box_with_words(empty):
    colab, person = hour()
    mine = reflections.keep(colab, person, **STORY | empty)
    with pytest.raises(reflections.Refused):
        stories.share(colab, person, stories.stamp(mine))

    with pytest.raises(IntegrityError, match="a_story_has_a_title_and_says_something"):
        Reflection.objects.update(shared_at=timezone.now())


@pytest.mark.parametrize("empty", [{"title": ""}, {"q2": ""}])
def test_a_story_that_is_shared_is_not_emptied_by_the_way(empty):
    story = told()

    with pytest.raises(reflections.Refused, match="take it back"):
        reflections.keep(story.colab, story.participant, **STORY | empty)


@pytest.mark.parametrize("named", [True, False])
def test_a_story_carries_a_name_or_none_as_its_teller_chooses(client, named):
    """Check R-STORY-NAMED."""
    story = told(words=STORY | {"named": named})
    moderator = make.moderator()
    story.participant.name = "Ana Nnamenn"
    story.participant.save(update_fields=["name"])

    pages = [
        story.get_absolute_url(),
        f"/stories/{story.pk}.md",
        "/stories/",
        f"/co-labs/{story.colab_id}/after/",
    ]
    for reader in (None, make.participant(), moderator):
        client.logout()
        if reader:
            client.force_login(reader)
        for address in pages:
            text = client.get(address).text
            assert STORY["title"] in text
            assert ("Nnamenn" in text, "A participant" in text) == (named, not named)
            assert named or f"/people/{story.participant_id}/" not in text


def test_a_story_goes_with_its_teller():
    """Check R-LEAVES-WITH-THEIRS: also one that is shared, by a name or by none."""
    story = told()

    erasure.erase(story.participant)

    assert not Reflection.objects.exists()


def test_a_story_is_not_read_any_more_when_its_teller_leaves_the_space():
    forum = make.forum(is_public=False)
    story, member = told(forum=forum), make.membership(forum, make.participant()).participant

    memberships.leave(forum, story.participant)

    assert story not in Reflection.objects.readable_by(member)
    assert Reflection.objects.get().is_shared
