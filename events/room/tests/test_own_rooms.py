"""Rooms whose address we make, and the passes into them (R-OWN-ROOMS)."""

import logging
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import jwt
import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from django.core.checks import run_checks
from django.core.management import call_command
from django.urls import reverse

from colab.logs import WithoutSecrets
from events.room import access, own_rooms, passes
from testing import make

TEMPLATE = "https://meet.example.org/{token}"
KEY = "a key of at least thirty-two characters"
JWT = {"key": KEY, "issuer": "colab", "audience": "jitsi", "subject": "meet.example.org", "key_id": "first"}


@pytest.fixture
def site(settings):
    """A site that makes rooms, and passes into them."""
    settings.ROOM_URL_TEMPLATE, settings.ROOM_JWT = TEMPLATE, JWT
    return settings


# --- Addresses


def test_no_two_rooms_are_alike_and_nobody_can_guess_one(site):
    """Check R-OWN-ROOMS."""
    made = {own_rooms.new() for _number in range(200)}

    assert len(made) == 200
    for address in made:
        token = address.removeprefix("https://meet.example.org/")
        assert len(token) * 5 >= 128
        assert set(token) <= set(own_rooms.LETTERS)
        assert token == token.lower()
        assert (own_rooms.is_ours(address), own_rooms.name_of(address)) == (True, token)


@pytest.mark.parametrize(
    "template",
    [
        "http://meet.example.org/{token}",
        "meet.example.org/{token}",
        "https://meet.example.org/",
        "https://meet.example.org/{token}/{token}",
        "https://meet.example.org/{room}/{token}",
        "https://{token}.example.org/room",
        "https://meet.example.org/?room={token}",
        "https://meet.example.org/#{token}",
        "https://me:secret@meet.example.org/{token}",
        "https:///{token}",
        "https://meet.example.org/a b/{token}",
        "https://meet.example.org/" + "x" * 470 + "/{token}",
    ],
)
def test_a_broken_template_makes_no_room_and_the_check_says_so(settings, template):
    settings.ROOM_URL_TEMPLATE = template

    assert not own_rooms.are_made()
    assert own_rooms.are_broken()
    assert not own_rooms.is_ours("https://meet.example.org/" + "a" * own_rooms.LENGTH)
    assert [found.id for found in run_checks() if found.id and found.id.startswith("events.")] == [
        "events.W001"
    ]
    call_command("check")  # a warning stops nothing


def test_without_a_template_nothing_is_wrong(settings):
    settings.ROOM_URL_TEMPLATE, settings.ROOM_JWT = "", {}

    assert (own_rooms.are_made(), own_rooms.are_broken()) == (False, False)
    assert [found for found in run_checks() if found.id and found.id.startswith("events.")] == []


def test_passes_without_rooms_are_mentioned(settings):
    settings.ROOM_URL_TEMPLATE, settings.ROOM_JWT = "", JWT

    assert [found.id for found in run_checks() if found.id and found.id.startswith("events.")] == [
        "events.W002"
    ]


@pytest.mark.parametrize(
    ("template", "name"),
    [
        ("https://meet.example.org/colab-{token}", "colab-"),
        ("https://meet.example.org/tenant/{token}#config.prejoinPageEnabled=false", ""),
        ("https://meet.example.org/{token}?lang=fr", ""),
    ],
)
def test_the_name_of_a_room_is_what_the_server_calls_it(settings, template, name):
    settings.ROOM_URL_TEMPLATE = template
    address = own_rooms.new()
    before, after = template.split("{token}")

    assert own_rooms.name_of(address) == name + address.removeprefix(before).removesuffix(after)


@pytest.mark.parametrize(
    "address",
    [
        "https://meet.example.org/room",
        "https://meet.example.org/" + "a" * 27,
        "https://meet.example.org/" + "a" * 29,
        "https://meet.example.org/" + "A" * 28,
        "https://meet.example.com/" + "a" * 28,
        "https://meet.example.org/" + "a" * 28 + "?x=1",
        "https://meet.example.org.evil.example/" + "a" * 28,
    ],
)
def test_what_was_pasted_is_not_ours(site, address):
    assert not own_rooms.is_ours(address)


# --- Passes


@pytest.fixture
def colab(db, site, time_machine):
    made = make.colab(room_url=own_rooms.new(), facilitator=make.participant(), harvester=make.participant())
    time_machine.move_to(made.starts_at + timedelta(minutes=5), tick=False)
    return made


def claims(address, **options):
    [token] = parse_qs(urlsplit(address).query)["jwt"]
    return jwt.decode(token, KEY, algorithms=["HS256"], audience="jitsi", issuer="colab", options=options)


def test_the_door_gives_a_pass_for_this_room_that_ends_with_the_door(colab):
    """Check R-OWN-ROOMS."""
    person = make.seated(colab, make.participant("Ana Diaz", email="ana@example.org")).participant

    address = access.enter(colab, person)

    told, now = claims(address, verify_exp=False, verify_nbf=False, verify_iat=False), access.timezone.now()
    assert address.startswith(f"{colab.room_url}?jwt=")
    assert told["room"] == own_rooms.name_of(colab.room_url)
    assert told["sub"] == "meet.example.org"
    assert told["exp"] == (colab.ends_at + timedelta(minutes=15)).timestamp()
    assert (told["iat"], told["nbf"]) == (now.timestamp(), now.timestamp() - 60)
    assert told["context"] == {"user": {"name": "Ana Diaz", "moderator": False}}
    assert jwt.get_unverified_header(parse_qs(urlsplit(address).query)["jwt"][0])["kid"] == "first"
    assert "ana@example.org" not in str(told)


def test_it_is_refused_when_it_is_over_or_was_signed_by_somebody_else(colab, time_machine):
    address = access.enter(colab, make.seated(colab).participant)
    [token] = parse_qs(urlsplit(address).query)["jwt"]

    time_machine.move_to(colab.ends_at + timedelta(minutes=14), tick=False)
    assert claims(address)
    time_machine.move_to(colab.ends_at + timedelta(minutes=16), tick=False)
    with pytest.raises(jwt.ExpiredSignatureError):
        claims(address)
    with pytest.raises(jwt.InvalidSignatureError):
        jwt.decode(token, "another key of more than thirty-two signs", algorithms=["HS256"], audience="jitsi")


@pytest.mark.parametrize(
    ("role", "moderates"), [("organizer", True), ("facilitator", True), ("harvester", False)]
)
def test_whoever_leads_the_hour_moderates_the_call(colab, role, moderates):
    told = claims(access.enter(colab, getattr(colab, role)))

    assert told["context"]["user"]["moderator"] is moderates


def test_so_does_a_co_organizer(colab):
    colab.co_organizer = make.organizer()
    colab.save(update_fields=["co_organizer"])

    assert claims(access.enter(colab, colab.co_organizer))["context"]["user"]["moderator"] is True


def test_it_names_nobody_in_a_community_of_healing(site, time_machine, db):
    """Check R-OWN-ROOMS and R-UNATTRIBUTED."""
    space = make.forum(kind="healing")
    colab = make.colab(topic=make.topic(forum=space), room_url=own_rooms.new())
    person = make.membership(space, make.participant("Ana Diaz")).participant
    make.seated(colab, person)
    time_machine.move_to(colab.starts_at, tick=False)

    told = claims(access.enter(colab, person))

    assert told["context"] == {"user": {"name": "", "moderator": False}}
    assert "Ana" not in str(told)


def test_a_room_that_was_pasted_gets_no_pass(colab):
    colab.room_url = "https://meet.example.org/our-own-room"
    colab.save(update_fields=["room_url"])

    assert access.enter(colab, colab.organizer) == "https://meet.example.org/our-own-room"


def test_without_a_key_the_address_alone_opens_the_room(colab, settings):
    settings.ROOM_JWT = {}

    assert access.enter(colab, colab.organizer) == colab.room_url


def test_a_pass_is_added_to_an_address_with_a_query_and_settings_of_the_call(colab, settings):
    settings.ROOM_URL_TEMPLATE = "https://meet.example.org/{token}?lang=fr#config.startWithVideoMuted=true"
    colab.room_url = own_rooms.new()
    colab.save(update_fields=["room_url"])

    parts = urlsplit(access.enter(colab, colab.organizer))

    assert parts.fragment == "config.startWithVideoMuted=true"
    assert list(parse_qs(parts.query)) == ["lang", "jwt"]


def test_a_pass_signed_with_a_private_key_is_read_with_the_public_one(colab, settings):
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    pem = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    settings.ROOM_JWT = JWT | {"key": pem.decode(), "algorithm": "RS256"}

    [token] = parse_qs(urlsplit(access.enter(colab, colab.organizer)).query)["jwt"]

    read = jwt.decode(token, key.public_key(), algorithms=["RS256"], audience="jitsi", issuer="colab")
    assert read["room"] == own_rooms.name_of(colab.room_url)


@pytest.mark.parametrize(
    "given",
    [
        [],
        {"key": KEY},
        JWT | {"key": "too short"},
        JWT | {"key": 7},
        JWT | {"algorithm": "none"},
        JWT | {"algorithm": "RS256"},
        JWT | {"sekret": "x"},
        JWT | {"issuer": ""},
    ],
)
def test_what_cannot_sign_is_refused_without_a_word_of_the_key(given):
    with pytest.raises(ValueError, match=r"^(it|its|each|nothing) ") as refusal:
        passes.read(given)
    assert KEY not in str(refusal.value)


def test_the_page_behind_the_door_is_kept_by_nobody_and_the_log_has_no_pass(client, colab, caplog):
    """Check R-ROOM-SECRET."""
    client.force_login(make.seated(colab).participant)

    response = client.post(reverse("events:room", args=[colab.pk]))

    assert (response["Cache-Control"], response["Referrer-Policy"]) == ("no-store", "no-referrer")
    assert f"0;url={colab.room_url}?jwt=" in response.content.decode()
    record = logging.makeLogRecord({"msg": "%s", "args": (f"{colab.room_url}?jwt=abc.def-g&x=1",)})
    WithoutSecrets().filter(record)
    assert record.getMessage() == f"{colab.room_url}?jwt=…&x=1"
    assert "jwt" not in caplog.text
