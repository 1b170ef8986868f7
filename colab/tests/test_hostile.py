"""Malformed requests are answered with a page or a 4xx, never with a server error."""

import json
import time
from base64 import urlsafe_b64encode

import pytest

from core.text import diffs
from followups.notes import insights, letters
from forums.spaces import memberships
from testing import make

pytestmark = pytest.mark.django_db
NASTY = ["a\0b", "9" * 5000, "'\"<x>%²"]


def key(value, pk=1):
    return urlsafe_b64encode(json.dumps([value, pk]).encode()).decode()


def of_library(at, kind):
    return urlsafe_b64encode(json.dumps([{"at": at}, kind, 1]).encode()).decode()


MOMENTS = ["9999-12-31T23:59:59-23:59", "0001-01-01T00:00:00+00:00", "2026-01-01T00:00:00+00:00", "x"]
LIBRARY = ["shelf", "q", "tag", "space", "topic", "language", "kind"]
KEYS = [key(1e400), key(float("nan")), key("9999-12-31T23:59:59-23:59"), key("0001-01-01T00:00:00+23:59")]
KEYS += [key("2026-01-01T00:00:00+00:00"), key(5.5, 10**20), key({}), key("\0"), "garbage", "\0"]
ASKED = {
    "/forums/": [{"after": one, "order": order} for one in KEYS for order in ("", "popular", "relevant")],
    "/co-labs/": [{"after": one} for one in KEYS],
    "/moderation/": [{"before": one} for one in KEYS],
    "/moderation/recent/": [{"before": one} for one in KEYS],
    "/people/": [{"q": one, "region": one, "after": one, "pk": "1"} for one in NASTY],
    "/search/": [{"q": one, "forum": one, "kind": one, "after": one} for one in NASTY],
    "/library/": [
        *({"after": one} for one in KEYS),
        *({"after": of_library(at, kind)} for at in MOMENTS for kind in ("note", "zz", "\0", 5)),
        *({name: one} for name in LIBRARY for one in NASTY),
    ],
    "/library/feed.atom": [{name: one} for name in LIBRARY for one in NASTY],
    "/topics/similar/": [{"title": one} for one in NASTY],
    "/topics/tags/": [{"tags": one} for one in NASTY],
    "/clock/places/": [{"zone": one} for one in NASTY],
    "/clock/moved/": [{"zone": one} for one in NASTY],
    "/topics/{topic}/{slug}/": [{"at": one} for one in NASTY],
    "/topics/{topic}/reply/": [{"quote": one} for one in NASTY],
    "/topics/{topic}/reply/people/": [{"q": one} for one in NASTY],
    "/forums/{forum}/new/people/": [{"q": one} for one in NASTY],
    "/posts/{post}/history/": [{"after": one, "before": one} for one in KEYS],
    "/topics/{topic}/nominate/": [{"post": one} for one in NASTY],
    "/co-labs/declare/{topic}/": [{"follows": one} for one in [*NASTY, "9" * 20]],
    "/forums/{forum}/new/": [{"title": one, "text": one, "tags": one} for one in NASTY],
    "/tags/a%00b/": [{}],
}


@pytest.mark.parametrize("address", ASKED)
def test_no_question_breaks_a_page(client, address):
    person = make.participant(is_organizer=True, is_moderator=True)
    topic = make.topic(author=person)
    client.force_login(person)
    client.raise_request_exception = False
    names = {"forum": topic.forum.slug, "topic": topic.pk, "slug": topic.slug, "post": topic.posts.get().pk}

    answers = [(client.get(address.format(**names), asked), asked) for asked in ASKED[address]]

    assert [str(asked)[:80] for answer, asked in answers if answer.status_code >= 500] == []


def test_a_bare_word_is_no_way_back(client):
    topic = make.topic()
    client.force_login(make.participant())

    answer = client.post(f"/topics/{topic.pk}/withdraw/", {"next": "nowhere"})

    assert answer["Location"] == topic.get_absolute_url()


def test_the_same_word_over_and_over_does_not_hold_up_the_history():
    before, after = "a " * 15_000, "b " + "a " * 7_000 + "c " + "a " * 7_000 + "d"
    began = time.process_time()

    steps = diffs.between(before, after)

    assert time.process_time() - began < 5
    assert "".join(text for kind, text in steps if kind != "added") == before
    assert "".join(text for kind, text in steps if kind != "removed") == after


def test_tags_of_a_private_forum_are_not_known_elsewhere(client):
    private = make.forum(is_public=False)
    make.topic(forum=private, tags=["secret merger"])
    inside, outside = make.participant(), make.participant()
    make.membership(private, inside)

    def seen(person):
        client.force_login(person)
        offered = client.get("/topics/tags/", {"tags": "secr"}).content
        return b"secret merger" in offered, client.get("/tags/secret-merger/").status_code

    assert (seen(inside), seen(outside)) == ((True, 200), (False, 404))


def test_mails_from_a_private_forum_end_with_the_membership():
    forum, person = make.forum(is_public=False), make.participant()
    make.membership(forum, person)
    held = make.held_colab(people=[person], topic=make.topic(forum=forum))
    insight = insights.write(held, person, "One form for all.")
    insights.comment(insight, make.participant(), "How?")
    message = person.messages.get(kind="insight-comment")
    assert letters.insight_comment(message)

    memberships.leave(forum, person)

    assert letters.insight_comment(message) is None
