"""Every mail in every language has one design, little HTML, one button, and is readable without styles."""

import re

import pytest
from bs4 import BeautifulSoup
from django.conf import settings
from django.urls import reverse

from colab.styleguide import mails
from core.text import languages
from testing import make

LANGUAGES = [code for code, _name in settings.LANGUAGES]


@pytest.mark.django_db
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", mails.names())
def test_a_mail_is_small_and_says_one_thing(name, language):
    subject, text, html = mails.written(name, language)
    drawn = BeautifulSoup(html, "html.parser")

    assert len(html.encode()) <= mails.LIMIT
    assert drawn.html["lang"] == languages.tag(language)
    assert len(drawn.find_all("h1")) == 1
    assert drawn.h1.get_text(strip=True) in text
    assert len(drawn.select("a.button")) <= 1
    leads = (f"{settings.SITE_URL}/", "mailto:")
    assert all(one["href"].startswith(leads) for one in drawn.select("a.button"))
    assert drawn.find_all(["img", "script", "link"]) == []
    assert subject
    assert "None" not in text
    assert BeautifulSoup(text, "html.parser").find_all(True) == []


def test_styles_are_written_into_the_elements_and_dark_mode_is_kept():
    _subject, _text, html = mails.written("account/email_changed", "en")
    drawn = BeautifulSoup(html, "html.parser")

    assert "max-width:576px" in drawn.select_one(".frame")["style"]
    assert "prefers-color-scheme: dark" in drawn.style.string
    assert ".frame" not in drawn.style.string


@pytest.mark.django_db
def test_staff_see_all_mails_on_one_page(client):
    client.force_login(make.staff())

    page = BeautifulSoup(client.get(reverse("mails")).content, "html.parser")

    assert [heading.text for heading in page.main.find_all("h2")] == mails.names()
    links = page.select(".plain a")
    assert len(links) == len(mails.names()) * len(LANGUAGES)
    assert client.get(links[0]["href"]).status_code == 200


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("mail", "language"), [("no/such", "en"), ("events/seated", "de"), ("events/..", "en")]
)
def test_what_is_no_mail_is_not_found(client, mail, language):
    client.force_login(make.staff())

    assert client.get(reverse("mail", args=[mail, language])).status_code == 404


@pytest.mark.django_db
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_sample_has_the_buttons_and_links_of_the_real_mail(language):
    """None in a mail with a code, where it would alarm, and nothing to turn off where that cannot be."""
    for name in ("account/login_code", "account/password_changed", "mfa/totp_activated"):
        drawn = BeautifulSoup(mails.written(name, language)[2], "html.parser")
        assert (drawn.select("a.button"), drawn.find_all(href=re.compile("/unsubscribe/"))) == ([], [])
    for name in ("forums/reply", "forums/mention", "moderation/report"):
        drawn = BeautifulSoup(mails.written(name, language)[2], "html.parser")
        assert (len(drawn.select("a.button")), len(drawn.find_all(href=re.compile("/unsubscribe/")))) == (
            1,
            1,
        )
