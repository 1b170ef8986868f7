"""Whom one may want to meet, each with its reason; never by what happened where nobody is named."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.html import strip_tags

from core import pruning
from forums.topics import watches
from network.connections import connections
from network.introductions import introductions
from network.models import NotNow
from network.offers import offers
from network.suggestions import not_now, suggestions
from participants.privacy import erasure, export
from participants.profiles import sections
from participants.profiles.sections import Audience
from testing import make

pytestmark = pytest.mark.django_db
LATER = timedelta(days=184)


def listed(name, **fields):
    return make.participant(name, listed=True, **fields)


@pytest.fixture
def ana():
    return listed("Ana Ash", district="North")


@pytest.fixture
def ben():
    return listed("Ben Birch")


def seeks(person, text="A template for letters", **options):
    return offers.make(person, text, is_need=True, **options)


def gives(person, text="Letters that people understand", **options):
    return offers.make(person, text, **options)


def watch(person, *names, **topic):
    """Watch tags under which there is a topic."""
    for tag in make.topic(tags=names, **topic).tags.all():
        watches.watch(person, tag=tag)


def suggested(person):
    return [one.person.name for one in suggestions.people(person)]


def reasons(person):
    return [strip_tags(one.reason) for one in suggestions.people(person)]


def pairs(person):
    return [(one.person.name, one.other.name) for one in suggestions.pairs(person)]


def signed_in(person):
    client = Client()
    client.force_login(person)
    return client


def press(person, name, *args):
    return signed_in(person).post(reverse(f"network:{name}", args=args), follow=True)


# --- Of two people


def test_a_need_meets_an_offer_and_the_reverse(ana, ben):
    """Check R-SUGGESTED-BY-REASON."""
    seeks(ana)
    gives(ben)

    assert reasons(ana) == [
        "You look for “A template for letters”, and they offer “Letters that people understand”."
    ]
    assert reasons(ben) == [
        "They look for “A template for letters”, and you offer “Letters that people understand”."
    ]


def test_they_meet_by_a_tag_in_any_language(ana, ben):
    seeks(ana, "Un gabarit", language="fr", tags=["plain language"])
    gives(ben, "Two evenings a month", tags=["Plain-Language"])

    assert suggested(ana) == ["Ben Birch"]


@pytest.mark.parametrize(
    ("need", "offer", "language"),
    [
        ("A room for the winter", "Letters that people understand", "en"),  # no word in common
        ("What is good for us", "All that is there for you", "en"),  # words that say nothing
        ("Des lettres", "Lettres claires", "es"),  # a word in common, in another language
    ],
)
def test_what_has_nothing_in_common_does_not_meet(ana, ben, need, offer, language):
    seeks(ana, need)
    gives(ben, offer, language=language)

    assert (suggested(ana), suggested(ben)) == ([], [])


def test_two_who_look_for_the_same_do_not_meet_by_it(ana, ben):
    seeks(ana)
    seeks(ben)

    assert suggested(ana) == []


def test_two_tags_that_both_watch(ana, ben):
    watch(ana, "budget", "housing", "maps")
    watch(ben, "housing", "budget")
    watch(listed("Cy Cedar"), "budget")

    assert reasons(ana) == ["You both watch budget, housing."]


def test_who_met_in_an_hour_is_not_suggested_for_watched_tags(ana, ben):
    for person in (ana, ben):
        watch(person, "budget", "housing")
    make.held_colab(people=[ana, ben])

    assert suggested(ana) == []


def test_nothing_of_a_community_of_healing_makes_or_unmakes_a_suggestion(ana, ben):
    """Check R-NAMELESS-SUGGESTS-NOTHING."""
    healing = make.forum(kind="healing", is_public=False)
    for person in (ana, ben):
        watch(person, "budget", "housing")
        make.membership(healing, person)
    before = reasons(ana)
    held = make.held_colab(topic=make.topic(forum=healing), people=[ana, ben])

    assert reasons(ana) == before != []
    eve = make.participant("Eve Elm")
    gives(ben)
    seeks(ana)
    for person in (ana, ben):
        connections.keep(eve, person, held)
    assert pairs(eve) == []


def test_tags_of_a_community_of_healing_alone_make_no_suggestion(ana, ben):
    """Check R-NAMELESS-SUGGESTS-NOTHING."""
    healing = make.forum(kind="healing", is_public=False)
    for person in (ana, ben):
        watch(person, "grief", "sleep", forum=healing)

    assert suggested(ana) == []
    make.topic(tags=["grief", "sleep"])
    assert suggested(ana) == ["Ben Birch"]


def test_a_connection_from_a_community_of_healing_is_not_told_by_silence(ana, ben):
    """Check R-NAMELESS-SUGGESTS-NOTHING: who introduces two learns nothing of what they share there."""
    eve = make.participant("Eve Elm")
    seeks(ana)
    gives(ben)
    for person in (ana, ben):
        connections.keep(eve, person)
    healing = make.forum(kind="healing", is_public=False)
    connections.keep(ana, ben, make.held_colab(topic=make.topic(forum=healing), people=[ana, ben]))

    assert pairs(eve) == [("Ana Ash", "Ben Birch")]


def test_tags_of_a_closed_space_make_no_suggestion_and_stand_on_no_page(ana, ben):
    """Check R-QUERY-PERMISSION: a reader who is not in it does not learn of its tags."""
    closed = make.forum(kind="practice", is_public=False)
    for person in (ana, ben):
        watch(person, "merger", "layoffs", forum=closed)

    assert suggested(ana) == []
    assert "layoffs" not in signed_in(ana).get(reverse("participants:person", args=[ben.pk])).text


@pytest.mark.parametrize(
    "apart",
    [
        connections.keep,
        lambda ana, ben: introductions.ask(ana, ben, "May I ask you?"),
        lambda ana, ben: introductions.ask(ben, ana, "May I ask you?"),
        not_now.say,
        lambda ana, ben: not_now.say(ben, ana),
        lambda ana, ben: sections.choose(ben, {"offers": Audience.PEOPLE}),
        lambda ana, ben: type(ben).objects.filter(pk=ben.pk).update(listed=False),
        lambda ana, ben: type(ben).objects.filter(pk=ben.pk).update(is_active=False),
        lambda ana, ben: ben.offers.update(until=timezone.now()),
        lambda ana, ben: ana.offers.update(until=timezone.now()),
        lambda ana, ben: offers.hide(ben.offers.get(), make.moderator(), "No."),
    ],
)
def test_who_is_not_suggested(ana, ben, apart):
    seeks(ana)
    gives(ben)
    apart(ana, ben)

    assert suggested(ana) == []


def test_what_one_watches_is_not_told_where_one_says_so(ana, ben):
    for person in (ana, ben):
        watch(person, "budget", "housing")
    sections.choose(ben, {"tags": Audience.NOBODY})

    assert suggested(ana) == []


def test_other_districts_come_first_and_then_names(ana):
    seeks(ana)
    for name, district in (("Al Alder", "North"), ("Zoe Zinn", "South"), ("Bo Beech", "South")):
        gives(listed(name, district=district))

    assert suggested(ana) == ["Bo Beech", "Zoe Zinn", "Al Alder"]


def test_at_most_five_each_once(ana):
    seeks(ana)
    seeks(ana, "Letters for housing")
    for number in range(8):
        person = listed(f"Person {number}")
        gives(person)
        gives(person, "More letters")

    assert suggested(ana) == [f"Person {number}" for number in range(5)]


def test_who_is_not_in_the_directory_gets_none(ben):
    hidden = make.participant("Ana Ash")
    seeks(hidden)
    gives(ben)

    assert suggested(hidden) == []


def test_words_are_shown_as_words(ana, ben):
    seeks(ana, "<b>letters</b>")
    gives(ben, "letters & <i>more</i>")

    assert "&lt;i&gt;more" in suggestions.people(ana)[0].reason


# --- Of two of one's people


@pytest.fixture
def eve(ana, ben):
    eve = make.participant("Eve Elm")
    for person in (ana, ben):
        connections.keep(eve, person)
    return eve


def test_two_of_my_people_who_could_meet(eve, ana, ben):
    seeks(ana)
    gives(ben)

    assert pairs(eve) == [("Ana Ash", "Ben Birch")]
    assert strip_tags(suggestions.pairs(eve)[0].reason) == (
        "Ana Ash looks for “A template for letters”, and Ben Birch offers “Letters that people understand”."
    )


def test_two_of_my_people_who_watch_the_same(eve, ana, ben):
    for person in (ana, ben):
        watch(person, "budget", "housing")

    assert strip_tags(suggestions.pairs(eve)[0].reason) == "They both watch budget, housing."


@pytest.mark.parametrize(
    "apart",
    [
        lambda eve, ana, ben: connections.keep(ana, ben),
        lambda eve, ana, ben: introductions.introduce(eve, ana, ben, "You both rewrite letters."),
        lambda eve, ana, ben: not_now.say(eve, ben, ana),
        lambda eve, ana, ben: not_now.say(ben, ana),
        lambda eve, ana, ben: sections.choose(ben, {"offers": Audience.NOBODY}),
        lambda eve, ana, ben: type(ben).objects.filter(pk=ben.pk).update(listed=False),
    ],
)
def test_which_two_are_not_suggested(eve, ana, ben, apart):
    seeks(ana)
    gives(ben)
    apart(eve, ana, ben)

    assert pairs(eve) == []


def test_what_is_for_my_people_suggests_them_to_me(eve, ana, ben):
    seeks(ana)
    gives(ben)
    sections.choose(ben, {"offers": Audience.PEOPLE})

    assert pairs(eve) == [("Ana Ash", "Ben Birch")]


def test_a_suggestion_leads_to_an_introduction(eve, ana, ben):
    seeks(ana)
    gives(ben)
    one = suggestions.pairs(eve)[0]

    page = signed_in(eve).get(reverse("network:my_people"))
    address = f"{reverse('network:introduce', args=[one.connection])}?to={one.other.pk}"
    assert address in page.text
    assert signed_in(eve).get(address).context["form"]["person"].value() == ben.pk


# --- Not now


def test_not_now_is_said_and_taken_back(ana, ben):
    """Check R-NOT-NOW."""
    seeks(ana)
    gives(ben)

    assert "Ben Birch" in signed_in(ana).get(reverse("network:my_people")).text
    press(ana, "not_this_person", ben.pk)
    assert (suggested(ana), suggested(ben)) == ([], [])
    press(ana, "not_this_person", ben.pk)
    kept = NotNow.objects.get()
    press(ben, "suggest_again", kept.pk)
    assert NotNow.objects.count() == 1
    press(ana, "suggest_again", kept.pk)
    assert suggested(ana) == ["Ben Birch"]


def test_not_now_of_a_pair(eve, ana, ben):
    seeks(ana)
    gives(ben)
    press(eve, "not_this_pair", ben.pk, ana.pk)

    assert (pairs(eve), suggested(ana)) == ([], ["Ben Birch"])
    stranger = make.participant()
    assert press(stranger, "not_this_pair", ben.pk, ana.pk).status_code == 404


def test_not_now_ends_after_half_a_year(ana, ben, time_machine):
    seeks(ana)
    gives(ben)
    not_now.say(ana, ben)
    time_machine.move_to(timezone.now() + LATER)
    type(ana.offers.first()).objects.update(until=timezone.now() + LATER)

    assert suggested(ana) == ["Ben Birch"]
    pruning.run()
    assert not NotNow.objects.exists()


def test_not_now_is_exported_by_who_said_it_and_goes_with_either(ana, ben):
    not_now.say(ana, ben)

    assert [row["other_id"] for row in export.of(ana)["not_now"]] == [ben.pk]
    assert "not_now_of_others" not in export.of(ben)
    erasure.erase(ben)
    assert not NotNow.objects.exists()
