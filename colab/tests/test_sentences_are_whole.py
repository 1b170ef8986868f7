"""No layout tears a sentence apart (R-WHOLE-SENTENCES): every page in a browser."""

import pytest

from colab.tests.addresses import world
from colab.tests.test_barriers import cookies, pages
from followups.harvest import harvest
from followups.notes import comments, insights
from followups.requests import requests
from forums.candidates import nominations
from forums.topics import posts, watches
from testing import make, torn

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def lived_in(rows):
    """What else stands in rows of facts: changes, watches, reasons, a move, a follow-up, what was held."""
    member = rows["member"]
    insights.edit(rows["insight"], "Two forms for all.")
    comments.edit(rows["comment"], "We use two.")
    posts.edit(rows["post"], member, "How do all of you do it?")
    watches.watch(member, topic=rows["topic"])
    nominations.nominate(rows["topic"], make.participant(organization="City"), reason="It is urgent.")
    requests.ask(rows["held"], member, "There is more.")
    harvest.record(rows["held"], rows["organizer"], summary="One form.")
    start = rows["ahead"].starts_at
    rows["ahead"].moves.create(from_start=start, to_start=start, reason="Snow.")
    return rows


def test_no_page_tears_a_sentence_apart(page, live_server):
    rows, complaints = lived_in(world()), []
    for address, reader in pages(rows):
        page.context.clear_cookies()
        page.context.add_cookies(cookies(rows.get(reader), "en", live_server.url))
        page.goto(live_server.url + address)
        complaints += [(address, sentence) for sentence in torn.found(page)]

    assert complaints == []


@pytest.mark.parametrize(
    ("html", "is_torn"),
    [
        ('<p style="display: flex">It starts <time>at nine</time>.</p>', True),
        ('<p style="display: flex"><span>It starts <time>at nine</time>.</span></p>', False),
        ("<p>It starts <time>at nine</time>.</p>", False),
        ('<a style="display: inline-flex"><svg></svg>Enter</a>', False),
        ('<li style="display: grid">Moved from <b>nine</b> to <b>ten</b></li>', True),
    ],
)
def test_a_torn_sentence_is_found(page, html, is_torn):
    page.set_content(html)

    assert bool(torn.found(page)) == is_torn
