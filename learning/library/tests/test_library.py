from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.utils import timezone

from followups.models import Comment, Origin
from forums import kinds
from testing import make

pytestmark = pytest.mark.django_db


def page(client, query=""):
    response = client.get(f"/library/{query}")
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def shown(client, query=""):
    """What the library lists, in its order: notes by their words, harvests by their co-lab."""
    return [link.get_text() for link in page(client, query).select("#list .row-title a")]


def held(**fields):
    return make.held_colab(**fields)


# --- Shelves


def test_notes_and_harvests_are_one_list_the_newest_first(client):
    colab, now = held(title="Counters"), timezone.now()
    make.note(colab, text="Second", created_at=now - timedelta(minutes=20))
    make.harvest(colab, recorded_at=now - timedelta(minutes=10))
    make.note(colab, text="Third", created_at=now - timedelta(minutes=30))
    make.note(colab, text="First", created_at=now)

    assert shown(client) == ["First", "Counters", "Second", "Third"]
    assert shown(client, "?shelf=notes") == ["First", "Second", "Third"]
    assert shown(client, "?shelf=harvests") == ["Counters"]


def test_a_question_is_open_until_it_has_an_answer_or_a_topic(client):
    colab = held()
    make.note(colab, text="Not asked")
    answered, grown, hushed, _open = (
        make.note(colab, text=text, kind="question") for text in ("Answered?", "Grown?", "Hushed?", "Open?")
    )
    Comment.objects.create(insight=answered, author=colab.organizer, text="Yes.", html="<p>Yes.</p>")
    hidden = {"hidden_at": timezone.now(), "hidden_reason": "Rude"}
    Comment.objects.create(insight=hushed, author=colab.organizer, text="No.", html="<p>No.</p>", **hidden)
    Origin.objects.create(topic=make.topic(), insight=grown)

    assert shown(client, "?shelf=questions") == ["Open?", "Hushed?"]


def test_an_hour_that_has_not_begun_or_is_called_off_leaves_nothing_yet(client):
    """Check R-LIBRARY-SHARED: there is no page after it, to which a note would lead."""
    make.note(make.colab(), text="Written at the open door")
    make.note(held(state="called_off"), text="Written before it was called off")
    make.note(held(), text="Left")

    assert shown(client) == ["Left"]


def test_who_did_more_does_not_stand_first(client):
    """Check R-NOBODY-RANKED."""
    colab, busy, now = held(), make.participant(), timezone.now()
    make.note(colab, text="Latest, by somebody new", created_at=now)
    for number in range(3):
        dotted = make.note(colab, busy, text=f"Busy {number}", created_at=now - timedelta(hours=1 + number))
        dotted.dots.create(participant=make.participant())

    assert shown(client) == ["Latest, by somebody new", "Busy 0", "Busy 1", "Busy 2"]
    assert "dot" not in page(client).select_one("#list").get_text().lower()


# --- What does not stand here


def test_only_what_every_reader_reads_stands_here(client):
    """Check R-LIBRARY-SHARED and R-PRIVATE-MEANS-PRIVATE."""
    colab = held()
    mine = make.participant()
    make.note(colab, mine, text="To myself", audience="me")
    make.note(colab, mine, text="For the ten", audience="ten")
    make.note(colab, mine, text="Hidden", hidden_at=timezone.now(), hidden_reason="Rude")
    make.note(colab, mine, text="Shared")
    make.harvest(colab, recorded_at=None)
    make.harvest(held(title="Nothing came of it"), "", nothing_to_record=True)

    for reader in (None, mine, colab.organizer, make.moderator(), make.staff()):
        if reader:
            client.force_login(reader)
        assert shown(client) == ["Shared"]


def test_what_was_written_in_silence_waits_until_it_is_shown(client):
    """Check R-WRITTEN-IN-SILENCE."""
    colab = make.colab(starts_at=timezone.now() - timedelta(minutes=5))
    step = colab.steps.create(position=1, method="silent", minutes=10)
    note = make.note(colab, text="In silence", step=step)
    client.force_login(note.author)
    assert shown(client) == []

    step.shown_at = timezone.now()
    step.save(update_fields=["shown_at"])

    assert shown(client) == ["In silence"]


def test_members_find_what_stands_in_their_private_spaces_and_others_do_not(client):
    space = make.forum(is_public=False)
    colab = held(topic=make.topic(forum=space), title="Within")
    make.note(colab, text="Among us")
    make.harvest(colab)
    member, stranger = make.participant(), make.participant()
    make.membership(space, member)

    assert shown(client) == []
    client.force_login(stranger)
    assert (shown(client), shown(client, f"?space={space.slug}")) == ([], [])
    client.force_login(member)
    assert sorted(shown(client)) == ["Among us", "Within"]
    assert sorted(shown(client, f"?space={space.slug}")) == ["Among us", "Within"]


def test_what_hides_a_topic_hides_what_was_learnt_on_it_also_from_moderators(client):
    topic = make.topic(hidden_at=timezone.now(), hidden_reason="Spam")
    colab = held(topic=topic)
    note, harvest = make.note(colab), make.harvest(colab)
    client.force_login(make.moderator())

    assert shown(client) == []
    assert client.get(f"/library/note/{note.pk}/").status_code == 404
    assert client.get(f"/library/harvest/{harvest.pk}/").status_code == 404


def test_an_hour_that_was_called_off_leaves_nothing_here(client):
    make.note(held(state="called_off"))

    assert shown(client) == []


@pytest.mark.parametrize("kind", kinds.where(in_library=False))
def test_a_space_that_keeps_to_itself_has_nothing_here(client, kind):
    """Check R-PRIVATE-MEANS-PRIVATE: not even for those who were there."""
    space, there = make.forum(kind=kind, is_public=False), make.participant()
    make.membership(space, there)
    colab = held(topic=make.topic(forum=space), people=[there])
    note, harvest = make.note(colab, there), make.harvest(colab)
    client.force_login(there)

    assert shown(client) == []
    assert space.name not in page(client).select_one("#space").get_text()
    for address in (f"note/{note.pk}/", f"note/{note.pk}.md", f"harvest/{harvest.pk}/"):
        assert client.get(f"/library/{address}").status_code == 404


def test_what_stands_in_the_library_may_be_said_with_its_names():
    """Feeds, Markdown and pages for everybody show titles, words and names of each kind that is here."""
    for kind in kinds.where(in_library=True):
        rules = kinds.of(kind)
        assert (rules.words_leave, rules.names_authors, rules.harvest_for) == (True, True, kinds.READERS)


# --- Filters


def test_one_tag_space_topic_language_or_kind_at_a_time(client):
    here, there = held(), held(title="Elsewhere")
    make.note(here, text="Less paper", tags=["Open data"], kind="idea")
    make.note(there, text="Moins de papier", language="fr", kind="story")
    make.harvest(there, tags=["open-data"])

    assert sorted(shown(client, "?tag=open+DATA")) == ["Elsewhere", "Less paper"]
    assert shown(client, f"?space={here.topic.forum.slug}") == ["Less paper"]
    assert sorted(shown(client, f"?topic={there.topic_id}")) == ["Elsewhere", "Moins de papier"]
    assert shown(client, "?language=fr") == ["Moins de papier"]
    assert shown(client, "?kind=idea") == ["Less paper"]
    assert shown(client, f"?tag=open+data&space={here.topic.forum.slug}&kind=idea") == ["Less paper"]
    assert shown(client, "?shelf=harvests&tag=open+data") == ["Elsewhere"]


def test_words_are_found_in_notes_and_in_each_text_of_a_harvest(client):
    colab = held(title="Roads")
    make.note(colab, text="Salt on the roads is dear")
    make.note(colab, text="Sand is cheap.")
    make.harvest(colab, "We met.", next_steps="Less salt.", next_steps_html="<p>Less salt.</p>")

    soup = page(client, "?q=salt")

    assert [link.get_text() for link in soup.select(".row-title a")] == ["Salt on the roads is dear", "Roads"]
    assert {mark.get_text().lower() for mark in soup.select("#list mark")} == {"salt"}
    assert shown(client, "?q=salt+-roads") == ["Roads"]


def test_filters_are_kept_in_the_address_and_in_the_form(client):
    colab = held()
    for number in range(25):
        make.note(colab, text=f"Note {number}", tags=["forms"], kind="idea")

    soup = page(client, "?shelf=notes&tag=forms&kind=idea")
    following = soup.select_one("a[rel=next]")["href"]

    assert soup.select_one("#tag")["value"] == "forms"
    assert soup.select_one("#kind option[selected]")["value"] == "idea"
    assert soup.select_one("input[name=shelf]")["value"] == "notes"
    assert "shelf=notes&tag=forms&kind=idea&after=" in following
    assert "tag=forms" in soup.select(".tabs a")[2]["href"]
    assert "kind=" not in soup.select(".tabs a")[2]["href"]  # harvests are of no kind of note
    second = page(client, following.removeprefix("/library/"))
    assert len(second.select("#list .row-title a")) == 5
    assert second.select_one("a[rel=prev]")["href"] == "/library/?shelf=notes&tag=forms&kind=idea"


def test_pages_follow_one_another_without_gap_where_moments_are_the_same(client):
    at = timezone.now()
    for number in range(15):
        colab = held(title=f"Harvest {number}")
        make.harvest(colab, recorded_at=at)
        make.note(colab, text=f"Note {number}", created_at=at)

    first = page(client)
    second = page(client, first.select_one("a[rel=next]")["href"].removeprefix("/library/"))
    rows = [link.get_text() for soup in (first, second) for link in soup.select("#list .row-title a")]

    assert len(rows) == len(set(rows)) == 30
    assert second.select_one("a[rel=next]") is None


NOWHERE = [f"?{name}=nowhere" for name in ("tag", "space", "topic", "language", "kind", "shelf")]


@pytest.mark.parametrize("query", [*NOWHERE, "?topic=99", "?q=-a"])
def test_what_is_not_there_gives_an_empty_list_and_a_way_out(client, query):
    make.note(held())

    soup = page(client, query)

    assert soup.select("#list .rows") == []
    assert soup.select_one(".empty h2").get_text() == "Nothing here fits what you chose"
    assert soup.select_one(".empty a")["href"] == "/library/"


def test_before_the_first_hour_it_says_what_will_stand_here(client):
    soup = page(client)

    said = "When the first hour is over, what people learnt stands here."
    assert soup.select_one(".empty p").get_text() == said
    assert soup.select_one(".empty a")["href"] == "/co-labs/"
    assert soup.select_one(".nav [aria-current=page]").get_text() == "Library"


def test_filtered_lists_are_not_for_search_engines(client):
    assert page(client, "?tag=forms").select_one("meta[name=robots]")["content"] == "noindex"
    assert page(client).select_one("meta[name=robots]") is None


def test_a_short_note_is_shown_whole_and_a_long_one_by_its_beginning_or_by_what_was_looked_for(client):
    colab, now = held(), timezone.now()
    make.note(colab, text="It costs **next to nothing**. Ask.", created_at=now)
    make.note(
        colab, text=f"Begins. {'More of it. ' * 40} Salt ends it.", created_at=now - timedelta(minutes=1)
    )

    short, long = shown(client)
    assert (short, long[:20], len(long) <= 240, long[-1]) == (
        "It costs next to nothing. Ask.", "Begins. More of it. ", True, "…",
    )  # fmt: skip
    assert shown(client, "?q=nothing") == ["It costs next to nothing. Ask."]
    assert "Salt ends" in shown(client, "?q=salt")[0]
