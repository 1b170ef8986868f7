"""Pages and mails have no text outside the catalogues: they are rendered in a language of ⟦brackets⟧."""

from collections import Counter
from dataclasses import replace

import pytest
from allauth.account.models import EmailAddress
from bs4 import BeautifulSoup
from django.core.cache import cache
from django.core.management import call_command
from django.db.models import Model
from django.urls import resolve, reverse
from django.utils.html import escape

from colab.styleguide import mails
from colab.tests.addresses import ADDRESSES, world
from colab.tests.refusals import REFUSALS, send
from learning.models import ValueReading
from learning.value import readings
from participants.models import Participant
from testing import make, pseudo

SAMPLES = ("style", "mails", "mail")  # pages about sample people

pytestmark = pytest.mark.django_db


def test_the_language_is_strange():
    assert pseudo.localized("%(n)s <b>seats</b> {name} 10 %%") == "⟦%(n)s <b>šéáťš</b> {name} 10 %%⟧"


def test_a_hard_coded_word_is_seen():
    page = '<p title="Ťíťłé">⟦Ħí⟧ <time>14 mars</time></p><button aria-label="Close"></button>Go to Toronto'
    assert pseudo.hard_coded(page) == {"Close", "Go to Toronto"}
    assert pseudo.hard_coded("<p>Toronto, Co-Lab, a@example.org ⟦Ĝó⟧</p>") == set()
    assert (
        pseudo.hard_coded("<p>⟦Ťó⟧ Christmas Day (US), Christmas Eve (US-TX), Jour de Noël (CA)</p>") == set()
    )


@pytest.fixture
def strange(settings):
    settings.DEMONSTRATION = True  # the postbox is there
    cache.clear()
    with pseudo.spoken():
        yield


@pytest.fixture
def french(client):
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = pseudo.LANGUAGE
    return client


def everyone_reads_it():
    pseudo.peoples_words_in_greek()
    Participant.objects.update(language=pseudo.LANGUAGE)


def hard_coded(answer):
    is_page = answer.status_code in (200, 422) and answer["Content-Type"].startswith("text/html")
    return pseudo.hard_coded(answer.text) if is_page else None


def pages_with_hard_coded_words(client, paths):
    """Return the hard-coded words of each page that has any, and the number of pages."""
    found = {path: hard_coded(client.get(path)) for path in paths}
    return {path: words for path, words in found.items() if words}, sum(w is not None for w in found.values())


@pytest.mark.parametrize("reader", ["member", "organizer", "staff"])
def test_every_page(strange, french, reader):
    rows = world()
    everyone_reads_it()
    french.force_login(Participant.objects.get(pk=rows[reader].pk))
    entries = {name: entry for name, entry in ADDRESSES.items() if name not in SAMPLES}
    paths = [reverse(name, kwargs=entry.arguments(rows)) + entry.query for name, entry in entries.items()]

    found, read = pages_with_hard_coded_words(french, paths)

    assert found == {}
    assert read > 15


ACCOUNT = ["login", "signup", "reset_password", "reset_password_done", "request_login_code"]


def test_the_pages_of_accounts(strange, french):
    paths = [reverse(f"account_{name}") for name in ACCOUNT]
    assert pages_with_hard_coded_words(french, paths) == ({}, len(ACCOUNT))


def test_the_pages_of_an_account(strange, french):
    person = make.participant(password=make.PASSWORD, language=pseudo.LANGUAGE)
    everyone_reads_it()
    EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
    french.post(reverse("account_login"), {"login": person.email, "password": make.PASSWORD})
    french.post(reverse("account_reauthenticate"), {"password": make.PASSWORD})
    names = ["account_email", "account_change_password", "account_logout", "mfa_index", "mfa_activate_totp"]

    assert pages_with_hard_coded_words(french, map(reverse, names)) == ({}, len(names))


@pytest.mark.parametrize(
    ("name", "wrong"),
    [
        ("account_login", {"login": "nobody@example.org", "password": "no"}),
        ("account_signup", {"email": "no", "password1": "1"}),
        ("account_reset_password", {"email": "no"}),
    ],
)
def test_what_a_form_of_accounts_says_that_is_filled_in_wrong(strange, french, name, wrong):
    answer = french.post(reverse(name), wrong)

    assert "<title>" + pseudo.localized("Error:") in answer.text
    assert pseudo.hard_coded(answer.text) == set()


@pytest.mark.parametrize("name", [name for name in REFUSALS if name not in SAMPLES])
def test_what_a_form_says_that_is_filled_in_wrong(strange, french, name):
    rows = world()
    everyone_reads_it()

    answer = send(french, name, rows)

    assert "<title>" + pseudo.localized("Error:") in answer.text
    assert pseudo.hard_coded(answer.text) == set()


def links(page):
    return {
        link["href"].split("#")[0] for link in BeautifulSoup(page, "html.parser").find_all("a", href=True)
    }


def walked(client, most=3):
    """Yield pages linked from the home page, by path, at most a few of each view."""
    waiting, seen, times, pages = ["/"], {"/"}, Counter(), {}
    while waiting:
        path = waiting.pop(0)
        answer = client.get(path)
        pages[path] = hard_coded(answer)
        for link in sorted(links(answer.text) if pages[path] is not None else ()):
            if not link.startswith("/") or link in seen or link.startswith("/admin/"):
                continue
            seen.add(link)
            kind = resolve(link.split("?")[0]).view_name
            times[kind] += 1
            if times[kind] <= most and kind not in SAMPLES:
                waiting.append(link)
    return pages


@pytest.mark.parametrize("login", ["", "organizer1"])
def test_a_walk_through_the_demonstration(strange, french, login):
    """Check R-THREE-LANGUAGES."""
    call_command("demo", verbosity=0)
    everyone_reads_it()
    ValueReading.objects.all().delete()  # counted anew, by the names of districts as they are now
    readings.take_due()
    if login:
        french.force_login(Participant.objects.get(email=f"{login}@demo.example"))

    pages = walked(french)

    assert {path: words for path, words in pages.items() if words} == {}
    assert len(pages) > 25


def test_a_page_that_is_not_there(strange, french):
    answer = french.get("/no-such-page/")
    assert answer.status_code == 404
    assert pseudo.hard_coded(answer.text) == set()


@pytest.mark.parametrize("name", mails.names())
def test_every_mail(strange, monkeypatch, name):
    monkeypatch.setattr(mails, "sample", greek_sample)
    subject, text, html = mails.written(name, pseudo.LANGUAGE)

    assert pseudo.hard_coded(f"<p>{escape(subject)}</p><p>{escape(text)}</p>{html}") == set()


def greek_sample(person, sample=mails.sample):
    rows = sample(person)
    for key, value in rows.items():
        if isinstance(value, Model) or key in ("extract", "button_text", "placeholder"):
            rows[key] = pseudo.greek(value)
    rows["comment"].html = rows["proposal"].html = "<p>Ω</p>"
    rows["was"]["title"] = pseudo.greek(rows["was"]["title"])
    rows |= {name: pseudo.greek(rows[name]) for name in ("title", "place", "name")}
    rows["names"] = [pseudo.greek(name) for name in rows["names"]]
    rows["ends"] = [replace(end, subject=pseudo.greek(end.subject)) for end in rows["ends"]]
    rows["items"] = [(pseudo.greek(title), pseudo.greek(text)) for title, text in rows["items"]]
    return rows
