"""Every address of the site, opened by everyone: a visitor, a member, an organizer, a moderator, staff.

An address without an entry here fails. An entry says how to fill the address and what each reader gets:
200 a page, 302 somewhere else (sign in), 404 not for you, 405 only by a form.
"""

import pytest
from django.urls import URLResolver, get_resolver, reverse

from colab.testing.queries import COUNTS_ALL, OFFSET, WRITES, recorded
from colab.tests.addresses import ADDRESSES, OUTSIDE, READERS, world

pytestmark = pytest.mark.django_db


def names(resolver=None, prefix=""):
    """The names of all addresses, with their namespaces."""
    for pattern in (resolver or get_resolver()).url_patterns:
        if isinstance(pattern, URLResolver):
            space = f"{prefix}{pattern.namespace}:" if pattern.namespace else prefix
            yield from names(pattern, space)
        else:
            yield f"{prefix}{pattern.name or pattern.pattern}"


def ours():
    return sorted({name for name in names() if not name.startswith(OUTSIDE)})


def test_every_address_has_an_entry():
    assert set(ours()) - set(ADDRESSES) == set()
    assert set(ADDRESSES) - set(ours()) == set()


@pytest.mark.parametrize("name", sorted(ADDRESSES))
def test_everyone_gets_what_is_meant_for_them(client, name, settings):
    settings.DEBUG = True  # the postbox is there
    rows = world()
    entry = ADDRESSES[name]
    address = reverse(name, kwargs=entry.arguments(rows)) + entry.query

    answers = {}
    for reader in READERS:
        client.logout()
        if reader != "visitor":
            client.force_login(rows[reader])
        answers[reader] = client.get(address).status_code

    assert answers == dict(zip(READERS, entry.answers, strict=True))


@pytest.mark.parametrize("name", sorted(ADDRESSES))
def test_no_get_writes_counts_all_rows_or_pages_by_offset(client, name, settings):
    settings.DEBUG = True
    rows = world()
    entry = ADDRESSES[name]
    client.force_login(rows["organizer"])
    address = reverse(name, kwargs=entry.arguments(rows)) + entry.query

    with recorded() as queries:
        client.get(address)

    wrong = [sql for sql in queries for rule in (WRITES, COUNTS_ALL, OFFSET) if rule.search(sql)]
    assert wrong == []
