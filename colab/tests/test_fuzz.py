"""Whatever is sent, to every address: an answer, or a refusal with a sentence (R-READABLE-INPUT).

What is refused leaves the database as it was. Each form meets each value in each field, by somebody who may
post it; the other readers meet its address in `test_every_page`.
"""

from datetime import date, timedelta
from urllib.parse import quote, urlencode

import pytest
from django.conf import settings as site
from django.contrib import admin
from django.test import Client, TestCase, override_settings
from django.urls import get_resolver, reverse
from hypothesis import given, seed
from hypothesis import settings as tried_out
from hypothesis import strategies as some

from colab.tests.addresses import ADDRESSES, READERS, world
from colab.tests.refusals import REFUSALS, send
from core.web import readable_input
from testing import make
from testing.queries import WRITES, everything, recorded, undone

TOKEN = "t" * 32
FORM = "application/x-www-form-urlencoded"
VALUES = [  # as they stand in a query or a form
    "a%00b",
    "a%ff%ed%a0%80b",  # no UTF-8: a stray byte, half a surrogate pair
    quote("a\b\x1b\x7f\x85\u2028\u202e\u2066\u200bb\r\nX: y '\"<x>%s{0}{{ x }}²"),
    "true&=-1",  # the field comes twice
    "1" + "0" * 30,
    "9" * 5_000,
    "NaN",
    quote("٣"),
    "0001-01-01",
    "9999-12-31",
    "24:00",
    quote("//evil.example/x", safe=""),
    quote("http://[", safe=""),
]
HOSTILE = some.sampled_from(VALUES) | some.text().map(quote)
LONG = "a" * 10**6
LISTS = ["after", "before", "order"]
ASKED = {
    "search": ["q", "forum", "kind", "after"],
    "forums:index": LISTS,
    "forums:forum": LISTS,
    "forums:tag": LISTS,
    "forums:candidates": LISTS,
    "forums:topic": ["at"],
    "forums:reply": ["quote"],
    "forums:new_topic": ["title", "text", "tags"],
    "forums:nominate": ["post"],
    "forums:people_for_new": ["q"],
    "forums:people_for_reply": ["q"],
    "forums:similar": ["title"],
    "forums:suggest_tags": ["tags"],
    "events:index": ["after", "before"],
    "events:past": ["space", "after", "before"],
    "events:declare": ["follows"],
    "learning:library": ["shelf", "q", "tag", "space", "topic", "language", "kind", "after"],
    "learning:atom": ["shelf", "q", "tag", "space", "topic", "language", "kind"],
    "learning:begin_experiment": ["follows", "colab"],
    "learning:experiments": ["space", "after", "before"],
    "learning:outputs": ["space", "after", "before"],
    "learning:monthly": ["after", "before"],
    "learning:monthly_atom": ["language"],
    "learning:monthly_in_space": ["after", "before"],
    "learning:monthly_of_site": ["language"],
    "learning:monthly_of_space": ["language"],
    "learning:monthly_markdown_of_site": ["language"],
    "learning:monthly_markdown_of_space": ["language"],
    "learning:write_monthly": ["month"],
    "learning:write_monthly_in_space": ["month"],
    "learning:challenges": ["stage", "after", "before"],
    "learning:challenges_of_space": ["stage", "after", "before"],
    "learning:value": ["month"],
    "learning:value_csv": ["month"],
    "learning:value_of_space": ["month"],
    "learning:csv_of_space": ["month"],
    "learning:new_output": ["colab"],
    "events:taken": ["shown"],
    "events:hour_now": ["seen"],
    "moderation:queue": ["after", "before"],
    "moderation:hidden": ["after", "before"],
    "moderation:recent": ["after", "before"],
    "participants:people": ["q", "region", "after", "before"],
    "participants:unclaimed": ["q", "after"],
    "participants:clock": ["next"],
    "participants:new_zone": ["zone"],
    "timezones:places": ["zone"],
    "mailing:postbox": ["to"],
}
MAY_ASK = {"events": "organizer", "moderation": "moderator", "participants": "staff"}
BESIDES = ["next", "start", "week", "then", "zone-chosen", "zone-asked"]
PLAIN = {  # no form of ours reads these
    "theme": ["theme", "next"],
    "set_language": ["language", "next"],
    "participants:new_zone": ["zone", "use", "next"],
    "events:rules": ["keep"],
    "forums:preview": ["text"],
    "forums:withdraw": ["next"],
    "followups:harvest_voice": ["agrees", "read"],
    "mailing:notices": ["reply", "next"],
}
START = {"date": (date.today() + timedelta(days=30)).isoformat(), "time": "14:00", "zone": "America/Toronto"}
REASONS = {"reason": "Snow.", "unfriendly_reason": "No other hour.", "notice_reason": "Urgent."}
PLANNED = {"title": "A title", "question": "What?", "description": "", "chosen_for": "popularity"}
PLANNED |= {
    "chosen_because": "Many want it.",
    "minutes": 60,
    "capacity": 5,
    "facilitator": "",
    "harvester": "",
}
PLANNED |= {"room_url": "https://meet.example.org/a"}
TOPIC = {"title": "A question of ours", "text": "Words.", "tags": "forms", "language": "en"}
FILLED = {  # what is taken, one field of which is spoilt
    "participants:me": {"name": "Ana", "organization": "", "region": "", "zone": "America/Toronto"}
    | {
        "language": "en",
        "about": "",
        "day_starts": "08:00",
        "day_ends": "18:00",
        "clock": "",
        "district": "",
    },
    "participants:clock": {"zone": "America/Toronto", "clock": "", "next": "/about/"},
    "forums:new_topic": TOPIC | {"nominate": "on", "intention": "share", "reason": ""},
    "forums:reply": {"text": "Words."},
    "forums:edit_post": TOPIC,
    "forums:nominate": {"intention": "share", "reason": ""},
    "forums:report": {"reason": "Spam."},
    "forums:hide_topic": {"reason": "Spam."},
    "events:edit": PLANNED,
    "events:move": START | REASONS,
    "events:call_off": {"reason": "Snow."},
    "events:seats": {"seats": "9"},
    "events:register": {"intention": "share", "bring": ""},
    "followups:write_insight": {"text": "Words.", "kind": "idea", "audience": "ten"},
    "followups:comment": {"text": "Words."},
    "followups:harvest": {"summary": "Words.", "tags": "words", "themes": "", "next_steps": ""},
    "followups:keep_harvest": {"summary": "Words.", "tags": "words", "themes": "", "next_steps": ""},
    "followups:tag_note": {"tags": "words"},
    "followups:ask": {"reason": "Once more."},
}
PATHS = [
    "0",
    "1" + "0" * 30,
    "9" * 5_000,
    "a%00b",
    "a%ff%ed%a0%80b",
    quote("a\u202e\n²", safe=""),
    "..%2f..%2fx",
]
MULTIPART = "multipart/form-data; boundary=x"
FILE = b'--x\r\nContent-Disposition: form-data; name="%s"; filename="a"\r\n\r\n\0\xff\r\n--x--\r\n'
PART = b'--x\r\nContent-Disposition: form-data; name="%s"\r\n\r\n\\ud800\\x00\r\n--x--\r\n'
BODIES = [
    ("application/json", b'{"%s": [1, null]}'),
    ("application/json", b"[" * 10_000),
    ("text/plain", b"%s=\0"),
    ("", b"%s=1"),
    ("nonsense; charset", b"%s=1"),
    (f"{FORM}; charset=utf-16", b"%s=1"),
    (MULTIPART, FILE),
    (MULTIPART, FILE[:60]),
    ("multipart/form-data", PART),
    (f"{MULTIPART}; charset=unicode_escape", PART),
    (f"{MULTIPART}; charset=hex", PART),
    (FORM, b"&".join(b"%d=1" % number for number in range(1_001))),
]
HEADERS = [
    {"HX-Request": "true", "HX-Current-URL": "http://[", "HX-Target": "\x01"},
    {"HX-Request": "true", "HX-Current-URL": "//evil.example", "HX-Boosted": "true"},
    {"Cookie": r'sessionid="\000\000aaaaaaaa"; csrftoken="\000"; zone="\000"; theme="\000"; language="\000"'},
    {"Cookie": r'messages="\000"; zone="../../etc/passwd"; clock=x; language="x"'},
    {"Accept-Language": "a" * 5_000, "If-Modified-Since": "Mon, 01 Jan 0001 00:00:00 GMT"},
    {"If-None-Match": '"\x01', "If-Modified-Since": "Fri, 31 Dec 9999 23:59:60 GMT", "Range": "bytes=9-1"},
    {"Content-Length": "x", "X-Forwarded-For": "a\tb", "Referer": "http://["},
    {"Content-Type": "text/plain; charset=unicode_escape"},
    {"Content-Type": "text/plain; charset=rot13"},
]
METHODS = ["HEAD", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE"]


def of(fields, turn):
    """Return fields with a value each, another one at each turn."""
    values = [VALUES[(turn + n) % len(VALUES)] for n in range(len(fields))]
    return "&".join(pair(field, value) for field, value in zip(fields, values, strict=True))


def pair(field, value):
    return f"{field}={value.replace('&=', f'&{field}=')}"


def written():
    """Return a digest of each table, except of the numbers of what was tried (R-LIMITS)."""
    return everything() | {"participants_limitcount": ""}


@override_settings(DEMONSTRATION=True)
class Anything(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.rows = world()

    def setUp(self):
        self.clients = {reader: self.client_of(reader) for reader in READERS}
        self.before, self.broken = written(), []

    def client_of(self, reader):
        """Return one that checks forms against forgery: this is where Django reads them first."""
        client = Client(raise_request_exception=False, enforce_csrf_checks=True)
        client.handler = readable_input.without_odd_charsets(client.handler)  # as `colab.wsgi` does
        if reader != "visitor":
            client.force_login(self.rows[reader])
        client.cookies[site.CSRF_COOKIE_NAME] = TOKEN
        return client

    def tearDown(self):
        assert self.broken == []

    def path(self, name):
        entry = REFUSALS.get(name)
        return reverse(name, kwargs=((entry and entry.arguments) or ADDRESSES[name].arguments)(self.rows))

    def sent(self, reader, method, path, body="", content_type=FORM, **headers):
        with undone(), recorded() as queries:
            answer = self.clients[reader].generic(
                method, path, body, content_type, headers={"X-CSRFToken": TOKEN} | headers
            )
            wrote = any(WRITES.search(sql) for sql in queries)
            if problem := self.problem(answer, wrote and method != "HEAD"):
                self.broken.append(
                    (problem, method, path[:80], reader, str(body)[:200], content_type, headers)
                )

    def problem(self, answer, wrote):
        if answer.status_code >= 500:
            return repr(answer.exc_info[1])[:150] if answer.exc_info else answer.status_code
        if answer.status_code < 400 or answer.status_code == 405:
            return ""
        if wrote and written() != self.before:
            return "refused, and yet something changed"
        return "" if answer.content.strip() or answer.request["REQUEST_METHOD"] == "HEAD" else "no sentence"


class Forms(Anything):
    @classmethod
    def setUpTestData(cls):
        super().setUpTestData()
        cls.forms = [(name, "organizer", fields) for name, fields in PLAIN.items()]
        cls.forms += [(name, one.by or "visitor", cls.fields(name)) for name, one in REFUSALS.items()]

    @classmethod
    def fields(cls, name):
        with undone():
            form = send(Client(), name, cls.rows).context["form"]
        return list(dict.fromkeys([*form.fields, *REFUSALS[name].fields, *BESIDES]))

    def test_each_value_in_each_field(self):
        for name, reader, fields in self.forms:
            for turn in range(len(VALUES)):
                self.sent(reader, "POST", self.path(name), of(fields, turn))

    def test_a_million_letters(self):
        for turn, (name, reader, fields) in enumerate(self.forms):
            self.sent(reader, "POST", self.path(name), pair(fields[turn % len(fields)], LONG))
        self.sent(reader, "POST", self.path(name), "&".join(pair(field, LONG) for field in fields))

    def test_bodies_that_are_no_form(self):
        for turn, (name, reader, fields) in enumerate(self.forms):
            for n in range(turn, turn + len(BODIES), 4):
                content_type, body = BODIES[n % len(BODIES)]
                field = fields[turn % len(fields)].encode()
                self.sent(reader, "POST", self.path(name), body.replace(b"%s", field), content_type)

    def test_one_value_in_a_form_that_is_right_otherwise(self):
        @seed(2026)
        @tried_out(max_examples=60, deadline=None, database=None)
        @given(some.sampled_from(sorted(FILLED)), some.integers(0, 20), HOSTILE)
        def each(name, place, value):
            filled = {field: quote(str(text)) for field, text in FILLED[name].items()}
            field = list(filled)[place % len(filled)]
            body = "&".join(pair(*one) for one in (filled | {field: value}).items())
            self.sent(REFUSALS[name].by or "visitor", "POST", self.path(name), body)

        each()

    def test_what_is_right_is_taken(self):
        for name, filled in FILLED.items():
            with undone():
                assert send(Client(), name, self.rows, filled).status_code == 302, name


class Queries(Anything):
    def test_each_value_in_each_query(self):
        for name, fields in ASKED.items():
            reader = MAY_ASK.get(name.partition(":")[0], "member")
            reader = "visitor" if name in {"participants:clock", "search"} else reader
            for turn in range(len(VALUES)):
                self.sent(reader, "GET", f"{self.path(name)}?{of(fields, turn)}")

    def test_a_million_letters(self):
        for name, fields in ASKED.items():
            self.sent("staff", "GET", f"{self.path(name)}?{fields[0]}={LONG[:100_000]}")


class Addresses(Anything):
    def test_keys_and_names_that_nothing_has(self):
        for place, (name, entry) in enumerate(ADDRESSES.items()):
            given = entry.arguments(self.rows)
            for turn, key in enumerate(given):
                for n in range(turn, len(PATHS), 2):
                    path = self.hostile(name, given, key, PATHS[n])
                    self.sent(READERS[(place + n) % 5], ("GET", "POST")[(place + n) % 2], path)

    def hostile(self, name, given, key, value):
        marks = {int: (98765432123456789, "98765432123456789"), date: (date(2098, 7, 1), "2098-07")}
        mark, shown = marks.get(type(given[key]), ("marked-as-this", "marked-as-this"))
        return reverse(name, kwargs=given | {key: mark}).replace(shown, value)

    def test_headers_and_methods(self):
        for place, name in enumerate(ADDRESSES):
            path = self.path(name) + ADDRESSES[name].query
            self.sent(READERS[place % 5], "GET", path, **HEADERS[place % len(HEADERS)])
            self.sent(READERS[(place + 1) % 5], METHODS[place % len(METHODS)], path, "x=%00")


class Accounts(Anything):
    def test_pages_of_accounts(self):
        fields = [
            "login",
            "email",
            "password",
            "password1",
            "password2",
            "oldpassword",
            "code",
            "name",
            "zone",
        ]
        fields += ["language", "next", "action_add", "action_remove", "remember", "country", "region"]
        for place, path in enumerate(self.addresses()):
            for turn in range(place % 3, len(VALUES), 3):
                reader = ("visitor", "member")[turn % 2]
                self.sent(reader, "POST", path, of(fields, turn))
                self.sent(reader, "GET", f"{path}?{of(['next', 'email'], turn)}")

    def addresses(self):
        for name, found in get_resolver().reverse_dict.lists():
            if isinstance(name, str) and name.startswith(("account_", "mfa_")):
                for possibility, *_ in found:
                    path, parameters = possibility[0]
                    yield "/" + path % dict.fromkeys(parameters, "a%00b")


class LongAddresses(Anything):
    """An address of 254 letters is as long as mail allows (RFC 5321, 4.5.3.1.3), and more is refused."""

    FIELDS = {
        "participants:invite": {"address": "", "language": "en"},
        "participants:erase": {"address": ""},
        "account_signup": FILLED["participants:me"] | {"email": "", "password1": make.PASSWORD},
        "account_login": {"login": "", "password": make.PASSWORD},
        "account_reset_password": {"email": ""},
        "account_request_login_code": {"email": ""},
        "account_email": {"email": "", "action_add": ""},
    }

    def test_long_addresses(self):
        for name, fields in self.FIELDS.items():
            path = self.path(name) if name in ADDRESSES else reverse(name)
            field = next(field for field in ("address", "email", "login") if field in fields)
            for length in (200, 254, 255, 320):
                address = long_address(length)
                for reader in ("visitor", "staff"):
                    self.sent(reader, "POST", path, urlencode(fields | {field: address}))


def long_address(length):
    """Return an address of 200 letters or more, whose parts are as long as they may be."""
    name, rest = "a" * 64, length - 64 - len("@.example")
    labels = ["d" * min(60, rest - at) for at in range(0, rest, 61)]
    return f"{name}@{'.'.join(labels)}.example"


class Admin(Anything):
    ASKED = [
        "q",
        "p",
        "o",
        "e",
        "all",
        "_facets",
        "_to_field",
        "_popup",
        "id__exact",
        "state__exact",
        "x__gt",
    ]

    def test_pages_of_the_admin(self):
        for place, (model, _) in enumerate(admin.site._registry.items()):
            base = f"/admin/{model._meta.app_label}/{model._meta.model_name}/"
            fields = [field.name for field in model._meta.fields]
            row = model._default_manager.first()
            for turn in range(len(VALUES)):
                self.sent(
                    "staff", "GET", f"{base}?{of(self.ASKED[turn % 3 :: 3] + fields[turn % 4 :: 4], turn)}"
                )
            for value in VALUES[:2] + PATHS:
                self.sent("staff", "GET", f"{base}{value}/change/")
            for turn in range(place % 3, len(VALUES), 3):
                actions = ["action", "_selected_action", "index", "select_across"]
                self.sent("staff", "POST", base, of(actions, turn))
                self.sent("staff", "POST", f"{base}add/", of(fields, turn))
                if row:
                    self.sent("staff", "POST", f"{base}{row.pk}/change/", of(fields, turn))
                    self.sent("staff", "POST", f"{base}{row.pk}/delete/", of(["post"], turn))


@pytest.mark.parametrize(
    ("content_type", "answers"),
    [
        ("text/plain; charset=rot13", 200),
        ("text/plain; charset=hex", 200),
        ("text/plain; charset=utf-16", 400),
    ],
)
@pytest.mark.django_db
def test_a_charset_that_cannot_decode_text_is_left_out(client, content_type, answers):
    """Check R-READABLE-INPUT: Django reads the query with it before any view."""
    client.handler = readable_input.without_odd_charsets(client.handler)

    assert client.get("/about/?x=1", headers={"Content-Type": content_type}).status_code == answers
