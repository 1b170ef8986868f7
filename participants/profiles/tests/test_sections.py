"""Each section of a person's page is for members, for their people, or for nobody (R-SECTIONS)."""

import pytest
from django.test import Client
from django.urls import reverse

from forums.topics import watches
from network.connections import connections
from network.offers import offers
from participants.models import SectionChoice
from participants.privacy import erasure, export
from participants.profiles import sections
from participants.profiles.sections import Audience
from testing import make

pytestmark = pytest.mark.django_db
ABOUT = "<p>I draw maps.</p>"


@pytest.fixture
def ana():
    return make.participant("Ana Ash", listed=True, about="I draw maps.", about_html=ABOUT)


@pytest.fixture
def ben():
    return make.participant("Ben Birch")


def page(reader, person, query=""):
    client = Client()
    client.force_login(reader)
    return client.get(reverse("participants:person", args=[person.pk]) + query)


def found(reader, words):
    client = Client()
    client.force_login(reader)
    page = client.get(reverse("participants:people"), {"q": words})
    return [person.name for person in page.context["people"]]


def test_sections_are_for_members_unless_one_says_otherwise(ana, ben):
    assert set(sections.audiences(ana).values()) == {Audience.MEMBERS}
    assert "I draw maps." in page(ben, ana).text


@pytest.mark.parametrize(
    ("audience", "stranger", "friend"),
    [(Audience.MEMBERS, True, True), (Audience.PEOPLE, False, True), (Audience.NOBODY, False, False)],
)
def test_who_reads_a_section(ana, ben, audience, stranger, friend):
    cy = make.participant("Cy Cedar")
    connections.keep(ana, cy)
    sections.choose(ana, {"about": audience, "offers": audience})
    offers.make(ana, "Templates for letters")

    for reader, reads in ((ben, stranger), (cy, friend)):
        text = page(reader, ana).text
        assert ("I draw maps." in text, "Templates for letters" in text) == (reads, reads)
        assert (found(reader, "draw"), found(reader, "templates")) == (["Ana Ash"] * reads,) * 2


def test_ones_own_page_is_shown_as_others_see_it(ana):
    sections.choose(ana, {"about": Audience.PEOPLE})

    assert "I draw maps." not in page(ana, ana).text
    assert "I draw maps." in page(ana, ana, "?as=people").text
    sections.choose(ana, {"about": Audience.NOBODY})
    assert "I draw maps." not in page(ana, ana, "?as=people").text


def test_ones_own_page_has_what_is_of_closed_spaces(ana):
    private = make.forum(kind="practice", is_public=False, name="Mappers")
    make.membership(private, ana)

    assert "Mappers" in page(ana, ana).text


def test_one_chooses_on_one_page(client, ana, ben):
    client.force_login(ana)
    address = reverse("participants:sections")
    fields = {name: "members" for name, _section in sections.in_order()}

    answer = client.post(address, fields | {"about": "nobody"}, follow=True)

    assert "Your changes are kept." in answer.text
    assert "I draw maps." not in page(ben, ana).text
    assert client.get(address).context["form"]["about"].value() == "nobody"
    client.post(address, fields)
    assert not SectionChoice.objects.exists()


def test_an_answer_that_is_none_changes_nothing(client, ana):
    client.force_login(ana)

    answer = client.post(reverse("participants:sections"), {"about": "everybody"})

    assert answer.status_code == 422
    assert not SectionChoice.objects.exists()


def test_who_is_not_in_the_directory_has_no_sections(ben):
    ana = make.participant("Ana Ash", about_html=ABOUT)
    connections.keep(ana, ben)
    make.post(make.topic(), author=ana)  # so that they have met

    answer = page(ben, ana)

    assert answer.status_code == 200
    assert "I draw maps." not in answer.text


def test_nothing_of_a_space_without_names_is_on_a_page(ana):
    """Check R-UNATTRIBUTED: a fellow member reads nothing either."""
    healing = make.forum(kind="healing", is_public=False, name="Listening")
    cy = make.participant("Cy Cedar")
    for person in (ana, cy):
        make.membership(healing, person)
    topic = make.topic(forum=healing, author=ana, title="What helped me")
    colab = make.held_colab(topic=topic, facilitator=ana, people=[cy], title="We listened")
    topic.tags.add(make.tag("grief"))
    watches.watch(ana, tag=topic.tags.get())

    text = page(cy, ana).text

    for words in ("Listening", "What helped me", colab.title, "grief"):
        assert words not in text


def test_a_page_shows_what_its_reader_may_read_of_somebody(ana, ben):
    private = make.forum(kind="practice", is_public=False, name="Mappers")
    cy = make.participant("Cy Cedar")
    for person in (ana, cy):
        make.membership(private, person)
    make.topic(forum=private, author=ana, title="Which layers do you use?")
    colab = make.held_colab(facilitator=ana, title="Maps for all")
    make.note(colab, ana, "One legend for all.")

    inside, outside = page(cy, ana).text, page(ben, ana).text

    for words in ("Mappers", "Which layers do you use?"):
        assert (words in inside, words in outside) == (True, False)
    for words in ("Maps for all", "One legend for all."):
        assert (words in inside, words in outside) == (True, True)


def test_choices_are_exported_and_erased(ana):
    sections.choose(ana, {"about": Audience.NOBODY})

    assert export.of(ana)["section_choices"] == [{"section": "about", "audience": "nobody"}]
    erasure.erase(ana)
    assert not SectionChoice.objects.exists()


@pytest.mark.parametrize(
    ("hour", "is_day"),
    [("2027-01-05 15:00Z", True), ("2027-01-05 03:00Z", False), ("2027-01-09 18:00Z", False)],
)
def test_the_clock_says_whether_it_is_their_day(ana, ben, time_machine, hour, is_day):
    time_machine.move_to(hour, tick=False)
    ana.zone = "America/Toronto"
    ana.save(update_fields=["zone"])

    text = page(ben, ana).text

    assert ("within their day" in text, "outside of their day" in text) == (is_day, not is_day)
