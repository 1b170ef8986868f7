import re

import pytest
from bs4 import BeautifulSoup
from django import forms
from django.template import engines
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.urls import reverse

from colab.templatetags import ui
from testing import make

pytestmark = pytest.mark.django_db


class Question(forms.Form):
    title = forms.CharField(help_text="One question.", max_length=10)
    place = forms.CharField(required=False)
    part = forms.ChoiceField(choices=[("share", "Share"), ("listen", "Listen")], widget=forms.RadioSelect)
    starts = forms.SplitDateTimeField()
    agree = forms.BooleanField(required=False, label="I agree")
    token = forms.CharField(widget=forms.HiddenInput, required=False)

    def clean(self):
        if self.cleaned_data.get("title") == "whole":
            raise forms.ValidationError("Something about the whole.")
        return self.cleaned_data


def soup(template, **context):
    html = engines["django"].from_string(template).render(context, RequestFactory().get("/"))
    return BeautifulSoup(html, "html.parser")


def drawn(form):
    return soup("{% load crispy_forms_tags %}{% crispy form %}", form=form)


# --- The form pack


def test_help_stands_before_the_control_and_is_named_by_it():
    page = drawn(Question())

    control = page.find(id="id_title")
    assert page.find("label", attrs={"for": "id_title"}).get_text(strip=True) == "title".title()
    assert control["aria-describedby"] == "id_title_helptext"
    assert control.find_previous(id="id_title_helptext").get_text(strip=True) == "One question."


def test_what_may_be_left_out_says_so():
    page = drawn(Question())

    marked = [label["for"] for label in page.find_all("label") if "(optional)" in label.get_text()]
    assert marked == ["id_place"]


def test_a_group_of_choices_is_a_fieldset_with_its_question_as_legend():
    fieldset = drawn(Question()).find(id="div_id_part")

    assert fieldset.name == "fieldset"
    assert fieldset.legend.get_text(strip=True) == "Part"
    assert [label.get_text(strip=True) for label in fieldset.find_all("label")] == ["Share", "Listen"]


def test_date_and_time_have_a_label_each():
    labels = drawn(Question()).find(id="div_id_starts").find_all("label")

    assert [(label["for"], label.get_text(strip=True)) for label in labels] == [
        ("id_starts_0", "Date"),
        ("id_starts_1", "Time"),
    ]


def test_the_summary_leads_to_each_field_in_error_and_what_was_typed_is_kept():
    page = drawn(Question({"title": "far too long a title", "place": "Iqaluit", "starts_0": "never"}))

    links = [link["href"] for link in page.find(class_="error-summary").find_all("a")]
    assert links == ["#id_title", "#id_part_0", "#id_starts_0"]
    assert all(page.find(id=link[1:]) for link in links)
    assert page.find(id="id_title")["value"] == "far too long a title"
    assert page.find(id="id_starts_0")["value"] == "never"


def test_a_control_in_error_says_so_and_names_its_error():
    page = drawn(Question({"title": "far too long a title"}))

    control = page.find(id="id_title")
    assert control["aria-invalid"] == "true"
    assert control["aria-describedby"] == "id_title_helptext id_title_error"
    assert "at most 10" in page.find(id="id_title_error").get_text()


def test_an_error_of_the_whole_form_stands_in_the_summary():
    right = {"part": "share", "starts_0": "2027-01-04", "starts_1": "14:00"}
    summary = drawn(Question({"title": "whole", **right})).find(class_="error-summary")

    assert [line.get_text(strip=True) for line in summary.find_all("li")] == ["Something about the whole."]


def test_the_tag_draws_the_whole_form_without_the_browsers_own_checks():
    page = soup("{% load crispy_forms_tags %}{% crispy form %}", form=Question(), csrf_token="secret")

    assert page.form["method"] == "post"
    assert page.form.has_attr("novalidate")
    assert page.find("input", attrs={"name": "csrfmiddlewaretoken"})["value"] == "secret"


def test_a_title_begins_with_the_word_error_when_the_form_has_some():
    template = '{% extends "base.html" %}{% block title %}Post{% endblock %}'

    assert soup(template, form=Question()).title.string.split() == ["Post", "–", "Co-Lab"]
    assert soup(template, form=Question({})).title.string.split() == ["Error:", "Post", "–", "Co-Lab"]


def test_a_page_can_say_its_title_again_and_it_is_escaped_once():
    template = (
        '{% extends "base.html" %}{% block title %}{{ name }}{% endblock %}'
        "{% block content %}<h1>{{ page_title }}</h1>{% endblock %}"
    )

    page = soup(template, name="Salt & <b>Sand</b>")

    assert page.h1.string == "Salt & <b>Sand</b>"
    assert page.title.string.split(" – ")[0].strip() == "Salt & <b>Sand</b>"


# --- Language and colours


def test_the_colours_are_kept_and_the_reader_comes_back(client):
    answer = client.post(reverse("theme"), {"theme": "dark", "next": "/accounts/login/"})

    assert answer.headers["Location"] == "/accounts/login/"
    assert 'data-theme="dark"' in client.get("/accounts/login/").text


def test_the_systems_colours_come_back(client):
    client.post(reverse("theme"), {"theme": "contrast"})
    client.post(reverse("theme"), {"theme": "system"})

    assert "data-theme" not in client.get("/accounts/login/").text


@pytest.mark.parametrize("back", ["https://elsewhere.example/", "//elsewhere.example", "javascript:alert(1)"])
def test_the_colours_lead_to_no_other_place(client, back):
    assert client.post(reverse("theme"), {"theme": "dark", "next": back}).headers["Location"] == "/"


def test_a_made_up_theme_is_not_kept(client):
    client.cookies["theme"] = 'x" onload="'

    assert "onload" not in client.get("/accounts/login/").text


def test_the_language_is_kept_for_a_visitor(client):
    client.post(reverse("set_language"), {"language": "fr", "next": "/accounts/login/"})

    assert '<html lang="fr-CA">' in client.get("/accounts/login/").text


def test_an_unknown_language_changes_nothing(client):
    person = make.participant()
    client.force_login(person)

    client.post(reverse("set_language"), {"language": "xx"})

    person.refresh_from_db()
    assert person.language == "en"


# --- What pages are drawn with


@pytest.mark.parametrize(
    ("name", "drawn_as"), [("Ada Maria Long", "AL"), ("Cher", "C"), ("  ", ""), ("émile zed", "ÉZ")]
)
def test_initials_are_of_the_first_and_the_last_word(name, drawn_as):
    assert ui.initials(name) == drawn_as


def test_as_many_seats_are_drawn_as_there_are_and_filled_as_are_taken():
    places = ui.seats_around(3, 8, mine=True)

    assert [kind for _x, _y, kind in places] == ["seat-mine", "seat-taken", "seat-taken", "", "", "", "", ""]
    assert len({(x, y) for x, y, _kind in places}) == 8


@pytest.mark.parametrize("capacity", [1, 6, 10])
def test_the_meter_says_in_words_what_it_shows(capacity):
    html = render_to_string("_seats_meter.html", {"taken": 1, "capacity": capacity, "waiting": 2})

    words = " ".join(BeautifulSoup(html, "html.parser").get_text(" ").split())
    assert words == f"1 of {capacity} seat{'' if capacity == 1 else 's'} 2 people waiting"


def test_an_unattributed_person_is_not_named():
    html = render_to_string("_person.html", {"person": make.participant("Ada Long"), "unattributed": True})

    assert "A participant" in html
    assert not re.search("Ada|Long|AL|tone[1-6]", html)


def test_every_named_drawing_is_drawn():
    for name in ui.ICONS:
        assert ui.ICONS[name] in ui.icon(name)


# --- Pages for what goes wrong


@pytest.mark.parametrize("name", ["400.html", "500.html"])
def test_the_pages_for_the_worst_need_neither_request_nor_database(name, django_assert_num_queries):
    with django_assert_num_queries(0):
        page = BeautifulSoup(render_to_string(name), "html.parser")

    assert len(page.find_all("h1")) == 1
    assert page.find("main").find("a")["href"] == "/"


def test_a_page_that_is_not_there_has_a_way_on(client, settings):
    settings.DEBUG = False

    page = BeautifulSoup(client.get("/no/such/page/").text, "html.parser")

    assert page.h1.get_text() == "We cannot find this page"
    assert page.find("main").find("a")["href"] == "/"


# --- The style page


def test_the_style_page_is_for_staff(client):
    client.force_login(make.participant())
    assert client.get(reverse("style")).status_code == 404

    client.force_login(make.staff())
    assert client.get(reverse("style")).status_code == 200
