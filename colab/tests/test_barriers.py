"""R-NO-BARRIERS: every page in a browser, as in `bench/barriers.py`, each in one combination of settings.

Axe, complaints of the browser, requests to other hosts, overflow, and a walk by keyboard (wide pages only).
Languages, colours and widths take turns.
"""

from itertools import cycle, product

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from colab.tests.addresses import ADDRESSES, READERS, world
from colab.tests.wide import wide_words
from core.text import languages
from testing import barriers
from testing.keyboard import Keyboard

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

LOOKS = list(product(["en", "fr", "es"], ["light", "dark"], [360, 1280]))
NOT_PAGES = {"healthz", "robots", "participants:export", "forums:similar", "forums:suggest_tags"}
NOT_PAGES |= {"forums:people_for_new", "forums:people_for_reply"}
NOT_PAGES |= {"mailing:postbox", "timezones:places", "participants:new_zone", "mail"}
NOT_PAGES |= {"followups:harvest_markdown", "learning:note_markdown", "learning:output_markdown"}
NOT_PAGES |= {"network:map_csv", "learning:story_markdown", "events:picture"}
NOT_PAGES |= {"learning:value_csv", "learning:csv_of_space"}
NOT_PAGES |= {f"learning:monthly_markdown_of_{place}" for place in ("site", "space")}
NOT_PAGES |= {f"learning:picture_of_{name}" for name in ("harvest", "output", "story", "monthly")}
WIDEST = """
  [...document.querySelectorAll("main *, header *, footer *")]
    .filter((one) => one.getBoundingClientRect().right > innerWidth)
    .slice(0, 6).map((one) => one.outerHTML.slice(0, 120))
"""
OF_ALLAUTH = ["account_login", "account_signup", "account_reset_password", "account_request_login_code"]


def readers_of(name):
    """Return a list of the one reader who sees most of a page; of None where nobody gets one."""
    answers = dict(zip(READERS, ADDRESSES[name].answers, strict=True))
    welcome = [reader for reader, answer in answers.items() if answer == 200]
    return ("organizer" if "organizer" in welcome else welcome[0]) if welcome else None


def pages(rows):
    for name, entry in ADDRESSES.items():
        reader = readers_of(name)
        address = reverse(name, kwargs=entry.arguments(rows))
        if reader and name not in NOT_PAGES and not address.endswith((".ics", ".atom")):
            yield address + entry.query, reader
    yield from ((reverse(name), "visitor") for name in OF_ALLAUTH)
    yield "/", "visitor"


def cookies(person, language, site):
    kept = {settings.LANGUAGE_COOKIE_NAME: language}
    if person:
        type(person).objects.filter(pk=person.pk).update(language=language)
        client = Client()
        client.force_login(person)
        kept |= {"sessionid": client.cookies["sessionid"].value}
    return [{"name": name, "value": value, "url": site} for name, value in kept.items()]


def test_no_page_has_a_barrier_complains_overflows_or_leaves_tab_out(page, live_server):
    rows, looks, complaints, opened = world(), cycle(LOOKS), [], 0
    listener, keyboard = barriers.Listener(page, live_server.url), Keyboard(page)
    for address, reader in pages(rows):
        language, scheme, width = next(looks)
        page.context.clear_cookies()
        page.context.add_cookies(cookies(rows.get(reader), language, live_server.url))
        with listener.listening() as browser_complaints:
            assert page.goto(live_server.url + address).status == 200, address
            found = barriers.found(page, scheme=scheme, width=width)
            found += walked_past(keyboard)
        opened += page.locator("html").get_attribute("lang") == languages.tag(language)
        complaints += [(address, reader, language, complaint) for complaint in found + browser_complaints]

    assert complaints == []
    assert opened == len(list(pages(rows)))


def walked_past(keyboard):
    keyboard.page.set_viewport_size({"width": 1280, "height": 720})
    return [f"Tab leaves out {control}" for control in keyboard.walks_past()]


def test_no_page_is_wider_than_its_window_whatever_people_write(page, live_server):
    """Check R-WITHIN-THE-WINDOW: long words, addresses, code and tables, on every page."""
    rows, languages, wide = world(), cycle(["en", "fr", "es"]), []
    wide_words()
    page.set_viewport_size({"width": 320, "height": 800})
    for address, reader in pages(rows):
        language = next(languages)
        page.context.clear_cookies()
        page.context.add_cookies(cookies(rows.get(reader), language, live_server.url))
        page.goto(live_server.url + address)
        page.evaluate("document.querySelectorAll('details:not(.menu)').forEach(one => { one.open = true; })")
        width = page.evaluate("document.scrollingElement.scrollWidth")
        wide += [(address, reader, language, width, page.evaluate(WIDEST))] if width > 320 else []

    assert wide == []


@pytest.mark.parametrize("width", [360, 1280])
def test_a_page_that_is_not_there_has_no_barriers(page, live_server, width):
    page.goto(live_server.url + "/no-such-page/")

    assert barriers.found(page, width=width) == []
