"""A person's own page, the directory, and other people's pages."""

import re

import pytest
from django.core.cache import cache
from django.urls import reverse

from core.web import keyset
from followups.notes import insights
from participants.accounts import activation
from participants.models import Participant
from participants.privacy import erasure
from testing import make
from testing.queries import recorded

pytestmark = pytest.mark.django_db

ME = {
    "name": "Ana Ruiz",
    "organization": "Library",
    "district": "Centro",
    "region": "MX-YUC",
    "about": "I run **workshops**.",
    "listed": "on",
    "zone": "America/Merida",
    "language": "en",
    "day_starts": "07:30",
    "day_ends": "16:00",
}


@pytest.fixture
def ana(client):
    person = make.participant("Ana", email="ana@example.org")
    client.force_login(person)
    return person


def texts(page):
    return [str(message) for message in page.context["messages"]]


# --- My own page


def test_what_i_change_about_myself_is_kept(client, ana):
    page = client.post(reverse("participants:me"), ME, follow=True)

    ana.refresh_from_db()
    assert texts(page) == ["Your changes are kept."]
    assert (ana.name, ana.organization, ana.place) == ("Ana Ruiz", "Library", "Centro, Yucatán")
    assert (ana.country, ana.region, str(ana.zone), ana.listed) == ("MX", "MX-YUC", "America/Merida", True)
    assert [f"{time:%H:%M}" for time in ana.window] == ["07:30", "16:00"]
    assert ana.about_html == "<p>I run <strong>workshops</strong>.</p>\n"


def test_the_form_opens_with_what_is_kept(client, ana):
    client.post(reverse("participants:me"), ME)

    form = client.get(reverse("participants:me")).context["form"]

    assert {name: str(form[name].value()) for name in ("region", "zone", "name")} == {
        "region": "MX-YUC",
        "zone": "America/Merida",
        "name": "Ana Ruiz",
    }
    assert 'value="Mérida"' in str(form["zone"])


def test_another_country_is_kept_as_such(client, ana):
    client.post(reverse("participants:me"), ME | {"region": "--"})

    ana.refresh_from_db()
    assert (ana.country, ana.region, ana.place) == ("--", "", "Centro, Another country")
    form = client.get(reverse("participants:me")).context["form"]
    assert form["region"].value() == "--"


def test_a_new_language_and_a_new_clock_count_at_once(client, ana):
    page = client.post(reverse("participants:me"), ME | {"language": "fr"}, follow=True)

    assert page.headers["Content-Language"] == "fr"
    assert '<html lang="fr-CA"' in page.content.decode()
    assert page.context["clock"]["city"] == "Mérida"


def test_a_city_that_is_a_link_of_another_keeps_its_name(client):
    person = make.participant(zone="America/Montreal")
    client.force_login(person)

    client.post(reverse("participants:me"), ME | {"zone": "America/Montreal"})

    person.refresh_from_db()
    assert (str(person.zone), person.name) == ("America/Montreal", "Ana Ruiz")


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"name": ""}, "name"),
        ({"zone": "Mars/Base"}, "zone"),
        ({"language": "de"}, "language"),
        ({"region": "CA-XX"}, "region"),
        ({"day_starts": "17:00"}, "day_ends"),
        ({"about": "x" * 2001}, "about"),
    ],
)
def test_a_wrong_answer_keeps_what_was_typed_and_changes_nothing(client, ana, change, field):
    page = client.post(reverse("participants:me"), ME | {"organization": "New"} | change)

    ana.refresh_from_db()
    assert list(page.context["form"].errors) == [field]
    assert page.context["form"]["organization"].value() == "New"
    assert (ana.name, ana.organization) == ("Ana", "")


def test_what_was_refused_is_not_shown_as_mine(client, ana):
    page = client.post(reverse("participants:me"), ME | {"name": "Mallory", "day_ends": "06:00"})

    assert str(page.context["user"]) == "Ana"


def test_nobody_makes_themselves_organizer(client, ana):
    client.post(reverse("participants:me"), ME | {"is_organizer": "on", "email": "x@example.org"})

    ana.refresh_from_db()
    assert (ana.is_organizer, ana.email) == (False, "ana@example.org")


@pytest.mark.parametrize(
    "name", ["participants:me", "mailing:notices", "participants:data", "participants:people"]
)
def test_a_visitor_is_asked_to_sign_in(client, name):
    address = reverse(name)

    assert client.get(address)["Location"] == f"{reverse('account_login')}?next={address}"


# --- What others see


def test_others_see_name_and_organization_only_until_one_is_listed(client, ana):
    bo = make.participant("Bo", organization="Town", district="North", about_html="<p>Maps.</p>")
    make.topic(author=bo)

    page = client.get(reverse("participants:person", args=[bo.pk])).content.decode()

    assert ("Bo" in page, "Town" in page, "North" in page, "Maps." in page) == (True, True, False, False)


def test_who_is_listed_shows_the_rest_but_never_the_address(client, ana):
    bo = make.participant(
        "Bo", email="bo@example.org", district="North", about_html="<p>Maps.</p>", listed=True
    )

    page = client.get(reverse("participants:person", args=[bo.pk])).content.decode()

    assert ("North" in page, "Maps." in page, "bo@example.org" in page) == (True, True, False)


def test_i_see_my_own_page_in_full(client, ana):
    Participant.objects.filter(pk=ana.pk).update(district="Centro")

    assert "Centro" in client.get(reverse("participants:person", args=[ana.pk])).content.decode()


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({"is_active": False}, 404),
        ({"is_active": False, "imported_as": "bo", "email": "bo@imported.invalid"}, 200),
    ],
)
def test_a_suspended_person_has_no_page_an_imported_author_has(client, ana, fields, status):
    bo = make.participant("Bo", **fields)
    make.topic(author=bo)

    assert client.get(reverse("participants:person", args=[bo.pk])).status_code == status


def test_who_is_not_listed_and_has_written_nothing_that_one_can_see_has_no_page(client, ana):
    """Check R-NAMES-MET: and neither may one tell that there is somebody."""
    make.topic(author=(hidden := make.participant()), forum=make.forum(is_public=False))
    make.topic(author=(healing := make.participant()), forum=(space := make.forum(kind="healing")))
    make.membership(space, ana)
    numbers = [make.participant().pk, hidden.pk, healing.pk, 10**9]

    pages = [client.get(reverse("participants:person", args=[number])) for number in numbers]

    assert [page.status_code for page in pages] == [404] * 4
    said = {re.sub(r"/people/\d+/|nonce=\S+|value=\S+", "", page.text) for page in pages}
    assert len(said) == 1


def test_whom_one_meets_elsewhere_has_a_page(client, ana):
    """Check R-NAMES-MET."""
    beside, author, answering = (make.participant() for _ in range(3))
    colab = make.held_colab(people=[ana, beside])
    make.held_colab(topic=colab.topic, people=[author])
    colab_of_author = author.registrations.get().colab
    insights.comment(insights.write(colab_of_author, author, "Ask less."), answering, "We do, too.")
    make.membership(space := make.forum(is_public=False), ana, moderates=True)
    member = make.membership(space, make.participant()).participant

    for person in (beside, author, answering, colab.organizer, member):
        assert client.get(reverse("participants:person", args=[person.pk])).status_code == 200


def test_who_walks_through_the_numbers_is_stopped(client, ana):
    """Check R-NAMES-MET."""
    cache.clear()
    listed = make.participant("Bo", listed=True)

    statuses = [
        client.get(reverse("participants:person", args=[10**9 + step])).status_code for step in range(35)
    ]

    assert statuses == [404] * 30 + [429] * 5
    assert client.get(reverse("participants:person", args=[listed.pk])).status_code == 200


# --- The directory


def names(page):
    return [person.name for person in page.context["people"]]


def test_the_directory_shows_those_who_want_it_by_name(client, ana):
    make.participant("Zoe", listed=True)
    make.participant("Bo", listed=True)
    make.participant("Hidden")
    make.participant("Gone", listed=True, is_active=False)

    assert names(client.get(reverse("participants:people"))) == ["Bo", "Zoe"]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"q": "bo"}, ["Bo"]),
        ({"q": "library nor"}, ["Zoe"]),
        ({"region": "CA-ON"}, ["Bo"]),
        ({"region": "nonsense"}, ["Bo", "Zoe"]),
        ({"q": "nobody"}, []),
    ],
)
def test_the_directory_can_be_searched(client, ana, query, found):
    make.participant("Bo", listed=True, region="CA-ON")
    make.participant("Zoe", listed=True, organization="City Library", district="North")

    assert names(client.get(reverse("participants:people"), query)) == found


def test_the_directory_goes_on_where_the_page_before_ended(client, ana):
    for number in range(65):
        make.participant("Same name" if number % 2 else f"Name {number:02}", listed=True)
    seen, pages, after = [], 0, None

    while after != "":
        page = client.get(reverse("participants:people"), {"after": after} if after else {})
        seen += [person.pk for person in page.context["people"]]
        after, pages = page.context["people"].after, pages + 1

    assert (len(seen), len(set(seen)), pages) == (65, 65, 3)


@pytest.mark.parametrize("after", ["A", keyset.write("A", 2**70), keyset.write("\0", 1), keyset.write("A")])
def test_a_mangled_key_of_the_list_is_the_beginning(client, ana, after):
    make.participant("Bo", listed=True)

    assert names(client.get(reverse("participants:people"), {"after": after})) == ["Bo"]


def test_thirty_people_cost_as_many_queries_as_three(client, ana):
    def cost():
        with recorded() as queries:
            client.get(reverse("participants:people"))
        return len(queries)

    for _number in range(3):
        make.participant(listed=True)
    few = cost()
    for _number in range(27):
        make.participant(listed=True)

    assert (few, cost()) == (3, 3)


# --- Former participants


def test_an_erased_account_holds_nothing_of_the_person(ana):
    activation.confirm(ana)
    ana.set_password("a long password")
    ana.save(update_fields=["password"])

    erasure.erase(ana)

    ana.refresh_from_db()
    assert (str(ana), ana.name, ana.organization, ana.is_active) == ("Former participant", "", "", False)
    assert ana.email.endswith("@erased.invalid")
    assert not ana.has_usable_password()
    assert not ana.emailaddress_set.exists()


def test_the_same_address_can_join_again_after_it_was_erased(ana):
    erasure.erase(ana)

    make.participant(email="ana@example.org")

    assert Participant.objects.by_address("ana@example.org").count() == 1


def test_erasing_twice_changes_nothing(ana):
    erasure.erase(ana)

    erasure.erase(Participant.objects.get(pk=ana.pk))

    assert str(Participant.objects.get(pk=ana.pk)) == "Former participant"


def test_a_former_participant_has_a_page_without_a_name(client, ana):
    bo = make.participant("Bo", organization="Town")
    make.topic(author=bo)
    erasure.erase(bo)

    page = client.get(reverse("participants:person", args=[bo.pk])).content.decode()

    assert ("Former participant" in page, "Town" in page) == (True, False)
