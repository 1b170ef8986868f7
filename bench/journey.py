"""The whole journey by HTTP alone, on any running site: from a topic to a held co-lab and its follow-up.

    python bench/journey.py http://localhost:8000 [--accounts accounts.json] [--postbox]

Without browser or database: it opens pages and submits their forms, for two organizers and thirteen members
(without --accounts those of the demonstration), in any language. A co-lab some ten days ahead is filled, left
and moved; then it is shortened and moved to start in two minutes, so that its hour can be awaited. With
--postbox it also signs somebody up and reads every invitation, update and cancellation, as a demonstration
shows them. Prints each step with its time; exits with 1 at the first failure. Takes about eight minutes and
can be repeated on the same site.

accounts.json: {"organizers": [{"email": "…", "password": "…"}, …], "members": [{…}, …]}
"""

import argparse
import json
import sys
import time
from pathlib import Path
from urllib.parse import urlsplit

import journey_after
import journey_before
import journey_beside
import journey_hour
import requests
from letters import Postbox
from walker import CheckFailed, Person

ORGANIZERS, MEMBERS = 2, 13  # the last member is the harvester
PASSWORD = "co-lab-demo"  # noqa: S105  of the demonstration, which prints it
PARTS = (journey_before, journey_hour, journey_beside, journey_after)


class Journey:
    def __init__(self, site, accounts, with_postbox):
        self.site, self.accounts = site.rstrip("/"), accounts
        self.stamp = time.strftime("%Y%m%d-%H%M%S")
        self.room = f"https://video.example.org/journey-{self.stamp}"
        self.visitor = self.person("a visitor")
        self.postbox = Postbox(self.visitor) if with_postbox else None
        self.organizers, self.members, self.harvester = [], [], None
        self.line = f"Hard of hearing: captions, please ({self.stamp})"

    def person(self, name):
        return Person(self.site, name, self._check_secret)

    def signed_in(self, account):
        person = self.person(account["email"]).sign_in(account["email"], account["password"])
        person.email = account["email"]
        return person

    def run(self):
        """Run every step; without a postbox, those that need no mail."""
        for sentence, step in [each for part in PARTS for each in part.STEPS]:
            if not self.postbox and any(step in part.WITH_MAIL for part in PARTS):
                continue
            begun = time.monotonic()
            step(self)
            say(f"✓ {time.monotonic() - begun:6.1f} s  {sentence}")

    def _check_secret(self, person, address, text):
        """Check R-ROOM-SECRET on every page opened."""
        path = urlsplit(address).path
        typed = person in self.organizers and ("/declare/" in path or path.endswith("/edit/"))
        if self.room in text and not typed and not path.endswith("/room/"):
            raise CheckFailed(f"The address of the room is shown to {person.name} at {path}.")


def say(sentence):
    sys.stdout.write(sentence + "\n")
    sys.stdout.flush()


def demonstration():
    accounts = {"organizers": ("organizer", ORGANIZERS), "members": ("member", MEMBERS)}
    return {
        role: [
            {"email": f"{name}{number}@demo.example", "password": PASSWORD} for number in range(1, many + 1)
        ]
        for role, (name, many) in accounts.items()
    }


def read(path):
    accounts = json.loads(Path(path).read_text()) if path else demonstration()
    if len(accounts["organizers"]) < ORGANIZERS or len(accounts["members"]) < MEMBERS:
        raise CheckFailed(f"The journey needs {ORGANIZERS} organizers and {MEMBERS} members.")
    return accounts


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("site", help="its address, such as http://localhost:8000")
    parser.add_argument("--accounts", help="a JSON file; without it, the accounts of the demonstration")
    parser.add_argument("--postbox", action="store_true", help="read the mails of a demonstration, too")
    options = parser.parse_args()
    begun = time.monotonic()
    try:
        Journey(options.site, read(options.accounts), options.postbox).run()
    except CheckFailed as problem:
        sys.exit(f"✗ {problem}")
    except requests.RequestException as problem:
        sys.exit(f"✗ The site does not answer: {problem}")
    say(f"Everything is so. {time.monotonic() - begun:.0f} s.")


if __name__ == "__main__":
    main()
