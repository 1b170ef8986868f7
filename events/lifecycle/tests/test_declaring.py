"""The forms of an organizer: declaring with the time check, editing, moving, calling off, people."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from events.lifecycle.tests.plans import TYPED
from events.models import CoLab
from testing import make

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _monday(time_machine):
    time_machine.move_to("2027-01-04 15:00Z", tick=False)


def text(response):
    return " ".join(response.content.decode().split())


def declare(client, topic=None, then="draft", query="", **changes):
    topic = topic or make.topic()
    address = reverse("events:declare", args=[topic.pk]) + query
    return client.post(address, TYPED | {"then": then} | changes)


def test_declaring_announces_when_asked_to(client, organizer):
    response = declare(client, then="announce", facilitator=make.participant("Fay").name)

    colab = CoLab.objects.get()
    assert response.url == colab.get_absolute_url()
    assert (colab.state, colab.organizer, colab.facilitator.name) == ("announced", organizer, "Fay")
    assert colab.wall_time == "2027-01-14T14:00"


@pytest.mark.parametrize("then", ["draft", "announce"])
def test_a_plan_sent_again_by_the_back_button_is_one_colab(client, organizer, time_machine, then):
    """Check R-SENT-AGAIN."""
    topic = make.topic()
    first = declare(client, topic, then)
    time_machine.shift(timedelta(hours=2))

    again = declare(client, topic, then)

    assert again.url == first.url
    assert CoLab.objects.count() == 1


def test_a_draft_that_is_sent_again_to_be_announced_is(client, organizer):
    topic = make.topic()
    declare(client, topic)
    declare(client, topic, "announce")

    assert CoLab.objects.get().is_announced


def test_a_draft_is_saved_edited_and_announced(client, organizer):
    declare(client)
    colab = CoLab.objects.get()
    assert colab.is_draft

    edit = reverse("events:edit", args=[colab.pk])
    assert "2027-01-14" in text(client.get(edit))
    client.post(edit, TYPED | {"time": "15:00", "then": "draft"})
    assert CoLab.objects.get().wall_time == "2027-01-14T15:00"

    client.post(reverse("events:announce", args=[colab.pk]))
    assert CoLab.objects.get().is_announced


def test_a_draft_that_lacks_a_reason_is_not_announced_and_says_so_by_the_field(client, organizer):
    declare(client)
    colab = CoLab.objects.get()

    response = client.post(
        reverse("events:edit", args=[colab.pk]), TYPED | {"date": "2027-01-06", "then": "announce"}
    )

    assert list(response.context["form"].errors) == ["notice_reason"]
    assert CoLab.objects.get().is_draft


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"date": "2027-01-01"}, "date"),
        ({"date": "2027-03-14", "time": "02:30"}, "time"),
        ({"date": "2027-11-07", "time": "01:30"}, "which"),
        ({"date": "2027-01-06"}, "notice_reason"),
        ({"time": "03:00"}, "unfriendly_reason"),
        ({"minutes": "61"}, "minutes"),
        ({"capacity": "11"}, "capacity"),
        ({"room_url": "http://meet.example.org/x"}, "room_url"),
        ({"room_url": "nonsense here"}, "room_url"),
        ({"facilitator": "Nobody At All"}, "facilitator"),
        ({"title": ""}, "title"),
        ({"chosen_for": ""}, "chosen_for"),
    ],
)
def test_bad_input_is_told_by_its_field_and_kept(client, organizer, changes, field):
    response = declare(client, then="announce", question="My own words?", **changes)

    assert response.status_code == 422
    assert list(response.context["form"].errors) == [field]
    assert "My own words?" in text(response)
    for value in changes.values():
        assert f'value="{value}"' in text(response) or not value or field == "chosen_for"
    assert not CoLab.objects.exists()


def errors(response):
    assert response.status_code == 422
    return set(response.context["form"].errors)


WRONG = {
    "fields alone": ({"title": "", "capacity": "11"}, {"title", "capacity"}),
    "a field, and the reasons of the time": (
        {"question": "", "date": "2027-01-06", "time": "03:00"},
        {"question", "unfriendly_reason", "notice_reason"},
    ),
    "a field, and a date that has passed": ({"question": "", "date": "2027-01-01"}, {"question", "date"}),
    "no reason for a time that is wrong": ({"question": "", "time": "25:00"}, {"question", "time"}),
    "no reason for a time that is skipped": (
        {"title": "", "date": "2027-03-14", "time": "02:30"},
        {"title", "time"},
    ),
    "no reason for a time that comes twice": (
        {"date": "2027-11-07", "time": "01:30", "capacity": "0"},
        {"which", "capacity"},
    ),
    "no reason for a length that is wrong": (
        {"minutes": "61", "time": "03:00", "title": ""},
        {"minutes", "title"},
    ),
    "a reason that is too long is not missing": (
        {"time": "03:00", "unfriendly_reason": "x" * 501, "title": ""},
        {"unfriendly_reason", "title"},
    ),
    "a role, and the reasons of the time": (
        {"facilitator": "Strange Fay", "date": "2027-01-06"},
        {"facilitator", "notice_reason"},
    ),
    "one role that is wrong, another that is nobody's": (
        {"facilitator": "Strange Fay", "harvester": "Nobody At All", "time": "03:00"},
        {"facilitator", "harvester", "unfriendly_reason"},
    ),
}


@pytest.mark.parametrize("draft", [False, True], ids=["new", "of a draft"])
@pytest.mark.parametrize("wrong", WRONG)
def test_all_that_is_wrong_is_told_at_once_and_nothing_else(client, organizer, wrong, draft):
    """R-ALL-ERRORS: what is announced is refused with every error, each at its field and in the summary."""
    changes, expected = WRONG[wrong]
    make.participant("Strange Fay")
    topic = make.topic(forum=make.forum(is_public=False))
    make.membership(topic.forum, organizer)
    address = reverse("events:declare", args=[topic.pk])
    if draft:
        declare(client, topic)
        address = reverse("events:edit", args=[CoLab.objects.get().pk])

    response = client.post(address, TYPED | {"then": "announce"} | changes)

    assert errors(response) == expected
    page = BeautifulSoup(response.content, "html.parser")
    links = [link["href"].lstrip("#") for link in page.select(".error-summary a")]
    assert {page.find(id=link)["name"] for link in links} == expected
    assert links == [control["id"] for control in page.find_all(id=set(links).__contains__)]  # as on the page
    assert not CoLab.objects.announced().exists()


def test_a_draft_needs_no_reasons_but_says_all_else_at_once(client, organizer):
    """R-ALL-ERRORS"""
    response = declare(client, question="", date="2027-01-01", time="03:00", facilitator="Nobody At All")

    assert errors(response) == {"question", "date", "facilitator"}


def test_a_draft_that_cannot_be_announced_as_it_stands_is_shown_with_what_is_missing(client, organizer):
    """R-ALL-ERRORS: also where its own page has the button."""
    declare(client, date="2027-01-06", time="03:00", facilitator=make.participant("Fay").name)
    colab = CoLab.objects.get()

    response = client.post(reverse("events:announce", args=[colab.pk]))

    assert errors(response) == {"unfriendly_reason", "notice_reason"}
    page = BeautifulSoup(response.content, "html.parser")
    values = {
        name: page.find(attrs={"name": name})["value"] for name in ("date", "time", "title", "facilitator")
    }
    assert values == {"date": "2027-01-06", "time": "03:00", "title": TYPED["title"], "facilitator": "Fay"}
    assert page.find("main").form["action"] == reverse("events:edit", args=[colab.pk])
    assert CoLab.objects.get().is_draft


def test_a_topic_that_cannot_be_declared_is_told_with_the_other_errors(client, organizer):
    """R-ALL-ERRORS"""
    topic = make.topic(closed_at="2027-01-01T00:00Z")

    assert errors(declare(client, topic, then="announce", title="", time="03:00")) == {
        "__all__",
        "title",
        "unfriendly_reason",
    }


def test_what_is_wrong_with_a_co_lab_that_is_announced_is_told_at_once(client, organizer):
    """R-ALL-ERRORS"""
    colab = make.colab(organizer=organizer, topic=make.topic())
    for _seat in range(3):
        make.seated(colab)
    colab.starts_at, colab.unfriendly_reason = "2027-01-14 08:00Z", ""
    colab.save(update_fields=["starts_at", "unfriendly_reason"])

    response = client.post(
        reverse("events:edit", args=[colab.pk]), TYPED | {"title": "", "capacity": "2", "minutes": "45"}
    )

    assert errors(response) == {"title", "capacity", "unfriendly_reason"}


def test_what_is_wrong_with_a_move_is_told_at_once(client, organizer):
    """R-ALL-ERRORS"""
    colab = make.colab(organizer=organizer)
    address = reverse("events:move", args=[colab.pk])
    start = {"date": "2027-01-06", "time": "03:00", "zone": "America/Toronto"}

    told = errors(client.post(address, start | {"reason": ""}))
    assert told == {"reason", "unfriendly_reason", "notice_reason"}
    assert errors(client.post(address, start | {"reason": "", "time": "x"})) == {"reason", "time"}
    assert errors(client.post(address, start | {"reason": "", "date": "2027-01-01"})) == {"reason", "date"}


def test_a_time_that_comes_twice_offers_both(client, organizer):
    twice = {"date": "2027-11-07", "time": "01:30", "unfriendly_reason": "Night owls."}

    shown = text(declare(client, then="announce", **twice))
    assert "UTC−4" in shown
    assert "UTC−5" in shown

    declare(client, then="announce", **twice, which="1")
    assert CoLab.objects.get().starts_at.isoformat() == "2027-11-07T06:30:00+00:00"


@pytest.mark.parametrize("obstacle", ["closed", "ahead"])
def test_a_topic_that_cannot_be_declared_says_why_and_keeps_what_was_typed(client, organizer, obstacle):
    topic = make.topic()
    if obstacle == "closed":
        topic.closed_at = "2027-01-01T00:00Z"
        topic.save(update_fields=["closed_at"])
    else:
        declare(client, topic, then="announce")

    response = declare(client, topic, question="My own words?")

    assert response.status_code == 422
    assert response.context["form"].non_field_errors()
    assert "My own words?" in text(response)


def test_several_people_of_one_name_need_an_address(client, organizer):
    first, _ = make.participant("Alex Doe"), make.participant("Alex Doe")

    assert list(declare(client, facilitator="Alex Doe").context["form"].errors) == ["facilitator"]
    declare(client, facilitator=first.email.upper())
    assert CoLab.objects.get().facilitator == first


def test_editing_shows_names_not_addresses_and_keeps_the_person(client, organizer):
    first, _ = make.participant("Alex Doe"), make.participant("Alex Doe")
    declare(client, facilitator=first.email)
    colab = CoLab.objects.get()
    edit = reverse("events:edit", args=[colab.pk])

    shown = text(client.get(edit))
    assert "Alex Doe" in shown
    assert first.email not in shown
    client.post(edit, TYPED | {"facilitator": "Alex Doe"})
    assert CoLab.objects.get().facilitator == first


def test_a_follow_up_is_declared_from_what_it_follows(client, organizer):
    held = make.held_colab(question="What keeps them, again?")

    asked = client.get(reverse("events:declare", args=[held.topic_id]) + f"?follows={held.pk}")
    assert "What keeps them, again?" in text(asked)
    declare(client, held.topic, query=f"?follows={held.pk}")

    assert CoLab.objects.latest("pk").follows == held


def test_declaring_is_for_organizers(client):
    topic = make.topic()
    client.force_login(make.participant())

    assert client.get(reverse("events:declare", args=[topic.pk])).status_code == 404
    assert declare(client, topic).status_code == 404
    assert client.post(reverse("events:check", args=[topic.pk]), TYPED).status_code == 404


# --- The time check


def check(client, topic=None, htmx=False, **changes):
    topic = topic or make.topic()
    headers = {"HX-Request": "true"} if htmx else {}
    return client.post(reverse("events:check", args=[topic.pk]), TYPED | changes, headers=headers)


def test_the_time_check_says_for_whom_it_is_daytime(client, organizer):
    topic = make.topic()
    make.nomination(topic, make.participant(zone="America/Vancouver"))
    make.nomination(topic, make.participant(zone="Asia/Tokyo"))

    shown = text(check(client, topic))

    assert "for 100 % of the people of North America" in shown
    assert "It suits 1 of the 2 people who suggested the topic." in shown
    assert "John’s" in shown
    assert "write down why" in shown
    assert not CoLab.objects.exists()


def test_the_time_check_keeps_what_was_typed_and_complains_of_the_time_alone(client, organizer):
    response = check(client, title="", question="My own words?", time="")

    assert list(response.context["form"].errors) == ["time"]
    assert "My own words?" in text(response)


def test_the_time_check_warns_of_holidays_and_short_notice(client, organizer):
    shown = text(check(client, date="2027-01-18"))
    assert "Martin Luther King" in shown

    assert "days ahead" in text(check(client, date="2027-01-06"))


def test_a_good_start_fills_the_form(client, organizer):
    response = check(client, time="03:00")
    best = response.context["finder"].best[0]
    assert f'name="start" value="{best.value}"' in text(response)

    chosen = check(client, time="03:00", start=best.value)

    date, _, time = best.start.wall_time.partition("T")
    assert f'value="{date}"' in text(chosen)
    assert f'value="{time}"' in text(chosen)
    assert "nothing speaks against it" in text(chosen)


def test_good_starts_are_offered_before_one_is_chosen(client, organizer):
    response = client.get(reverse("events:declare", args=[make.topic().pk]))

    assert len(response.context["finder"].best) == 12


def test_htmx_gets_the_time_alone(client, organizer):
    assert text(check(client, htmx=True)).startswith('<section id="time-check"')


def test_the_page_asks_as_much_for_thirty_nominations_as_for_three(
    client, organizer, django_assert_max_num_queries
):
    topic = make.topic()
    for number in (3, 27):
        for _ in range(number):
            make.nomination(topic)
        with django_assert_max_num_queries(8):
            check(client, topic)


# --- Running it


@pytest.fixture
def colab(client, organizer):
    declare(client, then="announce")
    return CoLab.objects.get()


def to(client, name, colab, *more, **data):
    return client.post(reverse(f"events:{name}", args=[colab.pk, *more]), data)


MOVED = {"date": "2027-01-15", "time": "14:00", "zone": "America/Toronto"}


def test_moving_by_the_form(client, colab):
    assert "2027-01-14" in text(client.get(reverse("events:move", args=[colab.pk])))

    response = to(client, "move", colab, **MOVED, reason="A holiday.")

    assert response.url == colab.get_absolute_url()
    assert CoLab.objects.get().wall_time == "2027-01-15T14:00"
    assert "A holiday." in text(client.get(response.url))


def test_a_move_that_is_refused_keeps_what_was_typed(client, colab):
    response = to(client, "move", colab, **MOVED | {"time": "03:00"}, reason="My own words")

    assert list(response.context["form"].errors) == ["unfriendly_reason"]
    assert "My own words" in text(response)
    assert CoLab.objects.get().wall_time == "2027-01-14T14:00"


def test_a_move_can_be_checked_first(client, colab):
    shown = to(client, "check_move", colab, **MOVED | {"time": "03:00"})

    assert "write down why" in text(shown)
    assert list(shown.context["form"].errors) == []


def test_calling_off_by_the_form(client, colab):
    assert "cannot be undone" in text(client.get(reverse("events:call_off", args=[colab.pk])))

    to(client, "call_off", colab, reason="A storm.")

    assert CoLab.objects.get().is_called_off


def test_the_announced_is_edited_without_its_start(client, colab):
    edit = reverse("events:edit", args=[colab.pk])
    assert 'name="date"' not in text(client.get(edit))

    client.post(edit, TYPED | {"question": "And what else?", "date": "2027-02-01"})

    colab.refresh_from_db()
    assert (colab.question, colab.wall_time) == ("And what else?", "2027-01-14T14:00")


def test_the_organizer_sets_seats_takes_people_out_and_lets_them_in_again(client, colab):
    person = make.seated(colab, make.participant("Sam Seated")).participant

    to(client, "seats", colab, seats=4)
    assert CoLab.objects.get().capacity == 4

    assert "Sam Seated" in text(client.get(reverse("events:remove", args=[colab.pk, person.pk])))
    to(client, "remove", colab, person.pk)
    assert colab.registrations.get().removed
    assert "Let register again" in text(client.get(colab.get_absolute_url()))

    to(client, "allow", colab, person.pk)
    assert not colab.registrations.get().removed


def test_a_draft_is_deleted_after_a_question(client, organizer):
    declare(client)
    colab = CoLab.objects.get()
    assert "Delete the draft" in text(client.get(reverse("events:discard", args=[colab.pk])))

    to(client, "discard", colab)

    assert not CoLab.objects.exists()


@pytest.mark.parametrize(
    "name", ["edit", "announce", "discard", "move", "check_move", "call_off", "seats", "attendance"]
)
def test_another_organizer_s_colab_is_not_theirs(client, colab, name):
    client.force_login(make.organizer())

    assert to(client, name, colab).status_code == 404


# --- People by name (R-NAMES-FOUND)


@pytest.mark.usefixtures("organizer")
@pytest.mark.parametrize("typed", ["Chloe Démo", "chloe demo", "CHLOE", "demo chl", "Chloe\u0301 De\u0301mo"])
def test_a_role_is_given_by_a_name_in_any_letters(client, typed):
    chloe = make.participant("Chloé Démo")

    declare(client, facilitator=typed, harvester=typed.upper())

    colab = CoLab.objects.get()
    assert (colab.facilitator, colab.harvester) == (chloe, chloe)


@pytest.mark.usefixtures("organizer")
def test_a_whole_name_is_meant_before_a_part_of_a_longer_one(client):
    ana = make.participant("Ana Ruíz")
    make.participant("Ana Ruiz Soto")

    declare(client, facilitator="ana ruiz")
    refused = declare(client, facilitator="ana")

    assert CoLab.objects.get().facilitator == ana
    assert list(refused.context["form"].errors) == ["facilitator"]
