"""What browsers and caches are told about pages: what they keep, what they may do, what they report."""

import json
import logging
import os
import re
import subprocess
import sys

import pytest
from django.conf import settings
from django.test import TestCase
from django.urls import reverse

from colab.tests.addresses import ADDRESSES, world
from core.web.headers import PermissionsPolicy
from testing import make

TEMPLATES = settings.BASE_DIR / "templates"
ALIKE_FOR_ALL = {"timezones:places"}  # cities of a search, for an hour
SIGNS_OUT = re.compile(r"""<form[^>]*(?:url 'account_logout'|\{\{ logout_url \}\})[^>]*>""")
COOKIES = """
from django.conf import settings as s
print(s.SESSION_COOKIE_NAME, s.CSRF_COOKIE_NAME, s.LANGUAGE_COOKIE_NAME, s.COOKIE_PREFIX)
"""


class SignedIn(TestCase):
    """Check R-PRIVATE-PAGES."""

    def test_no_cache_keeps_a_page_of_somebody_who_is_signed_in(self):
        rows = world()
        self.client.force_login(rows["organizer"])
        for name, entry in ADDRESSES.items():
            response = self.client.get(reverse(name, kwargs=entry.arguments(rows)) + entry.query)
            if not getattr(response, "same_for_all", False) and name not in ALIKE_FOR_ALL:
                with self.subTest(name):
                    kept = {part.strip() for part in response["Cache-Control"].split(",")}
                    assert "no-store" in kept


@pytest.mark.django_db
def test_a_page_for_everybody_may_be_kept(client):
    assert not client.get("/about/").has_header("Cache-Control")


@pytest.mark.django_db
def test_signing_out_clears_what_the_device_has_kept(client):
    client.force_login(make.participant())
    assert not client.get("/").has_header("Clear-Site-Data")

    response = client.post(reverse("account_logout"))

    assert response["Clear-Site-Data"] == '"cache", "storage"'
    assert not client.get("/").has_header("Clear-Site-Data")


def test_every_form_that_signs_out_forgets_the_drafts():
    forms = [form for path in TEMPLATES.rglob("*.html") for form in SIGNS_OUT.findall(path.read_text())]
    assert len(forms) == 3  # and the page that asks, whose form is its parent's
    assert [form for form in forms if "data-forget-drafts" not in form] == []
    assert "data-forget-drafts" in (TEMPLATES / "account" / "logout.html").read_text()


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/", "/no-such-page/", "/calendar/"])
def test_no_page_may_use_a_camera_or_its_like(client, address):
    assert client.get(address)["Permissions-Policy"] == PermissionsPolicy.VALUE
    assert "camera=(), " in PermissionsPolicy.VALUE


# --- Cookies


@pytest.mark.parametrize(
    ("site", "names"),
    [
        ("https://example.org", "__Host-sessionid __Host-csrftoken __Host-language __Host-\n"),
        ("http://localhost:8000", "sessionid csrftoken language \n"),
    ],
)
def test_with_https_the_names_of_cookies_tie_them_to_the_host(site, names):
    given = os.environ | {"DJANGO_SETTINGS_MODULE": "colab.settings", "SITE_URL": site}
    command = [sys.executable, "-c", COOKIES]
    assert subprocess.check_output(command, cwd=settings.BASE_DIR, env=given, text=True) == names


@pytest.mark.django_db
def test_and_so_do_those_of_a_visitors_choices(client, settings):
    settings.COOKIE_PREFIX, settings.SESSION_COOKIE_SECURE = "__Host-", True

    client.post("/theme/", {"theme": "dark"})
    client.post("/clock/", {"zone": "America/Vancouver", "clock": "24", "next": "/about/"})

    assert set(client.cookies) == {"__Host-theme", "__Host-zone", "__Host-clock"}
    assert all(cookie["secure"] and cookie["path"] == "/" for cookie in client.cookies.values())
    assert 'data-theme="dark"' in client.get("/about/").content.decode()

    client.post("/theme/", {"theme": ""})
    assert client.cookies["__Host-theme"]["max-age"] == 0
    assert client.cookies["__Host-theme"]["secure"]


# --- Reports


def reported(client, content, **headers):
    return client.post(reverse("csp_report"), content, content_type="application/csp-report", headers=headers)


@pytest.fixture
def log(caplog):
    with caplog.at_level(logging.WARNING, logger="colab.pages.csp"):
        yield caplog


def test_the_policy_says_where_to_report(client, db):
    assert "report-uri /csp-report" in client.get("/about/")["Content-Security-Policy"]


def test_a_report_is_one_line_without_queries(client, log):
    found = {
        "document-uri": "https://colab.example.org/claim/?token=secret#part",
        "blocked-uri": "https://elsewhere.example/x.js?secret\nsecond line",
        "effective-directive": "script-src\n",
    }

    assert reported(client, json.dumps({"csp-report": found})).status_code == 204

    assert log.messages == [
        "The policy's 'script-src\\n' refused 'https://elsewhere.example/x.js'"
        " on 'https://colab.example.org/claim/'"
    ]


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"[]",
        b'{"csp-report": 1}',
        b"\xff\x00",
        b"[" * 5000,
        b'{"csp-report": {"a": "' + b"x" * 9000 + b'"}}',
    ],
    ids=["empty", "unfinished", "a list", "a number", "bytes", "deep", "large"],
)
def test_what_is_no_report_is_ignored(client, log, content):
    assert reported(client, content).status_code == 204
    assert log.messages == []
