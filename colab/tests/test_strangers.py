"""A stranger learns nothing from an address: what is private answers like what does not exist."""

import hashlib
import re
from collections import defaultdict
from types import SimpleNamespace

from django.test import TestCase, override_settings
from django.urls import reverse

from colab.tests.addresses import ADDRESSES, world
from colab.tests.refusals import REFUSALS
from forums.models import Forum
from testing import make

NOBODY = SimpleNamespace(pk=999_999_999, slug="no-such-thing", second_id=999_999_999, by_id=999_999_998)
OF_EACH_ANSWER = re.compile(r'nonce="[^"]*"|name="csrfmiddlewaretoken" value="[^"]*"|\d+ ?ms')
# By their own choice, to everybody who is signed in; and by the token of a link, to whoever has it.
SHOWN = {"participants:person", "participants:invitation", "network:ask_for_time", "network:not_this_person"}
SHOWN |= {"network:offer", "network:report_offer"}
SHOWN |= {"learning:monthly_of_site", "learning:monthly_markdown_of_site"}  # it has what everybody reads
STRANGERS = ("visitor", "participant", "organizer")


def about(names):
    """The addresses with a part that names a row, and how they are filled."""
    for name in names:
        entry = ADDRESSES[name]
        if name not in SHOWN and entry.arguments(defaultdict(lambda: NOBODY)):
            yield name, entry


class Answers(TestCase):
    def answers(self, name, arguments, query=""):
        """Return what a GET and a POST answer, without the address itself."""
        address = reverse(name, kwargs=arguments)
        fields = REFUSALS[name].fields if name in REFUSALS else {"reason": "Because.", "text": "Words."}
        got = [
            self.client.get(address + query),
            self.client.post(address, fields),
        ]
        return [self.said(answer, address) for answer in got]

    def said(self, answer, address):
        """Return the status and a digest, since a difference of two pages is long."""
        text = answer.content.decode() + answer.get("Location", "")
        text = OF_EACH_ANSWER.sub("", text).replace(address, "ADDRESS")
        return answer.status_code, hashlib.sha256(text.encode()).hexdigest()[:8]


@override_settings(DEMONSTRATION=True)
class WhatIsPrivate(Answers):
    """Check R-QUERY-PERMISSION for every address, GET and POST."""

    @classmethod
    def setUpTestData(cls):
        cls.rows = world()
        Forum.objects.update(is_public=False)
        make.membership(cls.rows["forum"], cls.rows["member"])
        cls.strangers = {
            name: getattr(make, name)(f"A stranger, {name}") for name in STRANGERS if name != "visitor"
        }

    def test_it_answers_a_stranger_like_what_does_not_exist(self):
        missing = defaultdict(lambda: NOBODY)
        for stranger in STRANGERS:
            self.client.logout()
            if stranger != "visitor":
                self.client.force_login(self.strangers[stranger])
            for name, entry in about(ADDRESSES):
                with self.subTest(name, stranger=stranger):
                    there = self.answers(name, entry.arguments(self.rows), entry.query)
                    assert there == self.answers(name, entry.arguments(missing), entry.query)


class WhoWasThere(Answers):
    def test_who_was_there_or_has_a_seat_answers_a_stranger_like_who_does_not_exist(self):
        """Check R-QUERY-PERMISSION where the co-lab is public and the person beside it is not."""
        rows = world() | {"elsewhere": make.participant(), "nobody": NOBODY}
        for stranger in (make.participant(), make.organizer()):
            self.client.force_login(stranger)
            for name in ("network:pick", "network:unpick", "events:remove", "events:allow"):
                colab = ADDRESSES[name].arguments(rows)["pk"]
                people = ("member", "elsewhere", "nobody")
                with self.subTest(name, stranger=stranger):
                    there, elsewhere, nobody = (
                        self.answers(name, {"pk": colab, "person": rows[person].pk}) for person in people
                    )
                    assert there == elsewhere == nobody
