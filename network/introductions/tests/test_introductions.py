"""Two are brought together when both say yes, and nobody learns who did not."""

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from itertools import permutations, product

import pytest
import time_machine
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from mailing import outbox
from mailing.models import Message
from moderation import reports
from network.connections import connections
from network.introductions import introductions
from network.models import Connection, Introduction
from participants.open_ends import registry
from participants.privacy import erasure, export
from testing import make

pytestmark = pytest.mark.django_db
YES, NO = Introduction.Said.YES, Introduction.Said.NO
WHY = "You both rewrite letters."
BEGUN, STANDING, OVER = (f"2027-01-{day} 15:00Z" for day in ("04", "08", "20"))
CHANGING = re.compile(
    r'(csrfmiddlewaretoken" value|nonce|"X-CSRFToken"): ?="?[^" ]*"?|nonce="[^"]*"|value="\w{64}"'
)


@pytest.fixture
def eve():
    return make.participant("Eve Elm", listed=True)


@pytest.fixture
def two(eve):
    people = make.participant("Ana Ash", listed=True), make.participant("Ben Birch", listed=True)
    for person in people:
        connections.keep(eve, person)
    return people


@pytest.fixture
def made(eve, two):
    return introductions.introduce(eve, *two, WHY)


def again(introduction):
    return Introduction.objects.get(pk=introduction.pk)


def page(person, introduction):
    client = Client()
    client.force_login(person)
    return client.get(introduction.get_absolute_url())


def press(person, name, introduction):
    client = Client()
    client.force_login(person)
    return client.post(reverse(f"network:{name}", args=[introduction.pk]), follow=True)


def kinds_of(person):
    return sorted(person.messages.values_list("kind", flat=True))


# --- Both say yes


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_it_opens_when_both_said_yes(made, two, order, mailoutbox):
    """Check R-BOTH-SAY-YES."""
    press(two[order[0]], "accept_introduction", made)
    assert not Connection.objects.filter(first=two[0], second=two[1]).exists()
    assert again(made).opened_at is None

    answer = press(two[order[1]], "accept_introduction", made)

    assert "You both said yes. We have written to you both." in answer.text
    assert again(made).opened_at is not None
    assert Connection.objects.filter(first=two[0], second=two[1], is_private=False).exists()
    outbox.send_due()
    mails = {mail.to[0]: mail for mail in mailoutbox if mail.subject.startswith("You and")}
    assert mails.keys() == {person.email for person in two}
    for person, other in (two, reversed(two)):
        assert other.email in mails[person.email].body
        assert WHY in mails[person.email].body


def test_no_address_passes_before(made, two, mailoutbox):
    outbox.send_due()
    press(two[0], "accept_introduction", made)

    texts = [mail.body for mail in mailoutbox] + [page(person, made).text for person in two]
    assert len(mailoutbox) == 2
    for person in two:
        others = [text for text in texts if person.email in text]
        assert others == []


def test_whoever_asks_for_time_has_said_yes(eve):
    ana = make.participant("Ana Ash", listed=True)
    made = introductions.ask(eve, ana, WHY)
    assert kinds_of(ana) == ["introduction-asked"]

    press(ana, "accept_introduction", made)

    assert "introduction" in kinds_of(eve)
    assert ana.email in page(eve, made).text


def test_a_no_can_become_a_yes_while_it_stands(made, two):
    press(two[0], "decline_introduction", made)
    press(two[1], "accept_introduction", made)
    assert again(made).opened_at is None

    press(two[0], "accept_introduction", made)

    assert again(made).opened_at is not None


def test_what_has_opened_or_ended_is_answered_no_more(made, two):
    with time_machine.travel(timezone.now() + timedelta(days=14, minutes=1)):
        assert "This is over" in page(two[0], made).text
        with pytest.raises(introductions.Refused):
            introductions.answer(made, two[0], YES)

    for person in two:
        introductions.answer(made, person, YES)
    with pytest.raises(introductions.Refused):
        introductions.answer(made, two[0], NO)


@pytest.mark.django_db(transaction=True)
def test_two_who_accept_at_once_open_one_introduction(made, two):
    """Check R-BOTH-SAY-YES."""

    def accept(person):
        try:
            introductions.answer(made, person, YES)
        finally:
            connection.close()

    with ThreadPoolExecutor(16) as pool:
        list(pool.map(accept, two * 8))

    assert again(made).opened_at is not None
    assert Message.objects.filter(kind="introduction").count() == 2
    assert Connection.objects.filter(first=two[0], second=two[1]).count() == 1


# --- Nobody learns who did not


def seen_by(person, introduction):
    """Return all that a person can read of it: pages, desk, open ends, mails, export."""
    client = Client()
    client.force_login(person)
    addresses = [introduction.get_absolute_url(), reverse("network:my_people"), "/"]
    texts = [CHANGING.sub("", client.get(address).text) for address in addresses]
    export_of = {name: rows for name, rows in export.of(person).items() if name != "exported_at"}
    mails = list(Message.objects.filter(recipient=person).order_by("key").values_list("kind", "key"))
    return repr([texts, export_of, mails, registry.of(person)])


class Tries:
    """What an observer sees after answers in some order, at some time; nothing of a try stays."""

    def __init__(self, introduction, travel):
        self.introduction, self.travel = introduction, travel

    def seen(self, observer, answers, order, at):
        with transaction.atomic():
            for index in order:
                self.travel.shift(timedelta(hours=1))
                if answers[index]:
                    person = (self.introduction.first, self.introduction.second)[index]
                    introductions.answer(self.introduction, person, answers[index])
            self.travel.move_to(at, tick=False)
            found = seen_by(observer, self.introduction)
            transaction.set_rollback(True)
        self.travel.move_to(BEGUN, tick=False)
        return found


@pytest.fixture
def tries(time_machine, eve, two):
    time_machine.move_to(BEGUN, tick=False)
    return Tries(introductions.introduce(eve, *two, WHY), time_machine)


@pytest.mark.parametrize("at", [STANDING, OVER])
def test_whoever_began_it_sees_the_same_whoever_said_no_or_nothing(eve, tries, at):
    """Check R-NO-IS-SILENT: all answers that open nothing, in each order, while it stands and after."""
    answers = [pair for pair in product(("", YES, NO), repeat=2) if pair != (YES, YES)]
    seen = {tries.seen(eve, *one, at) for one in product(answers, permutations((0, 1)))}

    assert len(seen) == 1


@pytest.mark.parametrize("mine", ["", YES, NO])
@pytest.mark.parametrize("at", [STANDING, OVER])
def test_the_other_one_sees_the_same_whatever_was_no_yes_of_both(two, tries, mine, at):
    """Check R-NO-IS-SILENT."""
    theirs = ("", NO) if mine == YES else ("", YES, NO)
    seen = {
        tries.seen(two[0], (mine, one), order, at) for one, order in product(theirs, permutations((0, 1)))
    }

    assert len(seen) == 1


def test_the_same_is_not_seen_of_two_that_differ(eve, tries):
    """Forgotten on purpose: what may be seen is."""
    assert tries.seen(eve, (YES, YES), (0, 1), STANDING) != tries.seen(eve, (YES, NO), (0, 1), STANDING)
    assert tries.seen(eve, (YES, NO), (0, 1), STANDING) != tries.seen(eve, (YES, NO), (0, 1), OVER)


def test_what_one_may_begin_does_not_hang_on_answers(eve, two, made):
    """Check R-NO-IS-SILENT: a no makes no room, and what was asked is not asked again."""
    others = [make.participant(listed=True) for _ in range(3)]
    for other in others[:2]:
        introductions.ask(eve, other, WHY)
    for person in two:
        introductions.answer(made, person, NO)

    with pytest.raises(introductions.Refused):
        introductions.ask(eve, others[2], WHY)
    with time_machine.travel(timezone.now() + timedelta(days=15)):
        introductions.ask(eve, others[2], WHY)
        with pytest.raises(introductions.Refused):
            introductions.introduce(eve, *two, "Other words.")


# --- Who may, and who is asked


def test_one_introduces_ones_own_people_alone(eve, two):
    """Check R-BOTH-SAY-YES: whoever introduces is connected with both."""
    stranger = make.participant(listed=True)

    for pair in ((two[0], stranger), (stranger, two[1]), (two[0], two[0]), (two[0], eve)):
        with pytest.raises(introductions.Refused):
            introductions.introduce(eve, *pair, WHY)


def test_one_asks_people_of_the_directory_whom_one_does_not_know(eve, two):
    hidden = make.participant(listed=False)

    for person in (hidden, eve, two[0]):
        with pytest.raises(introductions.Refused):
            introductions.ask(eve, person, WHY)


def test_the_same_again_is_the_same(eve, two, made):
    assert introductions.introduce(eve, *reversed(two), WHY) == made
    assert Message.objects.filter(kind="introduction-asked").count() == 2


def test_the_form_begins_it_and_keeps_what_was_typed(client, eve, two):
    client.force_login(eve)
    mine = Connection.objects.get(first=eve, second=two[0])
    address = reverse("network:introduce", args=[mine.pk])
    refused = client.post(address, {"person": eve.pk, "why": WHY})
    assert (refused.status_code, WHY in refused.text) == (422, True)

    answer = client.post(address, {"person": two[1].pk, "why": WHY}, follow=True)

    assert "Both are asked" in answer.text
    assert Introduction.objects.get().answer_of(two[0]) == "asked"


def test_a_profile_leads_to_asking_for_time(client, eve):
    ana = make.participant("Ana Ash", listed=True)
    address = reverse("network:ask_for_time", args=[ana.pk])
    client.force_login(eve)
    assert address in client.get(reverse("participants:person", args=[ana.pk])).text

    answer = client.post(address, {"why": WHY}, follow=True)

    assert "Ana Ash is asked" in answer.text
    assert f"{eve} asks you for twenty minutes" in page(ana, Introduction.objects.get()).text


def test_others_read_nothing_of_it(made):
    """Check R-PRIVATE-MEANS-PRIVATE."""
    for stranger in (make.participant(), make.organizer(), make.staff()):
        assert page(stranger, made).status_code == 404
        assert press(stranger, "accept_introduction", made).status_code == 404


def test_moderators_read_it_while_it_is_reported_or_hidden(made, two):
    moderator = make.moderator()
    assert page(moderator, made).url == reverse("moderation:hidden")

    reports.report(made, two[0], "Not kind.")

    assert WHY in page(moderator, made).text


def test_it_waits_on_the_desk_and_in_the_note_of_its_last_week(made, two):
    ana, _ = two
    assert [end.url for end in registry.of(ana)] == [made.get_absolute_url()]
    assert registry.for_note(ana) == []

    with time_machine.travel(timezone.now() + timedelta(days=8)):
        assert [end.url for end in registry.for_note(ana)] == [made.get_absolute_url()]
        assert ana.pk in registry.people()
        introductions.answer(made, ana, NO)
        assert registry.for_note(ana) == []


def test_the_mail_is_not_sent_once_it_is_answered_or_taken_back(eve, two, made, mailoutbox):
    introductions.answer(made, two[0], NO)
    other = make.participant(listed=True)
    introductions.withdraw(introductions.ask(eve, other, WHY))

    outbox.send_due()

    assert [mail.to for mail in mailoutbox] == [[two[1].email]]


def test_it_is_taken_back_by_whoever_began_it(eve, two, made):
    press(two[0], "withdraw_introduction", made)
    assert Introduction.objects.exists()

    press(eve, "withdraw_introduction", made)

    assert not Introduction.objects.exists()


def test_a_second_press_leads_on(eve, made):
    press(eve, "withdraw_introduction", made)

    again = press(eve, "withdraw_introduction", made)

    assert (again.status_code, "Taken back" in again.text) == (200, False)


def test_what_has_opened_is_not_said_to_be_taken_back(eve, two, made):
    for person in two:
        introductions.answer(made, person, YES)

    answer = press(eve, "withdraw_introduction", made)

    assert ("cannot be taken back" in answer.text, "Nobody is told" in answer.text) == (True, False)
    assert Introduction.objects.exists()


def test_who_is_asked_can_report_it_and_moderators_hide_it(made, two):
    moderator = make.moderator()
    answer = press(two[0], "report_introduction", made)
    assert answer.status_code in (200, 422)
    reports.report(made, two[0], "Not kind.")
    assert page(moderator, made).status_code == 200

    introductions.hide(again(made), moderator, "Not kind.")

    assert WHY not in page(two[1], made).text
    with pytest.raises(introductions.Refused):
        introductions.answer(made, two[1], YES)


def test_it_goes_with_any_of_the_three(eve, two, made):
    erasure.erase(two[1])

    assert not Introduction.objects.exists()
