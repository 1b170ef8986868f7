"""One crawl of a space that keeps names and words to itself: address, mail, feed, calendar, export, search.

Each reader opens each address of `addresses` and sends each refused form of `refusals`; mails are read in
`test_discreet_mails`. So a new address, form, kind of mail, column of words or kind of space is included by
itself.
"""

import logging
import re
from contextlib import contextmanager

import pytest
from django.contrib import admin
from django.test import Client, TestCase
from django.urls import reverse

from colab.logs import WithoutSecrets
from colab.tests import addresses, discreet
from colab.tests.addresses import ADDRESSES
from colab.tests.discreet import COMMON, DISCREET, READERS, unread
from colab.tests.refusals import REFUSALS
from forums import kinds

QUERIES = {
    "search": f"?q={COMMON}",
    "forums:similar": f"?title={COMMON}",
    "forums:suggest_tags": "?tags=zz",
    "forums:people_for_new": "?q=nn",
    "forums:people_for_reply": "?q=nn",
}
META = re.compile(r"<meta[^>]*>")


@contextmanager
def logged():
    """Yield what is logged, as our logs have it."""
    records, handler = [], logging.Handler()
    handler.emit = lambda record: records.append(record.getMessage())
    handler.addFilter(WithoutSecrets())
    logging.getLogger("django").addHandler(handler)
    try:
        yield records
    finally:
        logging.getLogger("django").removeHandler(handler)


class OfOneKind:
    """The crawl, in a space of one kind; `kind` comes from a subclass."""

    kind = None

    @classmethod
    def setUpTestData(cls):
        cls.world = discreet.World(cls.kind)

    def reader(self, name):
        client = Client()
        if name != "visitor":
            client.force_login(self.world.people[name])
        return client

    def urls(self, name, reader):
        """Return the URLs of an address, those of pages with each topic and co-lab of the space."""
        entry, found = ADDRESSES[name], set()
        for rows in self.world.variants() if 200 in entry.answers else [self.world.rows]:
            arguments = entry.arguments(rows)
            if name in discreet.TOKENS:
                arguments["token"] = discreet.TOKENS[name](self.world, self.world.people.get(reader))
            found.add(reverse(name, kwargs=_whole(arguments)) + QUERIES.get(name, entry.query))
        return sorted(found)

    def crawl(self, reader, urls, send):
        """Yield (reader, URL, tokens) for each response that shows what is not for this reader."""
        client = self.reader(reader)
        for name, url in urls:
            response = send(client, name, url)
            text = discreet.plain(f"{response.headers}\n{response.content.decode()}")
            found = set(unread(self.world, reader, text)) - discreet.besides(reader, name)
            found -= {token for token in found if token.lower() in url}  # what was asked for is said back
            found |= set(unread(self.world, "", " ".join(META.findall(text))))
            if response.headers["Referrer-Policy"] not in {"same-origin", "no-referrer"}:
                found.add("Referrer-Policy")
            if found:
                yield reader, url, sorted(found)

    def test_no_address_shows_a_reader_what_is_not_for_them(self):
        """Check R-UNATTRIBUTED, R-WORDS-STAY, R-HARVEST-THERE and R-OPEN-TO-BE-ASKED."""
        with logged() as records:
            for reader in READERS:
                urls = [(name, url) for name in ADDRESSES for url in self.urls(name, reader)]
                assert list(self.crawl(reader, urls, lambda client, name, url: client.get(url))) == []

        said = [
            line for line in records if not unread(self.world, "", line.partition("/")[2].partition(" ")[0])
        ]
        assert len(said) > 100
        assert unread(self.world, "", "\n".join(said)) == []

    def test_no_refused_form_shows_it_either(self):
        def send(client, name, url):
            return client.post(url, REFUSALS[name].fields)

        of_spaces = [name for name, refusal in REFUSALS.items() if not refusal.arguments]
        for reader in ("stranger", "away", "organizer", "moderator"):
            urls = [(name, url) for name in of_spaces for url in self.urls(name, reader)]
            assert list(self.crawl(reader, urls, send)) == []

    def test_the_administration_shows_neither(self):
        client = self.reader("staff")
        for url in self.administration():
            text = discreet.plain(client.get(url).content.decode()).replace(COMMON, "")
            assert unread(self.world, "staff", text) == [], url

    def administration(self):
        for model in admin.site._registry:
            if model._meta.label not in discreet.ADMIN_OF_PEOPLE:
                place = f"admin:{model._meta.app_label}_{model._meta.model_name}"
                for query in ("", f"?q={COMMON}", "?q=nn"):
                    yield reverse(f"{place}_changelist") + query
                for row in model._default_manager.all():
                    for page in ("change", "delete", "history"):
                        yield reverse(f"{place}_{page}", args=[row.pk])


def _whole(arguments):
    """Leave out a slug that is empty: the address is reversed without words by the product alone."""
    return {name: value or "x" for name, value in arguments.items()}


for _kind in DISCREET:
    globals()[f"Crawl_{_kind}"] = type(f"Crawl_{_kind}", (OfOneKind, TestCase), {"kind": _kind})


def test_a_kind_that_keeps_words_keeps_names():
    assert DISCREET == kinds.where(words_leave=False) == kinds.where(names_authors=False)


# --- Nothing is forgotten


@pytest.fixture
def world(db):
    return discreet.World(DISCREET[0])


def test_the_space_has_a_row_of_each_model_and_a_word_in_each_column(world):
    assert [model for model in discreet.models_of_spaces() if not model._base_manager.exists()] == []
    columns = [
        f"{model._meta.label}.{name}"
        for model, name in discreet.columns_of_words()
        if not any(
            token in value
            for value in model._base_manager.values_list(name, flat=True)
            for token in world.words
        )
    ]
    assert columns == []


def test_the_space_has_all_that_addresses_name(world):
    assert addresses.world().keys() - world.rows.keys() == set()
    tokens = {name for name, entry in ADDRESSES.items() if "token" in entry.arguments(world.rows)}
    assert tokens == discreet.TOKENS.keys() | discreet.ABOUT_AN_ACCOUNT


def test_whoever_may_read_it_does(world):
    """The crawl is not silent because nothing is shown."""
    client = Client()
    client.force_login(world.people["there"])
    pages = [world.rows[name].get_absolute_url() for name in ("topic", "ahead", "held", "insight")]
    found = " ".join(discreet.plain(client.get(page).content.decode()) for page in pages).lower()

    missing = {token for token in world.words if "there" in world.words[token] and token.lower() not in found}
    assert (
        not {"Zztopiczz", "Zzreplyzz", "Zzaheadtitlezz", "Zzinsightzz", "Zzcommentzz", "Zzsummaryzz"}
        & missing
    )
