"""The zone and clock of a reader: a visitor's cookies, an account, a device in another zone."""

import zoneinfo
from datetime import time
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse

from core.timezones import display
from mailing import outbox, registry
from mailing.registry import Letter
from participants.profiles import new_zone
from testing import make

pytestmark = pytest.mark.django_db
PAGE = "account_reset_password"  # open to everyone


def clock_of(client, **headers):
    return client.get(reverse(PAGE), headers=headers).context["clock"]["city"]


def choose(client, zone, clock="", next="/co-labs/"):
    return client.post(reverse("participants:clock"), {"zone": zone, "clock": clock, "next": next})


# --- A visitor


def test_a_visitor_chooses_a_clock_and_keeps_it(client):
    answer = choose(client, "Kathmandu")

    assert (answer.status_code, answer.url) == (302, "/co-labs/")
    assert clock_of(client) == "Kathmandu"
    assert client.cookies["zone"]["max-age"] == 365 * 24 * 3600
    assert client.cookies["zone"]["httponly"]
    assert client.cookies["zone"]["samesite"] == "Lax"


def test_the_footer_leads_to_the_choice_and_back(client):
    page = client.get(reverse(PAGE)).content.decode()

    assert f"{reverse('participants:clock')}?next={reverse(PAGE)}" in page


def test_the_page_opens_with_what_was_chosen(client):
    choose(client, "Honolulu", "24")

    form = client.get(reverse("participants:clock")).context["form"]

    assert (str(form["zone"].value()), form["clock"].value()) == ("Pacific/Honolulu", "24")
    assert "data-propose-zone" not in str(form["zone"])


def test_where_nothing_was_chosen_the_device_may_propose(client):
    assert "data-propose-zone" in str(client.get(reverse("participants:clock")).context["form"]["zone"])


def test_a_place_that_is_none_is_refused_and_nothing_is_kept(client):
    assert choose(client, "Atlantis").status_code == 422
    assert "zone" not in client.cookies


def test_nobody_is_led_to_another_site(client):
    assert choose(client, "Toronto", next="https://elsewhere.example/").url == "/"


@pytest.mark.parametrize("zone", ["Mars/Base", "../../etc/passwd", "america/toronto", "", "\x01"])
def test_a_cookie_that_makes_no_sense_is_as_if_not_there(client, zone):
    client.cookies["zone"] = zone
    client.cookies["clock"] = "13"

    assert clock_of(client) == "Toronto"


def test_one_visitor_s_clock_is_in_no_shared_cache_and_with_no_other_visitor(client):
    choose(client, "Kathmandu")

    page = client.get(reverse(PAGE))

    assert "Cookie" in page.headers["Vary"]
    client.cookies.clear()
    assert clock_of(client) == "Toronto"


def test_the_choice_is_never_cached_and_does_not_answer_a_person(client):
    assert "no-store" in client.get(reverse("participants:clock")).headers["Cache-Control"]
    client.force_login(make.participant())
    assert client.get(reverse("participants:clock")).url == reverse("participants:me")


def test_the_account_comes_before_the_cookie(client):
    choose(client, "Kathmandu")
    client.force_login(make.participant(zone="America/Halifax"))

    assert clock_of(client) == "Halifax"


# --- Hours


def test_a_visitor_chooses_how_hours_are_written(client):
    colab = make.colab()
    choose(client, "Toronto", "24")
    day = client.get(colab.get_absolute_url()).content.decode()
    choose(client, "Toronto", "12")

    assert "p.m." not in day
    assert "p.m." in client.get(colab.get_absolute_url()).content.decode()


def test_a_person_s_wish_holds_on_pages_and_in_mails(client, mailoutbox):
    colab, person = make.colab(), make.participant(clock="24", language="en")
    client.force_login(person)
    outbox.post("announced", person, "key", colab=colab.pk)
    make.nomination(colab.topic, person)

    outbox.send_due()

    assert "p.m." not in client.get(colab.get_absolute_url()).content.decode()
    assert "p.m." not in mailoutbox[0].body


def test_nothing_of_one_mail_is_left_for_the_next(mailoutbox):
    known = dict(registry.kinds)
    registry.letter("clock-test")(lambda message: Letter(subject="Hour", text=display.hours(time(14))))
    try:
        for number, clock in enumerate(["24", ""]):
            outbox.post("clock-test", make.participant(clock=clock), f"clock:{number}")
        outbox.send_due()
    finally:
        registry.kinds.clear()
        registry.kinds.update(known)

    assert [mail.body.replace("\u202f", " ").strip() for mail in mailoutbox] == ["14:00", "2:00 p.m."]


# --- A device in another zone


def question(client, zone):
    return client.get(reverse("participants:new_zone"), {"zone": zone})


def answer(client, zone, use, **options):
    return client.post(
        reverse("participants:new_zone"), {"zone": zone, "use": use, "next": "/co-labs/"}, **options
    )


@pytest.fixture
def ana(client):
    person = make.participant("Ana", zone="America/Toronto")
    client.force_login(person)
    return person


def test_who_is_elsewhere_is_asked(client, ana):
    page = question(client, "Asia/Kathmandu")

    assert page.status_code == 200
    assert "Show times for Kathmandu" in page.content.decode()
    assert "Stay with Toronto" in page.content.decode()
    assert "no-store" in page.headers["Cache-Control"]


@pytest.mark.parametrize(
    "zone",
    [
        "America/Toronto",
        "America/New_York",  # shows the same all year
        "America/Montreal",
        "UTC",
        "Etc/GMT+3",
        "Atlantic/Reykjavik",  # reported by browsers that hide their location
        "Mars/Base",
        "",
    ],
)
def test_there_is_nothing_to_ask(client, ana, zone):
    assert question(client, zone).status_code == 204


def test_a_zone_that_shows_the_same_only_for_now_is_asked_about(client, ana):
    assert question(client, "America/Panama").status_code == 200


def test_who_takes_the_new_one_has_it_at_once(client, ana):
    assert answer(client, "Asia/Kathmandu", "new").url == "/co-labs/"

    ana.refresh_from_db()
    assert ana.zone == ZoneInfo("Asia/Kathmandu")
    assert clock_of(client) == "Kathmandu"


def test_who_stays_is_not_asked_again_about_that_one_but_about_another(client, ana):
    answer(client, "Asia/Kathmandu", "own")

    assert question(client, "Asia/Kathmandu").status_code == 204
    assert question(client, "Asia/Katmandu").status_code == 204  # its older name
    assert question(client, "Europe/Paris").status_code == 200
    ana.refresh_from_db()
    assert ana.zone == ZoneInfo("America/Toronto")


def test_who_comes_home_is_asked_there(client, ana):
    answer(client, "Asia/Kathmandu", "new")

    assert question(client, "America/Toronto").status_code == 200


def test_in_the_page_the_question_goes_without_a_new_page(client, ana):
    kept = answer(client, "Asia/Kathmandu", "own", headers={"HX-Request": "true"})
    taken = answer(client, "Asia/Kathmandu", "new", headers={"HX-Request": "true"})

    assert kept.content.strip() == b""
    assert "times are shown for Kathmandu" in taken.content.decode()


def test_only_so_many_are_remembered(ana):
    names = [f"America/Argentina/{city}" for city in ("Salta", "Jujuy", "Tucuman")] + ["Asia/Tokyo"] * 30

    for zone in names:
        new_zone.decline(ana, zone)

    assert ana.zones_declined == [*names[:3], "Asia/Tokyo"]


@pytest.mark.parametrize("zone", ["Mars/Base", ""])
def test_an_answer_about_no_zone_changes_nothing(client, ana, zone):
    assert answer(client, zone, "new").status_code == 404


# --- A visitor's device in another zone


def test_a_visitor_is_asked_as_a_member_is(client):
    page = question(client, "Asia/Kathmandu")

    assert page.status_code == 200
    assert "Show times for Kathmandu" in page.text
    assert "Stay with Toronto" in page.text
    assert question(client, "America/New_York").status_code == 204  # shows the same all year
    assert question(client, "UTC").status_code == 204


def test_a_visitor_who_takes_the_new_one_has_it_in_a_cookie_and_keeps_how_hours_are_written(client):
    choose(client, "Toronto", "24")

    assert answer(client, "Asia/Kathmandu", "new").url == "/co-labs/"

    assert clock_of(client) == "Kathmandu"
    assert client.cookies["clock"].value == "24"
    assert question(client, "Asia/Kathmandu").status_code == 204
    assert question(client, "America/Toronto").status_code == 200


def test_a_visitor_who_stays_is_not_asked_again_about_that_one_but_about_another(client):
    answer(client, "Asia/Kathmandu", "own")
    answer(client, "Asia/Tokyo", "own", headers={"HX-Request": "true"})

    assert clock_of(client) == "Toronto"
    for zone in ("Asia/Kathmandu", "Asia/Katmandu", "Asia/Tokyo"):
        assert question(client, zone).status_code == 204
    assert question(client, "Europe/Paris").status_code == 200
    assert client.cookies["zones-declined"]["httponly"]


def test_who_takes_what_was_declined_may_be_asked_about_it_again(client):
    answer(client, "Asia/Kathmandu", "own")
    answer(client, "Asia/Kathmandu", "new")
    choose(client, "Toronto")

    assert question(client, "Asia/Kathmandu").status_code == 200


@pytest.mark.parametrize("kept", ["x" * 4000, "|||", "Mars/Base|<script>", "\x01"])
def test_a_cookie_of_zones_that_makes_no_sense_is_as_if_not_there(client, kept):
    client.cookies["zones-declined"] = kept

    assert question(client, "Asia/Kathmandu").status_code == 200


def test_a_visitor_s_cookie_remembers_only_so_many(client):
    zones = sorted(zone for zone in zoneinfo.available_timezones() if zone.startswith("America/A"))
    for zone in zones:
        answer(client, zone, "own")

    assert len(client.cookies["zones-declined"].value.split("|")) == new_zone.REMEMBERED


def test_the_page_tells_the_device_which_zone_is_shown(client):
    assert 'id="new-zone" data-zone="America/Toronto"' in client.get(reverse(PAGE)).text
    choose(client, "Kathmandu")
    assert 'id="new-zone" data-zone="Asia/Kathmandu"' in client.get(reverse(PAGE)).text


# --- The list under the box


def test_places_are_found_by_what_is_typed(client):
    shown = client.get(reverse("timezones:places"), {"zone": "eastern"}).content.decode()

    assert '<option value="New York" data-zone="America/New_York">' in shown


def test_without_a_text_the_large_cities_near_are_offered(client):
    assert 'value="Toronto"' in client.get(reverse("timezones:places")).content.decode()


def test_a_text_that_fits_nothing_gives_an_empty_list(client):
    page = client.get(reverse("timezones:places"), {"zone": "<script>" * 500})

    assert (page.status_code, page.content.strip()) == (200, b"")
