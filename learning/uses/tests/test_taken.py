"""What people took along, and whom they told of it."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from learning.models import Reflection, Use
from learning.uses import shown, taking, uses
from participants.privacy import export
from testing import make

pytestmark = pytest.mark.django_db
VISITOR = AnonymousUser()
PAGES = {"output": "learning:output", "harvest": "learning:harvest", "story": "learning:story"}
TAKES = {
    "output": "learning:take_along",
    "harvest": "learning:take_harvest_along",
    "story": "learning:take_story_along",
}
KINDS = list(PAGES)


def held(**forum):
    return make.held_colab(topic=make.topic(forum=make.forum(**forum)))


def member_of(colab, **fields):
    return make.membership(colab.topic.forum, make.participant(), **fields).participant


def thing_of(kind, colab):
    if kind == "output":
        return make.output(colab.topic, colab=colab)
    if kind == "harvest":
        return make.harvest(colab)
    return make.story(colab, member_of(colab))


def lines(kind, thing, reader=VISITOR):
    rows = Use.objects.filter(**{kind: thing}).visible_to(reader)
    return list(rows.values_list("taken_to", flat=True))


@pytest.mark.parametrize("kind", KINDS)
def test_whom_one_told_of_it_stands_on_its_page_once_for_each_person(client, kind):
    """Check R-TAKEN-ALONG."""
    thing, person = thing_of(kind, held()), make.participant(organization="Fictional Transit")
    address = reverse(TAKES[kind], args=[thing.pk])
    client.force_login(person)

    for taken_to in ("our team, in May", "our team, in June"):
        assert client.post(address, {"taken_to": taken_to}).status_code == 302

    [use] = Use.objects.all()
    assert (use.kind, use.taken_to, use.thing) == ("told", "our team, in June", thing)
    client.logout()
    page = client.get(reverse(PAGES[kind], args=[thing.pk])).text
    assert "our team, in June" in page
    assert "Fictional Transit" in page
    assert person.name not in page
    assert use.get_absolute_url() == f"{reverse(PAGES[kind], args=[thing.pk])}#use-{use.pk}"


@pytest.mark.parametrize("kind", KINDS)
def test_without_a_word_it_is_refused_and_what_was_typed_stays(client, kind):
    thing = thing_of(kind, held())
    client.force_login(make.participant())

    answer = client.post(reverse(TAKES[kind], args=[thing.pk]), {"taken_to": "x" * 151})

    assert answer.status_code == 422
    assert "x" * 151 in answer.text
    assert not Use.objects.exists()


@pytest.mark.parametrize("kind", KINDS)
def test_who_cannot_read_a_thing_neither_takes_it_along_nor_reads_who_did(client, kind):
    """Check R-QUERY-PERMISSION."""
    colab = held(is_public=False)
    member, stranger = member_of(colab), make.participant()
    thing = thing_of(kind, colab)
    taking.take_along(thing, member, "our network")

    assert lines(kind, thing, member) == ["our network"]
    assert lines(kind, thing, stranger) == lines(kind, thing) == []
    client.force_login(stranger)
    assert client.post(reverse(TAKES[kind], args=[thing.pk]), {"taken_to": "us"}).status_code == 404
    with pytest.raises(uses.Refused, match="not there to read"):
        taking.take_along(thing, stranger, "us")


@pytest.mark.parametrize("kind", KINDS)
def test_a_hidden_line_is_for_moderators_and_for_whoever_said_it(client, kind):
    thing, person = thing_of(kind, held()), make.participant()
    moderator = make.moderator()
    use = taking.take_along(thing, person, "our network")
    Use.objects.filter(pk=use.pk).update(
        hidden_at=timezone.now(), hidden_by=moderator, hidden_reason="names somebody"
    )

    assert lines(kind, thing) == lines(kind, thing, make.participant()) == []
    assert lines(kind, thing, person) == lines(kind, thing, moderator) == ["our network"]
    for reader, sees in ((make.participant(), False), (person, True), (moderator, True)):
        client.force_login(reader)
        page = client.get(reverse(PAGES[kind], args=[thing.pk])).text
        assert ("names somebody" in page) == sees
        found, has_more = shown.takings(thing, reader, is_moderator=reader == moderator)
        assert (bool(found), has_more) == (sees, False)


def test_the_moderators_of_its_space_are_asked_about_a_line_on_a_harvest_or_a_story(client):
    colab, stranger = held(), make.moderator()
    own = member_of(colab, moderates=True)
    for kind in KINDS:
        use = taking.take_along(thing_of(kind, colab), make.participant(), "our network")
        assert set(Use.objects.moderated_by(own)) == {use}
        assert set(Use.objects.moderated_by(stranger)) == {use}
        assert not Use.objects.moderated_by(make.participant()).exists()
        use.delete()


def test_what_was_said_of_a_story_goes_with_it_and_its_title_from_the_export(client):
    """Check R-REFLECTION-MINE: the title of a story that is its teller's again is nobody else's."""
    story, person = make.story(held()), make.participant()
    taking.take_along(story, person, "our network")
    [row] = export.of(person)["uses"]
    assert (row["story__title"], row["taken_to"]) == (story.title, "our network")

    Reflection.objects.filter(pk=story.pk).update(shared_at=None)

    assert lines("story", story, person) == []
    [row] = export.of(person)["uses"]
    assert (row["story__title"], row["taken_to"]) == ("", "our network")


def test_only_outputs_are_used():
    story = make.story(held())

    with pytest.raises(IntegrityError, match="a_use_is_of_one_thing"), transaction.atomic():
        Use.objects.create(story=story, participant=make.participant(), kind="used")


def test_one_takes_ones_line_out_and_comes_back_to_the_page(client):
    harvest, person = make.harvest(held()), make.participant()
    use = taking.take_along(harvest, person, "our network")
    client.force_login(person)

    answer = client.post(reverse("learning:take_use_out", args=[use.pk]))

    assert answer.url == reverse("learning:harvest", args=[harvest.pk])
    assert not Use.objects.exists()


def test_ones_own_line_is_shown_however_many_there_are(client, monkeypatch):
    monkeypatch.setattr(shown, "MOST", 2)
    harvest, person = make.harvest(held()), make.participant(language="es")
    for number in range(3):
        make.taking(harvest, taken_to=f"team {number}")
    mine = taking.take_along(harvest, person, "nuestra red")

    found, has_more = shown.takings(harvest, person)
    assert ([use.taken_to for use in found], has_more) == (["team 0", "team 1", "nuestra red"], True)
    assert len(shown.takings(harvest, VISITOR)[0]) == 2
    assert mine.language == "es"
    client.force_login(person)
    page = client.get(reverse("learning:harvest", args=[harvest.pk])).text
    assert reverse("learning:take_use_out", args=[mine.pk]) in page
