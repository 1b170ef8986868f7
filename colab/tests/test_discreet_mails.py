"""Every mail about a space that keeps names and words to itself: subject, headers, text, HTML and calendar.

Those that `discreet.World` brings about, and each kind of `letters`; see `test_discreet`.
"""

import re
from email import message_from_bytes, policy

import pytest
import time_machine
from django.conf import settings
from django.db.models import Q

from colab.tests import discreet, letters
from colab.tests.discreet import DISCREET, MEMBERS, unread
from events.lifecycle.tests.test_letters import NOW
from events.models import CoLab
from forums.models import Forum
from mailing import registry, rendering
from mailing.models import Message
from participants.models import Participant
from testing import make

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("space", DISCREET)
def test_mails_about_such_a_space_hold_no_name_and_no_word(space):
    """Check R-UNATTRIBUTED and R-WORDS-STAY."""
    world = discreet.World(space)
    rows = Message.objects.select_related("recipient").order_by("pk")
    sent = {row.kind: _mail(row) for row in rows if _mail(row)}

    assert {"reply", "report", "insight-comment", "introduction"} <= sent.keys()
    for row in rows:
        mail = _mail(row) or ""
        reader = _reader(world, row.recipient)
        found = set(unread(world, "", mail)) - _own_names(world, row, reader)
        assert found == set(), (row.kind, reader)


def _reader(world, person):
    return next((name for name, one in world.people.items() if one == person), "visitor")


def _own_names(world, row, reader):
    """Return one's own name, those of roles, and in an introduction that of the other, who agreed."""
    names = {token for token, readers in world.names.items() if reader in readers or readers > MEMBERS}
    return names | ({"Nnopennn", "Nnpeernn"} if row.kind == "introduction" else set())


def _mail(row):
    """Return a message as its recipient reads it, with its headers and its calendar; "" if it is not true."""
    with rendering.as_read_by(row):
        letter = registry.kinds[row.kind].compose(row)
        if letter is None:
            return ""
        subject, content = rendering.render(row, registry.kinds[row.kind], letter)
    mail = message_from_bytes(content, policy=policy.default)
    parts = [part.get_content() for part in mail.walk() if not part.is_multipart()]
    texts = [part.decode() if isinstance(part, bytes) else part for part in parts]
    headers = [f"{name}: {value}" for part in mail.walk() for name, value in part.items()]
    return discreet.plain("\n".join([subject, *headers, *texts]))


# --- Every kind of mail


def _mails_of(kind, language, space):
    """Yield (row, mail) of all that is written when a kind of mail comes about, in a space of this kind."""
    happen, at = letters.EVENTS[kind]
    with time_machine.travel(NOW, tick=False):
        person = make.participant(language=language, zone="America/Vancouver")
        happen(person)
        discreet.everything_is(space)
    with time_machine.travel(at, tick=False):
        for row in Message.objects.select_related("recipient").order_by("pk"):
            yield row, _mail(row)


def _named(row):
    """Return names, organizations and addresses that must not stand in a mail."""
    roles = {getattr(colab, f"{role}_id") for colab in CoLab.objects.all() for role in CoLab.ROLES}
    others = Participant.objects.exclude(Q(pk__in=roles - {None}) | Q(pk=row.recipient_id))
    if row.kind == "introduction":
        others = others.exclude(picks__colab__isnull=False)
    if row.kind == "introduction-asked":  # of three people, and of no space
        return set()
    if row.kind == "claim":
        others = others.exclude(imported_as__isnull=False)  # the account that is offered
    if row.address:
        others = others.exclude(email=row.address)
    return {value for person in others for value in (person.name, person.email) if value}


def _within(values, text):
    return sorted(value for value in values if re.search(rf"(?<!\w){re.escape(value)}(?!\w)", text))


# Nobody is told of these where no name stands.
UNTRUE = {
    "mention",
    "step-asked",
    "statement-proposed",
    "statement-settled",
    "trial-offered",
    "output-used",
    "trial-taken-up",
    "one-month",
    "story-asked",
}


@pytest.mark.parametrize("space", DISCREET)
@pytest.mark.parametrize("kind", letters.EVENTS)
def test_no_kind_of_mail_holds_a_name_or_a_word(kind, space):
    """Check R-UNATTRIBUTED and R-WORDS-STAY."""
    mails = list(_mails_of(kind, "en", space))

    assert any(mail for row, mail in mails if row.kind == kind) == (kind not in UNTRUE)
    for row, mail in mails:
        assert _within(discreet.words_in_the_database(), mail) == [], row.kind
        assert _within(_named(row), mail) == [], row.kind
        assert _within(Forum.objects.values_list("slug", flat=True), mail) == [], row.kind


# --- What they say instead

SAYINGS = {
    "seated": "You have a seat: Co-Lab",
    "moved": "Why it is so stands on the page of the co-lab.",
    "called-off": "Why it is so stands on the page of the co-lab.",
    "announced": "You suggested a topic for a co-lab.",
    "wrap-up": "Its page is there for you, if you want to look back.",
    "reply": "Something new in a space you share",
    "report": "What was reported, and why, is shown only on the page.",
    "insight-comment": "An answer to your note: Co-Lab",
    "introduction": "You know each other from a space you share",
    "follow-up-announced": "“Co-Lab” is announced",
}


@pytest.mark.parametrize("kind", SAYINGS)
def test_it_says_what_it_is_about_all_the_same(kind):
    [mail] = [mail for row, mail in _mails_of(kind, "en", "healing") if row.kind == kind and mail][:1]

    assert SAYINGS[kind] in " ".join(mail.split())


def test_an_invitation_says_co_lab_and_the_hour():
    [mail] = [mail for row, mail in _mails_of("seated", "en", "healing") if row.kind == "seated"]

    assert "\nSUMMARY:Co-Lab\n" in mail.replace("\r", "")
    assert f"URL:{settings.SITE_URL}/co-labs/{CoLab.objects.get().pk}/\n" in mail.replace("\r", "")
    assert "19:00 UTC" in mail


def test_the_mail_after_the_hour_asks_for_nothing_there():
    [mail] = [mail for row, mail in _mails_of("wrap-up", "en", "healing") if row.kind == "wrap-up"][:1]

    assert "Pick them" not in mail
    assert "Write down" not in mail
