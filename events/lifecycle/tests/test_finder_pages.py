"""The time finder on the pages of declaring and moving, the day bar, and the same in a mail."""

import re
from datetime import UTC, datetime

import pytest
from django.urls import reverse

from events.lifecycle.tests.plans import TYPED
from events.lifecycle.tests.test_declaring import text
from events.messages import notifications
from events.models import CoLab
from forums.models import Forum
from mailing import outbox
from testing import make
from testing.queries import recorded

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _monday(time_machine):
    time_machine.move_to("2027-01-04 15:00Z", tick=False)


def utc(day, hour, minute=0, month=1):
    return datetime(2027, month, day, hour, minute, tzinfo=UTC)


def declaring(client, topic):
    return client.get(reverse("events:declare", args=[topic.pk]))


def check(client, topic, htmx=False, **typed):
    headers = {"HX-Request": "true"} if htmx else {}
    return client.post(reverse("events:check", args=[topic.pk]), TYPED | typed, headers=headers)


def cell(response, value):
    """Return the text of a cell for screen readers."""
    found = re.search(
        rf'<button class="slot[^>]*value="{value}".*?</button>', response.content.decode(), re.S
    )
    return " ".join(re.sub(r"<[^>]+>", " ", found.group()).replace("&nbsp;", " ").split())


# --- Looking


def test_the_page_shows_the_best_with_reasons_and_every_hour(client, organizer, topic):
    response = declaring(client, topic)

    assert text(response).count('aria-pressed="false"') >= 12 + 100
    assert "for all 3 people concerned." in text(response)
    assert cell(response, "2027-01-12T15:00Z") == (
        "Tuesday, January 12, 2027, 10:00 a.m.: ◐ 88 % of North America 2/3 people concerned "
        "Comfortable: 80 % 1/3"
    )


def test_the_table_names_its_rows_and_columns(client, organizer, topic):
    shown = text(declaring(client, topic))

    assert "<caption>Starts, Jan 11–15, on the clock of Toronto</caption>" in shown
    assert '<th scope="col">Mon <span>Jan 11</span></th>' in shown
    assert '<th scope="row">2:00 p.m.</th>' in shown


def test_holidays_of_the_week_are_named_below_its_table(client, organizer, topic):
    shown = text(check(client, topic, week="2027-01-18"))

    assert '<th scope="col">Mon <span>Jan 18 !</span></th>' in shown
    assert "! Monday, January 18, 2027: Martin Luther King Jr. Day (US)." in shown


@pytest.mark.parametrize("number", [3, 60])
def test_the_page_asks_as_much_for_many_people_as_for_few(client, organizer, number):
    topic = make.topic()
    for _ in range(number):
        make.nomination(topic)

    with recorded() as shown:
        declaring(client, topic)
    with recorded() as checked:
        check(client, topic)

    assert (len(shown), len(checked)) == (7, 7)


# --- Choosing


def test_choosing_an_hour_fills_the_form_and_keeps_what_was_typed(client, organizer, topic):
    response = check(client, topic, date="", time="", start="2027-01-12T15:00Z", question="My own words?")

    assert list(response.context["form"].errors) == []
    assert 'value="2027-01-12"' in text(response)
    assert 'value="10:00"' in text(response)
    assert "My own words?" in text(response)
    assert "Vancouver, 1 person: it starts at 8:00 a.m." in text(response)
    assert not CoLab.objects.exists()


def test_the_instant_stays_where_another_clock_was_typed_meanwhile(client, organizer, topic):
    """Chosen as 10:00 in Toronto while the form has Regina already: 9:00 there, never 10:00."""
    response = check(client, topic, start="2027-01-12T15:00Z", zone="America/Regina")

    assert response.context["check"].start.wall_time == "2027-01-12T09:00"
    assert response.context["finder"].zone.key == "America/Regina"


def test_where_no_clock_was_typed_the_organizer_s_is_taken(client, organizer, topic):
    response = check(client, topic, start="2027-01-12T15:00Z", zone="Nowhere at all")

    assert response.context["check"].start.wall_time == "2027-01-12T10:00"


def test_an_hour_that_comes_twice_is_chosen_with_which_of_the_two(client, organizer, topic):
    late = check(client, topic, start="2027-11-07T06:30Z")

    assert late.context["check"].start.utc.hour == 6
    assert 'value="01:30"' in text(late)


@pytest.mark.parametrize("start", ["", "nonsense", "2027-01-12T15:00", "9999-99-99T00:00Z"])
def test_what_is_no_start_changes_nothing(client, organizer, topic, start):
    assert check(client, topic, start=start).context["check"].start.wall_time == TYPED["date"] + "T14:00"


# --- Another week


def test_another_week_complains_of_nothing_and_keeps_what_was_typed(client, organizer, topic):
    response = check(client, topic, week="2027-01-18", title="", date="", time="25:00", question="Mine?")

    assert response.status_code == 200
    assert list(response.context["form"].errors) == []
    assert 'value="25:00"' in text(response)
    assert "Mine?" in text(response)
    assert '<details class="more" open>' in text(response)


def test_htmx_gets_the_week_alone_and_says_which(client, organizer, topic):
    shown = text(check(client, topic, htmx=True, week="2027-01-18"))

    assert shown.startswith('<div id="week" data-announce="The week Jan 18–22"')
    assert "Check the time" not in shown


def test_htmx_gets_the_time_with_a_start_that_was_pressed(client, organizer, topic):
    shown = text(check(client, topic, htmx=True, start="2027-01-12T15:00Z"))

    assert shown.startswith('<section id="time-check"')
    assert 'data-announce="Tuesday, January 12, 2027, 10:00 a.m., Toronto (UTC−5). Comfortable' in shown


# --- Clashes, and moving


def test_the_facilitator_who_was_typed_is_looked_after(client, organizer, topic):
    fay = make.participant("Fay Sample")
    make.colab(facilitator=fay, title="Another hour", starts_at=utc(14, 19, 30))

    assert "Fay Sample has “Another hour” then." in text(check(client, topic, facilitator="Fay Sample"))
    assert "Fay Sample" not in text(check(client, topic))


def test_moving_looks_around_where_it_is_and_not_at_itself(client, organizer):
    colab = make.colab(organizer=organizer, starts_at=utc(10, 19, month=3))
    make.seated(colab, make.participant(zone="Pacific/Honolulu"))

    response = client.get(reverse("events:move", args=[colab.pk]))

    assert response.context["finder"].monday.isoformat() == "2027-03-08"
    assert response.context["finder"].best[0].start.instant == colab.starts_at
    assert response.context["finder"].best[0].warnings == []
    assert "for the one person concerned" in text(response)


def test_moving_and_drafts_have_the_same_weeks(client, organizer):
    draft = make.colab(organizer=organizer, state="draft")
    colab = make.colab(organizer=organizer)
    asked = TYPED | {"week": "2027-01-25"}

    for name, which in (("check_draft", draft), ("check_move", colab)):
        response = client.post(
            reverse(f"events:{name}", args=[which.pk]), asked, headers={"HX-Request": "true"}
        )
        assert text(response).startswith('<div id="week"')
        assert response.context["finder"].monday.isoformat() == "2027-01-25"


# --- The picture of the day


def test_the_check_draws_the_day_and_counts_whom_it_suits(client, organizer, topic):
    shown = text(check(client, topic))
    table = shown[shown.index('<table class="day-bar">') :]

    assert table.count("<svg aria-hidden") == table[: table.index("</table>")].count('<th scope="row">')
    assert '<rect class="hours-now" x="14.0" width="1.0"' in table
    assert "<td>1 / 1</td>" in table


def test_only_those_who_know_each_other_s_names_see_how_many_live_by_which_clock(client):
    colab = make.colab()
    person = make.seated(colab, make.participant(zone="Pacific/Honolulu")).participant
    make.seated(colab)

    assert '<th scope="col">Seats</th>' not in text(client.get(colab.get_absolute_url()))
    client.force_login(person)
    shown = text(client.get(colab.get_absolute_url()))
    assert '<th scope="col">Seats</th>' in shown
    assert shown.count("<td>1</td>") == 2


@pytest.mark.parametrize(("kind", "counted"), [(Forum.Kind.OPEN, True), (Forum.Kind.HEALING, False)])
def test_the_announcement_tells_the_hour_on_each_clock(kind, counted, mailoutbox):
    forum = make.forum(kind=kind)
    topic, person = make.topic(forum=forum), make.participant(zone="Pacific/Honolulu")
    make.nomination(topic, person)
    make.membership(forum, person)
    notifications.announced(make.colab(topic=topic, starts_at=utc(14, 19)))

    outbox.send_due()

    (mail,) = [mail for mail in mailoutbox if mail.to == [person.email]]
    html = next(content for content, kind in mail.alternatives if kind == "text/html")
    assert "- St. John’s: 3:30\u202fp.m. (UTC−3:30), comfortable\n" in mail.body
    for body in (mail.body, html):
        assert "Honolulu, Adak: 9:00\u202fa.m. (UTC−10), comfortable" in body
        assert ("(1 person who suggested the topic)" in body) is counted
