"""Asking for the story of an hour whoever said that they may be asked."""

import pytest
from django.urls import reverse

from forums.spaces import memberships
from forums.spaces.roles import board
from learning.models import Reflection
from learning.reflection import asking, month, reflections, stories
from learning.reflection.tests.test_reflections import STORY, hour
from mailing.models import Message
from mailing.registry import kinds
from participants import limits
from testing import make

pytestmark = pytest.mark.django_db


def may_be_asked(**fields):
    colab, person = hour(31, **fields)
    return month.answer(colab, person, "used", "The short form", may_ask=True)


def listed(forum, reader):
    [card] = [card for card in board.of(forum, reader) if card.kind == "detective"]
    return [row for _list, rows in card.lists for row in rows]


def letter(reflection):
    message = Message.objects.get(kind="story-asked")
    assert message.recipient_id == reflection.participant_id
    return kinds["story-asked"].compose(message)


def test_only_who_ticked_the_box_is_named_and_none_of_their_words(client):
    """Check R-REFLECTION-MINE."""
    mine = may_be_asked()
    colab, other = mine.colab, make.participant("Bo Nnbonn")
    make.note_attendance(colab, other)
    month.answer(colab, other, "used", "Not to be asked")
    reader = make.participant()

    assert listed(colab.topic.forum, reader) == [mine]
    client.force_login(reader)
    shown = client.get(reverse("forums:roles", args=[colab.topic.forum.slug])).text
    assert mine.participant.name in shown
    for word in ("The short form", "Not to be asked", "Nnbonn"):
        assert word not in shown


def test_one_press_asks_once_whoever_presses(client):
    """Check R-ASKED-ONCE."""
    mine, by = may_be_asked(), make.participant()
    for reader in (by, by, make.participant()):
        client.force_login(reader)
        answer = client.post(reverse("learning:ask_for_story", args=[mine.pk]))
        assert answer.url.endswith("#role-detective")

    assert Message.objects.filter(kind="story-asked").count() == 1
    assert Reflection.objects.get().asked_by == by
    assert listed(mine.colab.topic.forum, by) == []
    assert letter(mine).context["address"] == reverse("learning:reflect", args=[mine.colab_id])


def test_nobody_is_asked_who_did_not_say_so(client):
    colab, person = hour(31)
    quiet = month.answer(colab, person, "used")
    client.force_login(make.participant())

    assert client.post(reverse("learning:ask_for_story", args=[quiet.pk])).status_code == 404
    with pytest.raises(reflections.Refused):
        asking.ask(quiet, make.participant())


def test_nobody_asks_themselves():
    mine = may_be_asked()

    with pytest.raises(reflections.Refused):
        asking.ask(mine, mine.participant)
    assert listed(mine.colab.topic.forum, mine.participant) == []


def test_a_stranger_to_the_space_asks_nobody(client):
    mine = may_be_asked(forum=make.forum(is_public=False))
    client.force_login(make.participant())

    assert client.post(reverse("learning:ask_for_story", args=[mine.pk])).status_code == 404


def test_asking_is_limited():
    by = make.participant()
    for _ in range(limits.allowed(by, "asking")):
        asking.ask(may_be_asked(), by)

    with pytest.raises(limits.Refused):
        asking.ask(may_be_asked(), by)


def test_the_mail_is_not_sent_once_the_story_is_told():
    mine = may_be_asked()
    asking.ask(mine, make.participant())
    told = reflections.keep(mine.colab, mine.participant, **STORY)
    assert letter(mine) is not None

    stories.share(mine.colab, mine.participant, stories.stamp(told))

    assert letter(mine) is None


def test_the_mail_is_not_sent_to_who_may_not_be_asked_any_more():
    mine = may_be_asked()
    asking.ask(mine, make.participant())

    month.answer(mine.colab, mine.participant, "used")

    assert letter(mine) is None


def test_the_mail_is_not_sent_to_who_has_left_the_space():
    mine = may_be_asked(forum=make.forum(is_public=False))
    asking.ask(mine, make.participant())

    memberships.leave(mine.colab.topic.forum, mine.participant)

    assert letter(mine) is None
