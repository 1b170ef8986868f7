"""The page on which an hour is planned, and what everyone reads of the plan."""

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from events.hour import became, panels, plan
from events.hour.course import of as course_of
from events.hour.planning import changes
from events.models import Objective, Step
from testing import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def colab():
    return make.colab(facilitator=make.participant("Fay"))


@pytest.fixture
def facilitator(client, colab):
    client.force_login(colab.facilitator)
    return colab.facilitator


def address(colab, name="plan"):
    return reverse(f"events:{name}", args=[colab.pk])


def text(response):
    return " ".join(BeautifulSoup(response.content, "html.parser").get_text(" ").split()).replace(" :", ":")


def typed(client, colab):
    """What a browser would send of the form as it is opened."""
    form = client.get(address(colab)).context["form"]
    values = {name: form[name].value() for name in form.fields}
    return {name: "" if value is None else str(value) for name, value in values.items()}


def rows(response):
    form = response.context["form"]
    return [form[f"method_{number}"].value() for number in form.numbers]


# --- Who


def test_facilitator_and_organizer_plan_nobody_else_finds_the_page(client, colab):
    statuses = {}
    people = {"organizer": colab.organizer, "facilitator": colab.facilitator, "another": make.organizer()}
    people |= {"seated": make.seated(colab).participant}
    for name, person in people.items():
        client.force_login(person)
        statuses[name] = [client.get(address(colab, one)).status_code for one in ("plan", "choose_sheet")]

    assert statuses == {
        "organizer": [200, 200],
        "facilitator": [200, 200],
        "another": [404, 404],
        "seated": [404, 404],
    }


def test_the_page_of_the_colab_leads_them_there(client, colab, facilitator):
    assert address(colab) in client.get(colab.get_absolute_url()).content.decode()

    client.force_login(make.participant())
    assert address(colab) not in client.get(colab.get_absolute_url()).content.decode()


# --- Changing steps


def test_the_plan_is_saved_as_it_stands_and_then_changed(client, colab, facilitator):
    fields = typed(client, colab)
    changed = {"minutes_4": "10", "title_4": "Go on", "prompt_4": "Say more.", "keeps": "Ideas"}
    changed |= {"dimension_1": "us", "objective_1": "We know one another."}

    response = client.post(address(colab), fields | changed)

    colab.refresh_from_db()
    step = colab.steps.get(position=4)
    assert response.url == address(colab)
    assert (step.minutes, step.title, step.prompt, colab.keeps) == (10, "Go on", "Say more.", "Ideas")
    assert changes.objectives_of(colab) == [("us", "We know one another.")]
    assert "55 of 60 minutes" in text(client.get(address(colab)))


def test_numbers_of_places_order_the_steps(client, colab, facilitator):
    fields = typed(client, colab) | {"place_1": "9"}

    client.post(address(colab), fields)

    assert [step.method for step in colab.steps.all()][-1] == "arrive"


@pytest.mark.parametrize(
    ("wish", "expected"),
    [
        ("up-2", ["silent", "arrive", "round"]),
        ("up-1", ["arrive", "silent", "round"]),
        ("down-1", ["silent", "arrive", "round"]),
        ("drop-2", ["arrive", "round", "talk"]),
        ("drop-99", ["arrive", "silent", "round"]),
        ("sing", ["arrive", "silent", "round"]),
        ("", ["arrive", "silent", "round"]),
    ],
)
def test_buttons_arrange_the_steps_without_scripts_and_save_nothing(
    client, colab, facilitator, wish, expected
):
    response = client.post(address(colab, "arrange"), typed(client, colab) | {"do": wish, "keeps": "Kept"})

    assert response.status_code == 200
    assert rows(response)[:3] == expected
    assert response.context["form"]["keeps"].value() == "Kept"
    assert not Step.objects.exists()


def test_a_place_of_too_many_digits_is_no_place(client, colab, facilitator):
    nonsense = typed(client, colab) | {"do": "up-3", "place_1": "9" * 5000}

    assert client.post(address(colab, "arrange"), nonsense).status_code == 200


def test_a_button_that_moved_a_step_has_the_focus_again(client, colab, facilitator):
    response = client.post(address(colab, "arrange"), typed(client, colab) | {"do": "down-1"})

    focused = BeautifulSoup(response.content, "html.parser").select("[autofocus]")
    assert [button["value"] for button in focused] == ["down-2"]


def test_what_was_arranged_is_saved(client, colab, facilitator):
    changes.take_sheet(colab, "rounds")
    keys = [step.pk for step in colab.steps.all()]
    form = client.post(address(colab, "arrange"), typed(client, colab) | {"do": "drop-1"}).context["form"]

    client.post(address(colab), {name: form[name].value() or "" for name in form.fields})

    assert [step.pk for step in colab.steps.all()] == keys[1:]


def test_steps_are_added_until_there_are_twelve(client, colab, facilitator):
    fields = typed(client, colab)
    for _time in range(7):
        form = client.post(address(colab, "arrange"), fields | {"do": "add"}).context["form"]
        fields = {name: form[name].value() or "" for name in form.fields}

    assert len(form.numbers) == 12
    assert form.is_full


def test_the_last_step_stays(client, colab, facilitator):
    changes.replace(colab, facilitator, [Step(method="talk", minutes=60)], [], "")

    response = client.post(address(colab, "arrange"), typed(client, colab) | {"do": "drop-1"})

    assert rows(response) == ["talk"]


def test_too_long_a_plan_is_refused_with_what_was_typed(client, colab, facilitator):
    """Check R-STEPS-WITHIN-THE-HOUR."""
    response = client.post(address(colab), typed(client, colab) | {"minutes_1": "25", "prompt_1": "Ω"})

    assert response.status_code == 422
    assert "The steps are 20 minutes longer than the co-lab: 80 of 60." in text(response)
    assert "80 of 60 minutes" in text(response)
    assert response.context["form"]["prompt_1"].value() == "Ω"


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"method_2": "own"}, "title_2"),
        ({"method_2": "sing"}, "method_2"),
        ({"minutes_2": "0"}, "minutes_2"),
        ({"minutes_2": ""}, "minutes_2"),
        ({"place_2": "x"}, "place_2"),
        ({"objective_2": "x" * 151}, "objective_2"),
        ({"dimension_2": "x"}, "dimension_2"),
    ],
)
def test_what_is_wrong_is_told_by_its_field(client, colab, facilitator, changed, field):
    response = client.post(address(colab), typed(client, colab) | changed)

    assert list(response.context["form"].errors) == [field]


def test_nonsense_is_refused(client, colab, facilitator):
    for fields in ({}, {"method_1": "talk"}, {"method_999": "talk", "minutes_999": "5", "place_999": "1"}):
        assert client.post(address(colab), fields).status_code in {302, 422}


def test_two_who_plan_at_once_are_told(client, colab, facilitator):
    """Check R-EDIT-CONFLICT."""
    fields = typed(client, colab)
    changes.choose(colab, colab.organizer, "circle")

    response = client.post(address(colab), fields | {"minutes_1": "4"})

    assert response.status_code == 422
    assert "As it stands now" in text(response)
    assert plan.sheet_of(colab, plan.steps_of(colab)) == "circle"


def test_once_it_has_started_the_page_shows_the_plan_and_changes_nothing(
    client, colab, facilitator, time_machine
):
    fields = typed(client, colab)
    time_machine.move_to(colab.starts_at)

    page, refused = client.get(address(colab)), client.post(address(colab), fields | {"minutes_1": "4"})

    assert "Save the plan" not in text(page)
    assert "To print" in text(page)
    assert refused.status_code == 422
    assert "It has started" in text(refused)
    assert not Step.objects.exists()


def test_a_ready_run_sheet_is_chosen_after_a_question(client, colab, facilitator):
    changes.replace(colab, facilitator, [Step(method="talk", minutes=60)], [], "")

    asked = client.get(address(colab, "choose_sheet"))
    response = client.post(address(colab, "choose_sheet"), {"sheet": "hatch"})

    assert "It takes the place of the 1 step there is now." in text(asked)
    assert "What somebody changed in them is lost." in text(asked)
    assert response.url == address(colab)
    assert plan.sheet_of(colab, plan.steps_of(colab)) == "hatch"


def test_a_run_sheet_that_there_is_not_is_refused(client, colab, facilitator):
    assert client.post(address(colab, "choose_sheet"), {"sheet": "x"}).status_code == 422


# --- What everyone reads


def test_how_the_hour_goes_stands_on_the_page_of_the_colab(client):
    colab = make.colab(
        host="City of Laval",
        host_offers="Interpretation",
        care_note="We speak of violence.",
        is_brave=True,
        keeps="Five ideas",
        dial_in="+1 555 0100, 4242",
    )
    Objective.objects.create(colab=colab, position=1, dimension="work", text="We know where to begin.")

    page = text(client.get(colab.get_absolute_url()))

    for words in ("City of Laval", "Interpretation", "We speak of violence.", "A brave hour", "Five ideas"):
        assert words in page
    assert "Our work – We know where to begin." in page
    assert "5 minutes Arrive Say your name, and in one word how you are today." in page
    assert "4242" not in page


def test_a_plain_hour_says_nothing_of_hosts_and_courage(client):
    page = text(client.get(make.colab().get_absolute_url()))

    assert "How the hour goes" in page
    for words in ("Hosted by", "A brave hour", "Care note", "What we keep", "What became of it"):
        assert words not in page


def test_what_became_of_it_stands_on_the_page_of_a_follow_up(client, monkeypatch):
    line = ("Write down who waits", "Two counters do it.", "en")
    monkeypatch.setitem(became.sources, "for this test", lambda colab: [line])
    held = make.held_colab()
    colab = make.colab(topic=held.topic, follows=held)

    page = text(client.get(colab.get_absolute_url()))

    assert "Write down who waits – Two counters do it." in page
    assert "3 minutes What became of it" in page


# --- The panel of the page of the hour


def private_lines_for(colab, reader):
    """Return the context of the panel, on a page of this reader."""
    course = course_of(colab)
    course.known["reader"] = reader
    return panels.registry["private lines"].context(course, reader)


@pytest.mark.parametrize(
    ("role", "leads", "kind", "expected"),
    [
        ("organizer", True, "open", True),
        ("facilitator", True, "open", True),
        ("facilitator", True, "healing", False),
        ("organizer", False, "open", None),
        ("harvester", True, "open", None),
        ("", False, "open", None),
    ],
)
def test_private_lines_are_shown_to_who_leads_the_hour(role, leads, kind, expected):
    """Check R-PRIVATE-LINE."""
    colab = make.colab(topic=make.topic(forum=make.forum(kind=kind)))
    for line in ("I am hard of hearing.", ""):
        person = make.seated(colab, private_line=line).participant
        make.membership(colab.topic.forum, person)

    shown = private_lines_for(colab, panels.Reader(colab.organizer, role, leads))

    if expected is None:
        assert shown is None
    else:
        assert [line.private_line for line in shown["lines"]] == ["I am hard of hearing."]
        assert shown["names"] is expected


def test_without_private_lines_there_is_no_panel():
    colab = make.colab()
    reader = panels.Reader(colab.organizer, "organizer", True)

    assert private_lines_for(colab, reader) is None
