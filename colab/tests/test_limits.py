"""Every address that people write to is behind a limit, or open for a reason (R-LIMITS)."""

import re

import pytest
from django.apps import apps
from django.conf import settings
from django.test import Client, TestCase
from django.urls import reverse
from django.utils import timezone

from colab.tests.addresses import ADDRESSES, READERS, world
from colab.tests.gates import GATES, OPEN
from participants import limits
from participants.models import LimitCount
from testing import make

OURS = {"mailing", "participants", "moderation", "forums", "events", "followups", "network", "learning"}


def reach(person, verb):
    """As if the person had done it as often as they may, an hour ago."""
    about = {"number": 10_000, "since": timezone.now() - limits.DAY / 24}
    LimitCount.objects.update_or_create(who=f"participant {person.pk}", verb=verb, defaults=about)


def rows_of_ours():
    models = [model for model in apps.get_models() if model._meta.app_label in OURS]
    return {model._meta.label: model._base_manager.count() for model in models}


class EveryAddress(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.rows = world()

    def send(self, name, fields, by):
        """Post the fields; None: only look."""
        client = Client()
        if by != "visitor":
            client.force_login(self.rows[by])
        address = reverse(name, kwargs=ADDRESSES[name].arguments(self.rows))
        return client.get(address) if fields is None else client.post(address, fields)

    def takes_a_post(self, name, by):
        """Return whether a POST is answered otherwise than a GET, and not as a wrong method."""
        posted, opened = (self.send(name, fields, by).status_code for fields in ({}, None))
        return posted not in {opened, 405}

    def test_every_address_that_takes_a_post_is_behind_a_limit_or_open_for_a_reason(self):
        """Check R-LIMITS."""
        named = set(GATES) | set(OPEN)
        rest = [name for name in ADDRESSES if name not in named]

        assert {name for name in rest for by in READERS if self.takes_a_post(name, by)} == set()
        assert named - set(ADDRESSES) == set()
        assert set(GATES) & set(OPEN) == set()

    def test_beyond_the_limit_it_says_when_one_can_go_on_and_keeps_what_was_typed(self):
        """Check R-LIMITS."""
        for name, gate in GATES.items():
            with self.subTest(name):
                reach(self.rows[gate.by], gate.verb)
                fields, before = gate.fields(self.rows), rows_of_ours()
                answer = self.send(name, fields, gate.by)

                assert answer.status_code == 429
                assert 1 <= int(answer.headers["Retry-After"]) <= limits.DAY.total_seconds()
                assert "You can go on at this time:" in answer.text
                typed = [text for text in fields.values() if "Ω" in str(text)] if gate.keeps else []
                assert [text for text in typed if text not in answer.text] == []
                assert rows_of_ours() == before

    def test_below_the_limit_it_is_taken(self):
        """Without this, the test above could be passed by forms that are refused for another reason."""
        for name, gate in GATES.items():
            with self.subTest(name):
                LimitCount.objects.all().delete()
                assert self.send(name, gate.fields(self.rows), gate.by).status_code in {200, 302}
                assert LimitCount.objects.filter(verb=gate.verb).exists()


def test_each_limit_is_asked_by_some_verb():
    modules = [path for part in OURS for path in (settings.BASE_DIR / part).rglob("*.py")]
    sources = "".join(path.read_text() for path in modules if "tests" not in path.parts)

    assert [
        verb for verb in settings.COLAB["limits"] if not re.search(rf'spend\([^)]+, "{verb}"', sources)
    ] == []
    assert set(limits.REACHED) - {"visit"} == set(settings.COLAB["limits"])


@pytest.mark.django_db
def test_a_verb_of_one_press_has_a_page_with_a_way_back(client):
    person = make.participant()
    client.force_login(person)
    reach(person, "preview")

    answer = client.post(
        reverse("forums:preview"), {"text": "x"}, headers={"referer": "http://testserver/about/"}
    )

    assert answer.status_code == 429
    assert 'href="http://testserver/about/"' in answer.text


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["https://evil.example.org/", "javascript:alert(1)", ""])
def test_the_way_back_leads_to_our_pages_alone(client, address):
    person = make.participant()
    client.force_login(person)
    reach(person, "preview")

    answer = client.post(reverse("forums:preview"), {"text": "x"}, headers={"referer": address})

    assert '<a class="btn btn-primary" href="/">' in answer.text
