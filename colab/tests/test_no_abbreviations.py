"""No page and no mail has an abbreviation of a time zone (R-TIME-NAMES)."""

import re

import pytest
from django.urls import reverse
from django.utils import translation
from django.utils.html import strip_tags

from colab.styleguide import mails
from colab.tests.addresses import ADDRESSES, world
from core.timezones import display
from testing import make

pytestmark = pytest.mark.django_db
SHORT = r"\b(?:E|C|M|P|A|N|AK|H|HA)[SD]T\b|\bGMT\b|\bHN[ECPRA]\b|\bHA[ECPRA]\b"
LANGUAGES = ["en", "fr", "es"]


def abbreviations(text):
    return sorted(set(re.findall(SHORT, text)))


def opened(client, rows):
    for name, entry in sorted(ADDRESSES.items()):
        answer = client.get(reverse(name, kwargs=entry.arguments(rows)) + entry.query)
        if answer.status_code == 200 and answer.headers["Content-Type"].startswith("text/html"):
            yield name, strip_tags(re.sub(r"(?s)<(script|style).*?</\1>", "", answer.content.decode()))


@pytest.mark.parametrize("language", LANGUAGES)
def test_on_no_page(client, language):
    rows = world()
    rows["organizer"].zone, rows["organizer"].language = "America/Vancouver", language
    rows["organizer"].save(update_fields=["zone", "language"])
    client.force_login(rows["organizer"])

    texts = dict(opened(client, rows))

    assert {name: found for name, text in texts.items() if (found := abbreviations(text))} == {}
    assert len(texts) > 30
    assert "Vancouver (UTC−7)" in texts["events:colab"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_in_no_mail(language):
    for name in mails.names():
        assert abbreviations(" ".join(mails.written(name, language)[:2])) == [], name


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_words_of_a_time_have_none_in_any_zone_of_the_people_we_serve(language):
    start = make.colab().starts_at
    with translation.override(language):
        for zone in ("America/Vancouver", "America/Toronto", "Pacific/Honolulu", "Asia/Kathmandu", "UTC"):
            assert abbreviations(display.words(start, zone)) == []


def test_such_a_word_would_be_seen():
    assert abbreviations("11:00 MST, 14 h HNE, 9:00 PDT") == ["HNE", "MST", "PDT"]
