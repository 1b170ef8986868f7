"""Each page keeps its budget of queries, for each reader, with three rows and with thirty.

See R-QUERY-COUNT.
"""

import pytest
from django.db import connection
from django.test import Client, TestCase, override_settings
from django.urls import reverse

from colab.tests import crowd
from colab.tests.addresses import ADDRESSES, READERS, Entry, world
from colab.tests.budgets import BUDGETS, allowed, budgets_without_page, pages_without_budget
from forums.models import Forum
from testing.queries import recorded


def test_every_page_has_a_budget():
    assert pages_without_budget() == []
    assert budgets_without_page() == []


def count_queries(rows, names, readers=READERS):
    """Return {(address, reader): queries} of the pages among these addresses."""
    found = {}
    for reader in readers:
        client = Client()
        if reader != "visitor":
            client.force_login(rows[reader])
        for name in names:
            entry = ADDRESSES[name]
            if entry.answers[READERS.index(reader)] != 200:
                continue
            with recorded() as queries:
                page = client.get(reverse(name, kwargs=entry.arguments(rows)) + entry.query)
            assert page.status_code == 200, name
            found[name, reader] = len(queries)
    return found


def off_budget(found):
    """Return a line for each page whose number of queries differs from its budget."""
    for (name, reader), number in found.items():
        may = allowed(name)[READERS.index(reader)]
        if number != may:
            yield f"{name}, {reader}: {number} queries, may make {may}"


class Budgets(TestCase):
    number = 3

    @classmethod
    def setUpTestData(cls):
        cls.rows = world()
        crowd.fill(cls.rows, cls.number)
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")  # by what earlier tests left, a plan for thirty rows may take minutes

    def test_each_page_makes_as_many_queries_as_it_may(self):
        with override_settings(DEMONSTRATION=True):  # the postbox is there
            assert list(off_budget(count_queries(self.rows, BUDGETS))) == []


class BudgetsOfThirty(Budgets):
    number = 30


# --- Forgotten on purpose


def careless(get_response):
    """A middleware that makes a query for every row, to test the test."""

    def answer(request):
        for forum in Forum.objects.all():
            forum.topics.first()
        return get_response(request)

    return answer


@pytest.mark.django_db
def test_a_page_that_asks_for_each_row_is_named(settings):
    rows = world()
    settings.MIDDLEWARE = [*settings.MIDDLEWARE, f"{__name__}.careless"]

    found = count_queries(rows, ["about"], ["visitor"])

    assert list(off_budget(found)) == [f"about, visitor: {1 + Forum.objects.count()} queries, may make 0"]


def test_a_page_without_a_budget_is_named(monkeypatch):
    monkeypatch.setitem(ADDRESSES, "forums:new_page", Entry((200,) * 5))

    assert pages_without_budget() == ["forums:new_page"]
