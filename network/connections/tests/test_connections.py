"""Two who both said so are connected, until one of them ends it (R-CONNECTED-BY-BOTH)."""

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from events.hour import acquaintances
from forums.models import Forum
from network.connections import connections
from network.models import Connection
from network.picks import openness, picks
from participants.privacy import erasure, export
from testing import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def ana():
    return make.participant("Ana")


@pytest.fixture
def ben():
    return make.participant("Ben")


@pytest.fixture
def colab(ana, ben):
    return make.held_colab(people=[ana, ben])


def meet(colab, *both):
    one, other = both
    picks.pick(colab, one, other)
    picks.pick(colab, other, one)


def healing(*people):
    colab = make.held_colab(topic=make.topic(forum=make.forum(kind=Forum.Kind.HEALING)), people=people)
    for person in people:
        make.membership(colab.topic.forum, person)
        openness.say(colab, person)
    return colab


def people_of(client, person):
    client.force_login(person)
    return client.get(reverse("network:my_people"))


def test_only_both_connect(colab, ana, ben):
    """Check R-CONNECTED-BY-BOTH."""
    picks.pick(colab, ana, ben)
    assert not Connection.objects.exists()

    picks.pick(colab, ben, ana)
    kept = Connection.objects.get()
    assert (kept.first, kept.second, kept.via, kept.is_private) == (ana, ben, colab, False)


def test_the_same_two_are_connected_once(colab, ana, ben):
    meet(colab, ana, ben)
    meet(make.held_colab(people=[ana, ben]), ben, ana)

    assert Connection.objects.get().via == colab


@pytest.mark.parametrize("pair", ["themselves", "reversed"])
def test_the_database_holds_a_pair_in_one_order(ana, ben, pair):
    first, second = (ana, ana) if pair == "themselves" else (ben, ana)
    with pytest.raises(IntegrityError), transaction.atomic():
        Connection.objects.create(first=first, second=second)


def test_each_finds_the_other_with_the_address_and_the_hour(client, colab, ana, ben):
    meet(colab, ana, ben)

    for person, other in ((ana, ben), (ben, ana)):
        page = people_of(client, person).text
        assert (other.name in page, other.email in page, colab.title in page) == (True, True, True)
        assert connections.latest(person, 5) == [(other, Connection.objects.get())]


def test_who_may_not_read_the_hour_any_more_sees_no_title_of_it(client, colab, ana, ben):
    """Check R-PRIVATE-MEANS-PRIVATE."""
    meet(colab, ana, ben)
    forum = colab.topic.forum
    forum.is_public = False
    forum.save(update_fields=["is_public"])
    make.membership(forum, ana)

    assert colab.title in people_of(client, ana).text
    page = people_of(client, ben).text
    assert (ana.name in page, colab.title in page) == (True, False)


def test_without_anybody_the_page_says_how_people_get_there(client, ana):
    assert "choose the people you want to talk more with" in people_of(client, ana).text


def test_who_has_no_account_any_more_is_not_shown(client, colab, ana, ben):
    meet(colab, ana, ben)
    ben.is_active = False
    ben.save()

    assert ben.name not in people_of(client, ana).text


def test_either_ends_it_for_both_and_nobody_is_told(client, colab, ana, ben, django_assert_num_queries):
    """Check R-CONNECTED-BY-BOTH."""
    meet(colab, ana, ben)
    address = reverse("network:end_connection", args=[Connection.objects.get().pk])
    client.force_login(ben)
    before = ana.messages.count()

    assert "Nobody is told" in client.get(address).text
    assert Connection.objects.exists()
    assert "is no longer among your people" in client.post(address, follow=True).text

    assert not Connection.objects.exists()
    assert ana.messages.count() == before


def test_a_second_press_leads_on(client, colab, ana, ben):
    meet(colab, ana, ben)
    address = reverse("network:end_connection", args=[Connection.objects.get().pk])
    client.force_login(ben)
    client.post(address, follow=True)

    again = client.post(address, follow=True)

    assert (again.status_code, "is no longer among your people" in again.text) == (200, False)


def test_nobody_else_ends_it(client, colab, ana, ben):
    meet(colab, ana, ben)
    client.force_login(make.staff())

    address = reverse("network:end_connection", args=[Connection.objects.get().pk])

    assert client.get(address).status_code == 404
    client.post(address)

    assert Connection.objects.exists()


def test_groups_part_those_who_are_connected(colab, ana, ben):
    meet(colab, ana, ben)

    assert acquaintances.among([ana.pk, ben.pk]) == {(ana.pk, ben.pk)}


def test_what_comes_from_a_space_without_names_is_private(client, ana, ben):
    """Check R-CONNECTED-PRIVATE."""
    colab = healing(ana, ben)
    meet(colab, ana, ben)

    kept = Connection.objects.get()
    assert (kept.is_private, kept.via) == (True, None)
    assert acquaintances.among([ana.pk, ben.pk]) == set()
    page = people_of(client, ana).text
    assert ("from a space you share" in page, colab.title in page) == (True, False)
    assert export.of(ana)["connections"] == [{"with_id": ben.pk, "since": kept.since, "colab_id": None}]


def test_what_comes_from_a_space_that_names_nobody_today_is_not_told_either(client, colab, ana, ben):
    """Check R-CONNECTED-PRIVATE: also where it became a community of healing later."""
    meet(colab, ana, ben)
    forum = make.healing(colab.topic.forum)
    for person in (ana, ben):
        make.membership(forum, person)

    assert acquaintances.among([ana.pk, ben.pk]) == set()
    page = people_of(client, ana).text
    assert ("from a space you share" in page, colab.title in page) == (True, False)


def test_those_introduced_without_an_hour_are_among_the_acquaintances(ana, ben):
    connections.keep(ana, ben)

    assert acquaintances.among([ana.pk, ben.pk]) == {(ana.pk, ben.pk)}


def test_it_is_private_no_more_once_they_choose_each_other_where_people_are_named(colab, ana, ben):
    """Check R-CONNECTED-PRIVATE."""
    meet(healing(ana, ben), ana, ben)
    meet(colab, ana, ben)

    kept = Connection.objects.get()
    assert (kept.is_private, kept.via) == (False, colab)


def test_it_goes_with_either_account(colab, ana, ben):
    meet(colab, ana, ben)
    erasure.erase(ben)

    assert not Connection.objects.exists()
