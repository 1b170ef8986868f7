"""Keys of messages: who must be told is told, whoever was told before (R-KEY-OF-ONE-READER)."""

import re

import pytest
import time_machine

from colab.tests.letters import EVENTS
from events.lifecycle.tests.test_letters import NOW
from events.models import Registration, RoleEntry
from followups.models import Comment
from mailing import registry
from mailing.models import Message
from network.models import Pick
from testing import make

pytestmark = pytest.mark.django_db

NUMBER = 987_654_321  # of the reader: no other row has it by chance
RANDOM = re.compile(r":[A-Za-z0-9]{32}$")


def seat(message, parts):
    """The registration, by its number or by its UID."""
    row = Registration.objects.get(pk=message.about["registration"])
    mine = row.participant_id == message.recipient_id or message.address
    return mine and {str(row.pk), str(row.uid)} & parts


def entry(message, parts):
    """The calendar entry of somebody, by its UID: a row is that of one person."""
    uids = [part for part in parts if len(part) == 36]
    rows = [row for model in (RoleEntry, Registration) for row in model.objects.filter(uid__in=uids)]
    return len(rows) == 1 and (rows[0].participant_id == message.recipient_id or message.address)


def pick(message, parts):
    row = Pick.objects.get(pk=message.about["pick"])
    return row.chooser == message.recipient and str(row.pk) in parts


def answer(message, parts):
    """The answer to an insight: only the author of the insight is told of it."""
    row = Comment.objects.get(pk=message.about["comment"])
    return row.insight.author == message.recipient and str(row.pk) in parts


# Kinds about a row that is one person's: how the key names that row.
ROWS = dict.fromkeys(["seated", "seat-freed", "waiting", "claimable", "given-up", "removed"], seat)
ROWS |= dict.fromkeys(["changed", "reminder-day", "reminder-hour", "declined"], seat)
ROWS |= dict.fromkeys(["role", "organizing", "role-ended"], entry) | {"parted": entry}
ROWS |= {"introduction": pick, "insight-comment": answer}


def names_its_reader(message):
    parts = set(message.key.split(":"))
    if message.recipient_id and str(message.recipient_id) in parts:
        return True
    if message.kind in ROWS:
        return bool(ROWS[message.kind](message, parts))
    return bool(RANDOM.search(message.key)) or message.kind == "claim"  # of an address: named by its digest


@pytest.mark.parametrize("kind", registry.kinds)
def test_the_key_of_each_kind_names_its_reader(kind):
    """R-KEY-OF-ONE-READER: the same matter, told to somebody else, is another message."""
    happen, _sent_at = EVENTS[kind]
    person = make.participant(pk=NUMBER)

    with time_machine.travel(NOW, tick=False):
        happen(person)

    written = Message.objects.filter(kind=kind)
    assert written
    assert [message.key for message in written if not names_its_reader(message)] == []


def test_a_key_without_its_reader_is_seen():
    person = make.participant(pk=NUMBER)

    assert not names_its_reader(Message(kind="rules-moved", key="rules-moved:5:2027-01-14", recipient=person))
    assert names_its_reader(Message(kind="rules-moved", key=f"rules-moved:5:{NUMBER}", recipient=person))
