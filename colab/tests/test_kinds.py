"""Each kind of mail has a label, a sample in the style guide, and a test."""

import re

import pytest
import time_machine
from django.conf import settings
from django.db.models import Q
from django.template import engines

from colab.styleguide import mails
from colab.tests import letters
from core.text import languages
from events.lifecycle.tests.test_letters import NOW
from mailing import registry, rendering
from mailing.models import Message
from mailing.registry import Kind, Letter
from testing import make

pytestmark = pytest.mark.django_db
LANGUAGES = [code for code, _name in settings.LANGUAGES]
GAP = re.compile(r"No sample of (\w+)")


@pytest.fixture
def gaps(monkeypatch):
    """Return variables of the mails that have no sample in the style guide, by name of the mail."""
    monkeypatch.setattr(engines["django"].engine, "string_if_invalid", "No sample of %s")
    return lambda name, language="en": set(GAP.findall(" ".join(mails.written(name, language))))


def composed(kind, language):
    """Return (Letter, (subject, text, HTML)) of a kind."""
    happen, at = letters.EVENTS[kind]
    with time_machine.travel(NOW, tick=False):
        person = make.participant(language=language, zone="America/Vancouver")
        happen(person)
    with time_machine.travel(at, tick=False):
        row = Message.objects.get(Q(recipient=person) | Q(recipient=None), kind=kind)
        with rendering.as_read_by(row):
            letter = registry.kinds[kind].compose(row)
            return letter, rendering.texts(row, letter, f"{settings.SITE_URL}/unsubscribe/")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", letters.EVENTS)
def test_each_kind_is_written_in_each_language_and_has_a_sample(kind, language):
    letter, (subject, text, html) = composed(kind, language)

    assert subject
    assert f'<html lang="{languages.tag(language)}"' in html
    assert not re.search(r"{{|{%|\bNone\b", text)
    assert letter.template.replace("/email/", "/") in mails.names()


def test_nothing_is_forgotten():
    assert list(letters.forgotten()) == []


@pytest.mark.parametrize("name", mails.names())
def test_the_page_of_mails_has_a_sample_of_all_that_a_mail_reads(name, gaps):
    assert gaps(name) == set()


# --- Forgotten on purpose


def test_a_kind_without_label_readers_and_test_is_named(monkeypatch):
    """R-NOTICES-THAT-REACH"""
    unheard = Kind("unheard", lambda message: Letter("events/email/unheard"), label="", optional=True)
    monkeypatch.setitem(registry.kinds, "unheard", unheard)

    assert list(letters.forgotten()) == [
        "unheard: no label in the page of notices",
        "unheard: does not say whom it can reach (`reaches`)",
        "unheard: no test",
    ]


def test_a_mail_without_a_sample_is_named(monkeypatch, gaps):
    whole = mails.sample

    def without_placeholder(person):
        return {name: value for name, value in whole(person).items() if name != "placeholder"}

    monkeypatch.setattr(mails, "sample", without_placeholder)

    assert gaps("participants/claim") == {"placeholder"}
