"""One way to render a form, and one status for a refused one (docs/decisions/0005-forms-one-way.md)."""

import re
from collections import defaultdict
from urllib.parse import urljoin, urlsplit

import pytest
from bs4 import BeautifulSoup
from django.conf import settings
from django.forms import BaseForm
from django.test import Client
from django.urls import reverse

from colab.tests.addresses import ADDRESSES, READERS, world
from colab.tests.budgets import pages
from colab.tests.refusals import REFUSALS, send

OTHER_WAYS = re.compile(r"\|\s*(as_crispy_\w+|crispy)\b|\bform\w*\.as_\w+")
PARTS = {
    "CameOfItForm",
    "Person",
    "StartForm",
    "TopicInSpaceForm",
    "ReasonsForm",
    "EditsOnce",
    "Agreeing",
    "About",
    "StatementForm",
}  # of which forms are made, or pages
ALLAUTH = "participants.accounts.forms"  # whose views answer
NOTHING_WILL_DO = {"followups:ask", "followups:pulse", "followups:keep_harvest", "followups:tag_note"}
NOTHING_WILL_DO |= {"forums:remove_member", "learning:offer_trial", "learning:change_use"}
NOTHING_WILL_DO |= {"learning:change_monthly"}

pytestmark = pytest.mark.django_db


def other_ways(source):
    return [found.group() for found in OTHER_WAYS.finditer(source)]


def test_templates_render_forms_by_the_tag_alone():
    templates = (settings.BASE_DIR / "templates").rglob("*.html")

    found = {str(path): ways for path in templates if (ways := other_ways(path.read_text()))}

    assert found == {}


@pytest.mark.parametrize(
    "source",
    [
        "<form>{{ form|crispy }}</form>",
        "{{ form.title|as_crispy_field }}",
        "{{ insight.form|without_placeholders | crispy }}",
        "{{ form.as_p }}",
    ],
)
def test_another_way_is_seen(source):
    assert len(other_ways(source)) == 1


def test_the_tag_is_not_another_way():
    assert other_ways("{% load crispy_forms_tags %}{% crispy form helper %}") == []


def typed(page, name):
    """What stands in the controls of one name."""
    return [
        control.get_text().removeprefix("\n") if control.name == "textarea" else control.get("value")
        for control in page.find_all(["input", "textarea"], attrs={"name": name})
        if control.get("type") not in ("radio", "checkbox", "password")
    ]


@pytest.mark.parametrize("name", REFUSALS)
def test_a_refused_form_is_answered_with_422_and_keeps_what_was_typed(client, name):
    answer = send(client, name, world())

    page = BeautifulSoup(answer.text, "html.parser")
    assert answer.status_code == 422
    assert page.title.get_text().split()[0] == "Error:"
    assert page.find(class_="error-summary") is not None
    for field, value in REFUSALS[name].fields.items():
        assert not typed(page, field) or value in typed(page, field)


@pytest.mark.parametrize("name", [name for name in REFUSALS if name not in NOTHING_WILL_DO])
def test_an_empty_form_is_refused(client, name):
    assert send(client, name, world(), {}).status_code == 422


@pytest.mark.parametrize(
    "name", ["forums:nominate", "events:register", "events:change", "events:check", "events:check_move"]
)
def test_so_is_a_piece_for_htmx(client, name):
    answer = send(client, name, world(), hx_request="true")

    assert answer.status_code == 422
    assert "<html" not in answer.text
    assert "Error:" in answer.text


def forms_below(form):
    for one in form.__subclasses__():
        yield one
        yield from forms_below(one)


def is_ours(form):
    top = form.__module__.partition(".")[0]
    return form.__module__.endswith("forms") and (settings.BASE_DIR / top).is_dir()


def test_every_form_of_ours_is_refused_somewhere(client):
    rows = world()
    ours = {form.__name__ for form in forms_below(BaseForm) if is_ours(form) and form.__module__ != ALLAUTH}

    refused = {type(send(client, name, rows).context["form"]).__name__ for name in REFUSALS}

    assert ours - PARTS - refused == set()


def drafts(rows, reader):
    """Yield (the name under which a browser keeps a draft, the address to which its form is sent)."""
    client = Client()
    client.force_login(rows[reader])
    for name in pages():
        if ADDRESSES[name].answers[READERS.index(reader)] != 200:
            continue
        address = reverse(name, kwargs=ADDRESSES[name].arguments(rows)) + ADDRESSES[name].query
        answer = client.get(address)
        is_page = answer["Content-Type"].startswith("text/html")
        page = BeautifulSoup(answer.content if is_page else "<p>", "html.parser")
        for control in page.select("form [data-draft]"):
            action = control.find_parent("form").get("action") or address
            yield control["data-draft"], urlsplit(urljoin(address, action)).path


def test_no_two_forms_keep_their_drafts_under_one_name():
    """Check R-NOTHING-TYPED-IS-LOST: what is typed into one form is not filled into another."""
    rows, found = world(), defaultdict(set)
    for reader in ("member", "organizer", "staff"):
        for key, address in drafts(rows, reader):
            found[key].add(address)

    assert {key: addresses for key, addresses in found.items() if len(addresses) > 1} == {}
    assert len(found) > 20
