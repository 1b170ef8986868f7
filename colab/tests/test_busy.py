"""Whatever locks rows, while somebody else has one of them (R-BUSY): it is said, and nothing is half done."""

from dataclasses import dataclass, field
from types import SimpleNamespace

import pytest
from django.conf import settings
from django.db import connection, connections, transaction
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from core.web.refusals import Refused
from events.registration import seats
from followups.notes import insights
from forums.candidates import nominations
from forums.spaces import memberships
from testing import make
from testing.busy import PATIENCE, held
from testing.queries import everything

pytestmark = pytest.mark.django_db(transaction=True)
TRY_AGAIN = "Many people are doing this at the moment. Please try again."
BUSY_PAGE = "We are busy right now"


@dataclass(frozen=True)
class Deed:
    """What is posted to an address, and which row somebody else has meanwhile."""

    person: str
    address: str
    keys: tuple
    row: str
    data: dict = field(default_factory=dict)
    shown: str = TRY_AGAIN  # or BUSY_PAGE, with status 503


def plan(**changes):
    fields = {"title": "A title", "question": "A question?", "chosen_for": "popularity", "minutes": 60}
    fields |= {"chosen_because": "Many want it.", "capacity": 5, "room_url": "https://meet.example.org/a"}
    return fields | changes


TEXT = {"text": "Words that stay in the form."}
NOTE = TEXT | {"kind": "insight", "audience": "readers"}
NOTICES = {"digest": "daily", "announced": "now", "mention": "now", "reply": "digest", "wrap-up": "off"}
NOTICES |= dict.fromkeys(["announced-my-topic", "announced-watched", "announced-in-space"], "now")
NOTICES |= dict.fromkeys(["reminder-day", "reminder-hour", "insight-comment", "follow-up-announced"], "off")
NOTICES |= dict.fromkeys(["open-ends", "step-asked", "introduction-asked", "principles-proposed"], "off")
NOTICES |= dict.fromkeys(["principles-concern", "principles-settled"], "off")
NOTICES |= dict.fromkeys(["statement-proposed", "statement-settled"], "off")
NOTICES |= dict.fromkeys(["trial-offered", "trial-taken-up", "output-used"], "off")
NOTICES |= dict.fromkeys(["one-month", "story-asked", "digest-published"], "off")
DEEDS = {
    # whoever registers
    "register": Deed("guest", "events:register", ("ahead",), "ahead", {"intention": "listen"}),
    "change": Deed("member", "events:change", ("ahead",), "ahead", {"intention": "listen"}),
    "leave a seat": Deed("member", "events:leave", ("ahead",), "ahead"),
    "claim a seat": Deed("member", "events:claim", ("ahead",), "ahead"),
    # its organizer
    "call off": Deed("organizer", "events:call_off", ("ahead",), "ahead", {"reason": "Snow."}),
    "call off, the topic": Deed("organizer", "events:call_off", ("ahead",), "topic", {"reason": "Snow."}),
    "edit": Deed("organizer", "events:edit", ("ahead",), "ahead", plan()),
    "edit, the topic": Deed("organizer", "events:edit", ("ahead",), "topic", plan()),
    "plan": Deed(
        "organizer", "events:plan", ("ahead",), "ahead", {"method_1": "talk", "minutes_1": 9, "place_1": 1}
    ),
    "run sheet": Deed("organizer", "events:choose_sheet", ("ahead",), "ahead", {"sheet": "hatch"}),
    "seats": Deed("organizer", "events:seats", ("ahead",), "ahead", {"seats": 4}),
    "remove": Deed("organizer", "events:remove", ("ahead", "member"), "ahead"),
    "allow": Deed("organizer", "events:allow", ("ahead", "member"), "ahead"),
    "keep the room": Deed("organizer", "events:keep_room", ("ahead",), "ahead"),
    "hand over": Deed(
        "organizer",
        "events:hand_over",
        ("ahead",),
        "ahead",
        {"person": "other", "other": "helper@example.org", "role": "co_organizer"},
    ),
    "take back what was offered": Deed("organizer", "events:take_back_offer", ("offer",), "ahead"),
    "end sharing": Deed("organizer", "events:end_sharing", ("ahead",), "ahead"),
    "accept a role": Deed("helper", "events:accept_offer", ("offer",), "ahead"),
    "decline a role": Deed("helper", "events:decline_offer", ("offer",), "ahead"),
    "announce": Deed("organizer", "events:announce", ("draft",), "draft"),
    "discard": Deed("organizer", "events:discard", ("draft",), "draft"),
    "attendance": Deed(
        "organizer", "events:attendance", ("held",), "held", {"member": "absent", "organizer": "came"}
    ),
    # whoever leaves
    "leave a space": Deed("member", "forums:leave", ("forum",), "ahead", shown=BUSY_PAGE),
    "take a role of a space": Deed("member", "forums:take_role", ("forum", "role"), "membership"),
    "erase, a co-lab": Deed("member", "participants:erase", (), "ahead", {"address": "member@example.org"}),
    "erase, a topic": Deed("member", "participants:erase", (), "wanted", {"address": "member@example.org"}),
    "erase, the person": Deed(
        "member", "participants:erase", (), "member", {"address": "member@example.org"}
    ),
    # afterwards
    "harvest": Deed("organizer", "followups:harvest", ("held",), "held", {"summary": "What came out."}),
    "draft of a harvest": Deed(
        "organizer", "followups:keep_harvest", ("held",), "held", {"summary": "We met."}
    ),
    "insight": Deed("member", "followups:write_insight", ("held",), "held", NOTE),
    "answer": Deed("guest", "followups:comment", ("insight",), "insight", TEXT),
    "pick": Deed("member", "network:pick", ("held", "organizer"), "held", {"reason": "information"}),
    "reflection": Deed(
        "member",
        "learning:reflect",
        ("held",),
        "held",
        {"q1": TEXT["text"], "named": "yes", "language": "en"},
    ),
    "publish a digest": Deed(
        "organizer", "learning:publish_monthly", ("monthly",), "monthly", shown=BUSY_PAGE
    ),
    "unpick": Deed("member", "network:unpick", ("held", "organizer"), "held", shown=BUSY_PAGE),
    # in forums
    "reply": Deed("guest", "forums:reply", ("topic",), "topic", TEXT),
    "suggest": Deed("guest", "forums:nominate", ("topic",), "topic", {"intention": "share"}),
    "take back": Deed("member", "forums:withdraw", ("wanted",), "wanted", shown=BUSY_PAGE),
    "edit a post": Deed("member", "forums:edit_post", ("post",), "topic", TEXT),
    "edit a post itself": Deed("member", "forums:edit_post", ("post",), "post", TEXT),
    "new topic": Deed(
        "member", "forums:new_topic", ("forum",), "member", TEXT | {"title": "A question", "language": "en"}
    ),
    "hide a post": Deed("moderator", "forums:hide_post", ("post",), "topic", {"reason": "Spam."}),
    "close": Deed("moderator", "forums:close", ("topic",), "topic", shown=BUSY_PAGE),
    "hide a topic": Deed(
        "moderator", "forums:hide_topic", ("topic",), "topic", {"reason": "Spam."}, BUSY_PAGE
    ),
    # the account
    "notices": Deed("member", "mailing:notices", (), "member", NOTICES, BUSY_PAGE),
    "another zone": Deed(
        "member", "participants:new_zone", (), "member", {"zone": "America/Denver"}, BUSY_PAGE
    ),
}


@pytest.fixture
def world():
    people = {
        "member": make.participant("Member", email="member@example.org"),
        "guest": make.participant("Guest"),
        "organizer": make.organizer("Olga"),
        "moderator": make.moderator("Mo"),
        "helper": make.organizer("Hal", email="helper@example.org"),
    }
    forum = make.forum(is_public=False)
    memberships = {name: make.membership(forum, person) for name, person in people.items()}
    topic = make.topic(forum=forum, author=people["guest"])
    wanted = make.topic(forum=forum, author=people["guest"])
    nominations.nominate(wanted, people["member"])
    ahead = make.colab(topic=topic, organizer=people["organizer"])
    seats.join(ahead, people["member"])
    draft = make.colab(topic=wanted, organizer=people["organizer"], state="draft", **REASONS)
    held_one = make.held_colab(
        topic=make.topic(forum=forum), organizer=people["organizer"], people=[people["member"]]
    )
    return people | {
        "forum": forum,
        "membership": memberships["member"],
        "role": SimpleNamespace(pk="keeper"),
        "topic": topic,
        "wanted": wanted,
        "post": make.post(topic, author=people["member"]),
        "ahead": ahead,
        "offer": make.role_offer(ahead, people["helper"], "organizer"),
        "draft": draft,
        "held": held_one,
        "monthly": make.monthly(None, people["organizer"], is_published=False),
        "insight": insights.write(held_one, people["member"], "A window for walk-ins."),
    }


REASONS = {"unfriendly_reason": "No other hour.", "notice_reason": "It is urgent."}


def posted(client, world, deed, **options):
    keys = [world[name].slug if name == "forum" else world[name].pk for name in deed.keys]
    people = {"member", "organizer"}  # the names of fields about them are their keys
    data = {str(world[name].pk) if name in people else name: value for name, value in deed.data.items()}
    return client.post(reverse(deed.address, args=keys), data, **options)


def signed_in(client, person):
    client.force_login(person)
    session = client.session
    session["account_authentication_methods"] = [{"method": "password", "at": timezone.now().timestamp()}]
    session.save()


@pytest.mark.parametrize("name", DEEDS)
def test_it_is_said_and_nothing_is_half_done(name, world, client):
    deed = DEEDS[name]
    signed_in(client, world[deed.person])
    before = everything()

    with held(world[deed.row]):
        response = posted(client, world, deed, follow=True)

    assert everything() == before
    assert deed.shown in response.content.decode()
    answer = response.redirect_chain[0][1] if response.redirect_chain else response.status_code
    assert answer in ({503} if deed.shown == BUSY_PAGE else {302, 422})
    assert all(value in response.content.decode() for value in deed.data.values() if value == TEXT["text"])


@pytest.mark.parametrize("name", DEEDS)
def test_rows_are_locked_in_one_order(name, world, client):
    """Check R-LOCK-ORDER: a table that comes later is never locked before one that comes earlier."""
    deed = DEEDS[name]
    signed_in(client, world[deed.person])

    with locks() as tables:
        response = posted(client, world, deed)

    assert response.status_code == 302
    assert tables == sorted(tables, key=ORDER.index)
    assert tables


# --- R-LOCK-ORDER: what is locked, in the order of the first time

ORDER = settings.LOCK_ORDER


class locks:
    """Yield the tables of which rows are locked within the block, except its own: those that it has made."""

    def __enter__(self):
        self.tables, self.own = [], set()
        self.wrapper = connection.execute_wrapper(self)
        self.wrapper.__enter__()
        return self.tables

    def __exit__(self, *failure):
        self.wrapper.__exit__(*failure)

    def __call__(self, execute, sql, params, many, context):
        table = self._table(sql)
        if sql.startswith("INSERT"):
            self.own.add(table)
        elif sql.startswith(("UPDATE", "DELETE")) or "FOR NO KEY UPDATE" in sql or "FOR UPDATE" in sql:
            self._lock(table)
        if "FOR UPDATE" in sql:
            assert table not in ORDER, sql  # FOR NO KEY UPDATE: a message to a person needs not wait
        return execute(sql, params, many, context)

    def _lock(self, table):
        if table in ORDER and table not in {*self.tables, *self.own}:
            self.tables.append(table)

    @staticmethod
    def _table(sql):
        after = {"INSERT": "INTO", "UPDATE": "UPDATE"}.get(sql.split()[0], "FROM")
        return sql.partition(f"{after} ")[2].split()[0].strip('"') if f"{after} " in sql else ""


# --- The middleware: what no view has caught


def test_the_busy_page_says_when_to_come_back(world, client):
    client.force_login(world["member"])

    with held(world["ahead"]):
        response = posted(client, world, DEEDS["leave a space"])

    assert response.status_code == 503
    assert response.headers["Retry-After"] == "5"
    assert "no-store" in response.headers["Cache-Control"]
    assert not response.context["messages"]


def test_htmx_gets_the_sentence_above_the_page(world, client):
    client.force_login(world["member"])

    with held(world["wanted"]):
        response = posted(client, world, DEEDS["take back"], headers={"HX-Request": "true"})

    assert (response.status_code, response.headers["Retry-After"]) == (503, "5")
    assert (response.headers["HX-Retarget"], response.headers["HX-Reswap"]) == ("#messages", "outerHTML")
    assert response.content.decode().strip().startswith('<div id="messages">')
    assert TRY_AGAIN in response.content.decode()


@pytest.mark.parametrize("error", ["LockNotAvailable", "DeadlockDetected", "SerializationFailure"])
def test_what_was_held_up_once_is_tried_once_more(error, world, client, monkeypatch):
    client.force_login(world["member"])
    leave, tries = memberships.leave, []

    def held_up_once(forum, person):
        tries.append(forum)
        if len(tries) == 1:
            raise_in_postgresql(error)
        leave(forum, person)

    monkeypatch.setattr(memberships, "leave", held_up_once)
    response = posted(client, world, DEEDS["leave a space"])

    assert response.status_code == 302
    assert len(tries) == 2
    assert not world["forum"].memberships.filter(participant=world["member"]).exists()


def test_what_took_too_long_is_not_tried_again(world, client, monkeypatch):
    client.force_login(world["member"])
    tries = []

    def slow(forum, person):
        tries.append(forum)
        raise_in_postgresql("QueryCanceled")

    monkeypatch.setattr(memberships, "leave", slow)

    assert posted(client, world, DEEDS["leave a space"]).status_code == 503
    assert len(tries) == 1


def raise_in_postgresql(error):
    codes = {"LockNotAvailable": "55P03", "DeadlockDetected": "40P01"}
    codes |= {"SerializationFailure": "40001", "QueryCanceled": "57014"}
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"DO $$ BEGIN RAISE EXCEPTION 'no' USING ERRCODE = '{codes[error]}'; END $$")


def test_a_refusal_that_no_view_has_caught_is_a_page_with_its_status(world, client, monkeypatch):
    class TooMany(Refused):
        status, retry_after = 429, 90.5

    def refuse(forum, person):
        raise TooMany("Ten are enough for today.")

    monkeypatch.setattr(memberships, "leave", refuse)
    client.force_login(world["member"])

    response = posted(client, world, DEEDS["leave a space"])

    assert (response.status_code, response.headers["Retry-After"]) == (429, "91")
    assert "Ten are enough for today." in response.content.decode()


def test_other_errors_are_errors(world, client, monkeypatch):
    def fail(forum, person):
        raise ZeroDivisionError

    monkeypatch.setattr(memberships, "leave", fail)
    client.force_login(world["member"])

    with pytest.raises(ZeroDivisionError):
        posted(client, world, DEEDS["leave a space"])


@pytest.mark.browser
def test_in_a_browser_the_sentence_stands_above_the_page_and_the_rest_stays(
    world, client, page, live_server, monkeypatch
):
    topic = world["wanted"]
    monkeypatch.setitem(connections.settings["default"]["OPTIONS"], "options", f"-c lock_timeout={PATIENCE}")
    client.force_login(world["member"])
    session = {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}
    page.context.add_cookies([session])
    page.goto(live_server.url + topic.get_absolute_url())

    with held(topic):
        page.get_by_role("button", name="Take my suggestion back").click()
        expect(page.locator("#messages")).to_contain_text(TRY_AGAIN)

    expect(page.get_by_role("button", name="Take my suggestion back")).to_be_focused()
    page.get_by_role("button", name="Take my suggestion back").click()
    expect(page.locator("#messages")).to_contain_text("Your suggestion is taken back.")
