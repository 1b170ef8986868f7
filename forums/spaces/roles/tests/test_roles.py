"""The seven roles of a space: held by members for three months, and without any right."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from forums.models import Forum, Membership, Role
from forums.spaces import memberships
from forums.spaces.roles import board, registry, roles
from participants.accounts import activation
from participants.open_ends import registry as open_ends
from participants.privacy import erasure, export
from testing import make

pytestmark = pytest.mark.django_db
Kind = Role.Kind
MONTHS = timedelta(days=90)


@pytest.fixture
def forum():
    return make.forum(name="Counters")


@pytest.fixture
def ana(forum):
    return make.membership(forum, make.participant("Ana Ash")).participant


@pytest.fixture
def ben(forum):
    return make.membership(forum, make.participant("Ben Birch")).participant


def signed_in(person):
    client = Client()
    client.force_login(person)
    return client


def page(person, forum):
    return signed_in(person).get(reverse("forums:roles", args=[forum.slug]))


def press(person, forum, verb, kind="keeper"):
    address = reverse(f"forums:{verb}_role", args=[forum.slug, kind])
    return signed_in(person).post(address, follow=True)


def days_left(person, kind="keeper"):
    role = Role.objects.of(person).held().get(kind=kind)
    return round((role.until - timezone.now()) / timedelta(days=1))


# --- The page


def test_the_page_has_all_seven_roles_each_with_its_question(ana, forum):
    shown = page(ana, forum).text

    assert "0 of 7 held" in shown
    assert len(Kind) == len(board.QUESTIONS) == 7
    for kind in Kind:
        assert f'id="role-{kind}"' in shown
        assert str(kind.label) in shown
        assert str(board.QUESTIONS[kind]) in shown
    assert shown.count("Nobody yet. Is it yours for three months?") == 7
    assert "Etienne and Beverly Wenger-Trayner" in shown


def test_a_role_is_taken_renewed_and_given_up_by_one_press_each(ana, ben, forum):
    assert "It is yours for three months." in press(ana, forum, "take").text
    shown = page(ben, forum).text
    assert ("1 of 7 held" in shown, "Ana Ash" in shown, "Give it up" in shown) == (True, True, False)

    Role.objects.update(until=timezone.now() + timedelta(days=5))
    assert "three more months" in press(ana, forum, "renew").text
    assert days_left(ana) == 90

    assert "You have given it up." in press(ana, forum, "give_up").text
    assert not Role.objects.exists()


def test_several_people_can_hold_one_role(ana, ben, forum):
    for person in (ana, ben):
        roles.take(forum, person, Kind.KEEPER)

    shown = page(ana, forum).text

    assert ("1 of 7 held" in shown, "Ana Ash" in shown, "Ben Birch" in shown) == (True, True, True)


def test_taking_twice_keeps_the_end_and_renewing_or_giving_up_twice_is_once(ana, forum):
    roles.take(forum, ana, Kind.KEEPER)
    Role.objects.update(until=timezone.now() + timedelta(days=5))
    roles.take(forum, ana, Kind.KEEPER)
    assert days_left(ana) == 5
    for _ in range(2):
        roles.renew(forum, ana, Kind.KEEPER)
    assert days_left(ana) == 90
    for _ in range(2):
        roles.give_up(forum, ana, Kind.KEEPER)
    assert not Role.objects.exists()


def test_what_was_given_up_meanwhile_is_not_renewed(ana, forum):
    assert "You have given this role up." in press(ana, forum, "renew").text
    assert not Role.objects.exists()


def test_nobody_becomes_a_member_by_taking_a_role(forum):
    guest = make.participant()

    answer = press(guest, forum, "take")

    assert "Roles are held by members." in answer.text
    assert "Join this forum" in answer.text
    assert "Is it yours" not in answer.text
    assert not Role.objects.exists()
    assert not Membership.objects.exists()


def test_a_private_space_has_no_such_page_for_others_and_visitors_are_asked_to_sign_in(ana, client):
    forum = make.forum(is_public=False)

    assert page(ana, forum).status_code == 404
    for verb in ("take", "renew", "give_up"):
        assert press(ana, forum, verb).status_code == 404
    assert client.get(reverse("forums:roles", args=[make.forum().slug])).status_code == 302


def test_there_is_no_eighth_role(ana, forum):
    assert press(ana, forum, "take", "boss").status_code == 404
    assert not Role.objects.exists()


def test_the_page_of_the_space_leads_there(ana, forum, client):
    address = reverse("forums:roles", args=[forum.slug])

    assert address in signed_in(ana).get(forum.get_absolute_url()).text
    assert address not in client.get(forum.get_absolute_url()).text


# --- Who holds one


def test_a_role_ends_by_itself_after_three_months(ana, forum):
    """Check R-ROLE-ENDS."""
    roles.take(forum, ana, Kind.KEEPER)
    now = timezone.now()

    with time_machine.travel(now + MONTHS - timedelta(hours=1)):
        assert Role.objects.held().exists()
    with time_machine.travel(now + MONTHS + timedelta(hours=1)):
        assert not Role.objects.held().exists()
        assert "0 of 7 held" in page(ana, forum).text
        roles.take(forum, ana, Kind.KEEPER)
        assert days_left(ana) == 90
        assert Role.objects.get().since == pytest.approx(timezone.now(), abs=timedelta(minutes=1))


def test_who_leaves_the_space_or_is_taken_out_gives_roles_back(ana, ben, forum):
    """Check R-ROLE-ENDS."""
    keeper = make.participant()
    for person in (ana, ben):
        roles.take(forum, person, Kind.KEEPER)

    memberships.leave(forum, ana)
    memberships.remove(forum, ben, keeper)
    memberships.join(forum, ana)

    assert not Role.objects.exists()


def test_however_a_membership_ends_its_roles_end(ana, ben, forum):
    """Check R-ROLE-ENDS."""
    for person in (ana, ben):
        roles.take(forum, person, Kind.KEEPER)

    Membership.objects.filter(participant=ana).delete()

    assert [role.participant for role in Role.objects.all()] == [ben]


def test_who_is_switched_off_is_not_shown(ana, ben, forum):
    """Check R-ROLE-ENDS."""
    roles.take(forum, ana, Kind.KEEPER)

    activation.deactivate(ana)

    shown = page(ben, forum).text
    assert ("0 of 7 held" in shown, "Ana Ash" in shown) == (True, False)


def test_a_role_is_exported_and_goes_with_the_account(ana, forum):
    roles.take(forum, ana, Kind.KEEPER)

    [row] = export.of(ana)["roles"]
    assert (row["forum__name"], row["kind"]) == ("Counters", "keeper")
    erasure.erase(ana)
    assert not Role.objects.exists()


# --- Where nobody is named


def test_in_a_community_of_healing_holders_are_named_and_the_button_says_so():
    forum = make.forum(kind=Forum.Kind.HEALING)
    names = ("Ana Ash", "Ben Birch")
    ana, ben = (make.membership(forum, make.participant(name)).participant for name in names)
    ago = timezone.now() - timedelta(days=5)
    make.topic(forum=forum, author=ana, created_at=ago, last_post_at=ago)

    before = page(ben, forum).text
    press(ben, forum, "take")
    after = page(ana, forum).text

    assert "Take it for three months, with my name" in before
    assert "Ana Ash" not in before
    assert "by a participant" in before
    assert "Ben Birch" in after
    assert "New here, and not answered yet" not in before


# --- Lists


def test_each_list_belongs_to_a_role_and_has_its_own_place():
    places = [(one.role, one.place) for one in registry.lists.values()]

    assert len(set(places)) == len(places)
    assert {role for role, _place in places} == set(Role.Kind)


def test_a_list_without_rows_says_so(ana, forum):
    shown = page(ana, forum).text

    assert shown.count("Nothing at the moment.") == len(registry.lists)


# --- Two weeks before the end


def test_two_weeks_before_its_end_a_role_is_an_open_end_with_the_way_to_go_on(ana, forum):
    """Check R-ROLE-ENDS."""
    roles.take(forum, ana, Kind.KEEPER)
    now = timezone.now()
    assert (open_ends.of(ana), list(open_ends.people())) == ([], [])

    with time_machine.travel(now + MONTHS - timedelta(days=13)):
        [end] = open_ends.for_note(ana)
        assert end.subject == "Counters"
        assert end.text.startswith("Your role “Community keeper” ends on ")
        assert end.text.endswith(": three more months?")
        assert end.url == reverse("forums:roles", args=[forum.slug]) + "#role-keeper"
        assert open_ends.people() == {ana.pk}
        press(ana, forum, "renew")
        assert (open_ends.of(ana), list(open_ends.people())) == ([], [])


def test_a_space_whose_words_stay_is_not_named_in_the_note():
    """Check R-WORDS-STAY."""
    forum = make.forum(kind=Forum.Kind.HEALING)
    ana = make.membership(forum, make.participant()).participant
    roles.take(forum, ana, Kind.KEEPER)
    Role.objects.update(until=timezone.now() + timedelta(days=9))

    [end] = open_ends.for_note(ana)

    assert (end.subject, "Community keeper" in end.text) == ("", True)


# --- In an hour of the space


def test_a_member_says_what_they_would_do_in_an_hour(ana, forum):
    address = reverse("forums:would", args=[forum.slug])
    assert "In this space I would like to:" in page(ana, forum).text

    answer = signed_in(ana).post(address, {"harvest": "on"}, follow=True)

    assert "It is kept." in answer.text
    mine = Membership.objects.get(participant=ana)
    assert (mine.would_facilitate, mine.would_harvest) == (False, True)
    signed_in(ana).post(address)
    assert not Membership.objects.get(participant=ana).would_harvest


def test_who_is_no_member_says_nothing(forum):
    guest = make.participant()

    signed_in(guest).post(reverse("forums:would", args=[forum.slug]), {"harvest": "on"})

    assert "In this space I would like to:" not in page(guest, forum).text
    assert not Membership.objects.exists()
