"""No secret of an address reaches the logs (R-FEED-TOKEN, R-INVITATIONS)."""

import logging
import re

import pytest
from django.urls import get_resolver, reverse

from colab import logs

TOKEN = "12-0123456789abcdef0123456789abcdef01234567:x_y"
SECRETS = {"token", "key"}


def written(text):
    record = logging.LogRecord("x", logging.INFO, "x.py", 1, "%s", (text,), None)
    assert logs.WithoutSecrets().filter(record)
    return record.getMessage()


def with_secrets(patterns=None, prefix=""):
    """Every address that holds a token or a key, by walking the URLs: (name, its path)."""
    for name, found in _names(get_resolver(), ""):
        if SECRETS & set(found):
            arguments = {one: TOKEN if one in SECRETS else "1" for one in found}
            yield name, reverse(name, kwargs=arguments)


def _names(resolver, prefix):
    for pattern in resolver.url_patterns:
        if hasattr(pattern, "url_patterns"):
            space = f"{prefix}{pattern.namespace}:" if pattern.namespace else prefix
            yield from _names(pattern, space)
        elif pattern.name and not prefix.startswith("admin"):
            yield f"{prefix}{pattern.name}", pattern.pattern.regex.groupindex


def test_there_are_such_addresses():
    assert {"participants:invitation", "participants:claim", "events:my_feed", "mailing:unsubscribe"} <= {
        name for name, _path in with_secrets()
    }


def test_no_address_shows_its_token_or_key():
    """Check R-INVITATIONS and R-FEED-TOKEN: whoever adds such an address adds it to `colab/logs.py`."""
    shown = [
        name
        for name, path in with_secrets()
        for line in (f'"GET {path} HTTP/1.1" 200', f"Not Found: {path}", f"ref {path}?x=1")
        if "0123456789abcdef" in written(line)
    ]
    assert shown == []


@pytest.mark.parametrize(
    "line",
    [
        "GET /accounts/login/?next=/invitations/12-abc HTTP/1.1",
        "GET /accounts/login/?x=1&next=%2Finvitations%2F12-abc&y=2 HTTP/1.1",
        "ref=/accounts/login/%3Fnext%3D%2Finvitations%2F12-abc",
        "GET /accounts/signup/?email=12-abc@example.org HTTP/1.1",
        "GET /accounts/login/?NEXT=/x/12-abc HTTP/1.1",
    ],
)
def test_where_somebody_goes_next_is_not_shown(line):
    assert "12-abc" not in written(line)
    assert re.match(line.partition("/")[0] + "/accounts", written(line))


def test_other_addresses_are_shown():
    line = "GET /co-labs/12/how-do-you-keep-a-front-desk-open/?at=31 HTTP/1.1"

    assert written(line) == line
