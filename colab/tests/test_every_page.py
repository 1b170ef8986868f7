"""Every address of the site, opened by a visitor, a member, an organizer, a moderator and staff.

An address without an entry in `addresses` fails. An entry says how to fill the address and what each reader
gets, and what a POST of each answers: 200 a page, 302 a redirect (sign in, done), 404 no permission, 405 the
other method only, 422 a form refused.
"""

from django.test import TestCase, override_settings
from django.urls import URLResolver, get_resolver, reverse

from colab.tests.addresses import ADDRESSES, OUTSIDE, READERS, world
from colab.tests.refusals import REFUSALS, answers
from testing.queries import COUNTS_ALL, OFFSET, WRITES, recorded, undone


def names(resolver=None, prefix=""):
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


@override_settings(DEMONSTRATION=True)  # the postbox is there
class EveryPage(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.rows = world()

    def opened(self, name):
        entry = ADDRESSES[name]
        return self.client.get(reverse(name, kwargs=entry.arguments(self.rows)) + entry.query)

    def test_everyone_gets_what_is_meant_for_them(self):
        """Check R-QUERY-PERMISSION."""
        for number, reader in enumerate(READERS):
            self.client.logout()
            if reader != "visitor":
                self.client.force_login(self.rows[reader])
            for name, entry in ADDRESSES.items():
                with self.subTest(name, reader=reader):
                    assert self.opened(name).status_code == entry.answers[number]

    def test_no_get_writes_counts_all_rows_or_pages_by_offset(self):
        self.client.force_login(self.rows["organizer"])
        for name in ADDRESSES:
            with self.subTest(name), recorded() as queries:
                self.opened(name)
                queries = [
                    sql for sql in queries if "participants_auditentry" not in sql
                ]  # an export is recorded
                wrong = [sql for sql in queries for rule in (WRITES, COUNTS_ALL, OFFSET) if rule.search(sql)]
                assert wrong == []

    def test_everyone_s_post_is_answered_as_is_meant_for_them(self):
        """Check R-QUERY-PERMISSION."""
        for number, reader in enumerate(READERS):
            for name, entry in ADDRESSES.items():
                self.client.logout()
                if reader != "visitor":
                    self.client.force_login(self.rows[reader])
                with self.subTest(name, reader=reader), undone():
                    fields = REFUSALS[name].fields if name in REFUSALS else {}
                    answer = self.client.post(reverse(name, kwargs=entry.arguments(self.rows)), fields)
                    assert answer.status_code == answers(name)[number]
