"""Does the response time reveal whether an address has an account?

    .venv/bin/python bench/accounts.py [tries]

Prints the median times for addresses with and without an account, with the real hasher and the real forms. If
they can be told apart, their ratio is far from 1. At least two tries.
"""

import statistics
import sys
import time
import warnings
from importlib import import_module
from itertools import count
from types import SimpleNamespace

import scratch
from django.conf import settings
from django.test import override_settings
from django.utils.module_loading import import_string

PLAIN = "django.contrib.staticfiles.storage.StaticFilesStorage"
_numbers = count()
FORMS = {
    "account_signup": {
        "name": "Somebody",
        "zone": "America/Toronto",
        "language": "en",
    },
    "account_login": {"password": "wrong"},
    "account_request_login_code": {},
    "account_reset_password": {},
}


def seconds(tools, name, known):
    """Return the time of one request, by a new client about a new address."""
    number = next(_numbers)
    address = f"somebody-{number}@example.org"
    if known:
        tools.people.confirm(tools.Participant.objects.create_user(address, name="Somebody"))
    client = tools.Client(REMOTE_ADDR=f"198.51.{number // 250}.{number % 250}")
    path, answers = (
        tools.reverse(name),
        FORMS[name] | {"login" if name == "account_login" else "email": address},
    )
    start = time.perf_counter()
    answer = client.post(path, answers)
    assert answer.status_code == (200 if name == "account_login" else 302), answer.content
    return time.perf_counter() - start


def measure(tools, name, tries):
    """Return medians for known and for unknown addresses, measured in turns, and the standard deviation."""
    taken = {True: [], False: []}
    seconds(tools, name, True), seconds(tools, name, False)  # warm up
    for _try in range(tries):
        for known in taken:
            taken[known].append(seconds(tools, name, known))
    known, unknown = (statistics.median(taken[known]) for known in taken)
    return known, unknown, statistics.stdev(taken[False])


def main(tries):
    warnings.filterwarnings("ignore", message="No directory at")  # static files are not collected for this
    with scratch.database():
        tools = SimpleNamespace(
            Client=import_string("django.test.Client"),
            Participant=import_string("participants.models.Participant"),
            people=import_module("participants.accounts.activation"),
            reverse=import_string("django.urls.reverse"),
        )
        sys.stdout.write(f"{tries} tries each            known    unknown   ratio   spread of one try\n")
        storages = settings.STORAGES | {
            "staticfiles": {"BACKEND": PLAIN}
        }  # no file of hashed names is needed
        with override_settings(STORAGES=storages):
            report(tools, tries)


def report(tools, tries):
    for name in FORMS:
        known, unknown, spread = (value * 1000 for value in measure(tools, name, tries))
        ratio = known / unknown
        sys.stdout.write(f"{name:26} {known:6.1f} ms {unknown:6.1f} ms   {ratio:5.3f}   ±{spread:.1f} ms\n")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 15)
