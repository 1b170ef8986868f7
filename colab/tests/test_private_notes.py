"""A note to myself is in no answer of the server to anybody else: a crawl (R-NOTES-TO-MYSELF).

Written in and after the hour, or shared, answered, reported, quoted, tagged and given a dot before it was
kept to oneself; and what the people of an hour keep among themselves, for everybody who is not of it.
"""

from datetime import timedelta
from importlib import import_module

import pytest
from celery import Task
from django.contrib import admin
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from colab.tests.addresses import ADDRESSES, READERS, world
from colab.tests.refusals import REFUSALS
from events.calendar import feeds
from events.hour import plan
from followups.models import Dot, Insight
from followups.notes import insights, sharing, tags
from mailing.models import Message
from moderation import reports
from participants.models import Participant
from participants.privacy import export
from testing import make

pytestmark = pytest.mark.django_db

START = "2027-01-04 15:00Z"
COMMON = "wombat"  # by which a search finds each of them
MINE, OF_THE_TEN = ("Zzduringzz", "Zzafterzz", "Zznarrowedzz"), "Zzamongzz"
THE_TEN = {"fellow", "organizer", "member"}
OTHERS = [*READERS, "fellow"]
OF_A_NOTE = [
    *(name for name in ADDRESSES if name.endswith(("_insight", "_note", "_as_topic"))),
    *("followups:comment", "followups:preview_topic", "followups:give_dot", "followups:take_dot_back"),
]
TASKS = ("events.tick", "followups.notify_due", "network.introduce_due", "participants.note_open_ends")
TASKS += ("mailing.fold_digests", "mailing.send")


@pytest.fixture
def rows(time_machine):
    """One row of each kind, and notes of Ana in an hour that is under way, and after one that is over."""
    time_machine.move_to(START, tick=False)
    made = world()
    ana, fellow = make.participant("Ana"), make.participant("Fellow")
    for person in (ana, fellow):
        make.seated(made["now"], person)
        for colab in (made["now"], made["held"]):
            make.note_attendance(colab, person)
    made |= {"ana": ana, "fellow": fellow}
    plan.fix(made["now"])
    made["during"] = _written(made, "now", MINE[0], "me")
    made["after"] = _written(made, "held", MINE[1], "me")
    made["narrowed"] = _narrowed(made)
    made["among"] = _written(made, "held", OF_THE_TEN, "ten")
    return made


def _written(made, colab, word, audience):
    return insights.write(made[colab], made["ana"], f"{word} {COMMON}", audience=audience)


def _narrowed(made):
    """Return a note with which others did all they can, before its author kept it to herself."""
    note, fellow = _written(made, "now", MINE[2], "readers"), made["fellow"]
    made["answer"] = insights.comment(note, fellow, "So do we.")
    reports.report(note, fellow, "Too loud.")
    reports.report(made["answer"], made["member"], "Too loud, too.")
    Dot.objects.create(insight=note, participant=fellow)
    tags.give(note, made["organizer"], ["counters"])
    topic = {"title": "How loud?", "text": "Tell us.", "tags": [], "language": "en"}
    made["grown"] = insights.post_as_topic(note, fellow, forum=made["forum"], **topic)
    return sharing.share(note, "me")


def client_of(rows, reader):
    client = Client()
    if reader != "visitor":
        client.force_login(rows[reader])
    return client


def read(answer):
    return b"".join(answer).decode(errors="replace") + str(answer.headers)


def not_for(reader, text):
    """Return the words in a text that are not for this reader."""
    others = () if reader in THE_TEN else (OF_THE_TEN,)
    return [word for word in (*MINE, *others) if word.lower() in text.lower()]


def worlds_of(rows):
    """Yield `rows` with each note, and each page on which it stands, in place of those addresses name."""
    for name in ("during", "after", "narrowed", "among"):
        note = rows[name]
        placed = {"insight": note, "note": note, "held": note.colab, "now": note.colab, "ahead": note.colab}
        yield rows | placed | {"comment": rows["answer"], "topic": rows["grown"]}


def urls(rows, name):
    found = {reverse(name, kwargs=ADDRESSES[name].arguments(one)) for one in (rows, *worlds_of(rows))}
    queries = {ADDRESSES[name].query, f"?q={COMMON}" if ADDRESSES[name].query else ""}
    return [url + query for url in sorted(found) for query in sorted(queries)]


@pytest.mark.parametrize("reader", OTHERS)
def test_no_address_says_it_to_anybody_else(rows, reader, time_machine):
    """Check R-NOTES-TO-MYSELF, R-NOTES-FOR-THE-TEN and R-PRIVATE-MEANS-PRIVATE."""
    client = client_of(rows, reader)
    for later in (timedelta(), timedelta(hours=2)):
        time_machine.move_to(START, tick=False)
        time_machine.shift(later)
        for name in ADDRESSES:
            for url in urls(rows, name):
                assert not_for(reader, read(client.get(url))) == [], url


@pytest.mark.parametrize("reader", OTHERS[1:])
def test_nobody_else_does_anything_with_it(rows, reader):
    """Check R-NOTES-TO-MYSELF."""
    client, before = client_of(rows, reader), list(Insight.objects.order_by("pk").values())
    for name in OF_A_NOTE:
        for note in ("during", "after", "narrowed"):
            url = reverse(name, args=[rows[note].pk])
            fields = REFUSALS[name].fields if name in REFUSALS else {"audience": "readers"}
            assert client.post(url, fields).status_code in {404, 405}, url
            assert client.get(url).status_code in {404, 405}, url

    assert list(Insight.objects.order_by("pk").values()) == before


def test_its_author_finds_it_and_the_people_of_the_hour_theirs(rows):
    """The crawl is not silent because nothing is shown."""

    def shown(reader, *pages):
        client = client_of(rows, reader)
        text = "".join(read(client.get(reverse(page, args=[rows[colab].pk]))) for page, colab in pages)
        return {word for word in (*MINE, OF_THE_TEN) if word in text}

    both = [("events:hour", "now"), ("followups:after", "held")]
    assert shown("ana", *both) == {*MINE, OF_THE_TEN}
    assert shown("fellow", *both) == {OF_THE_TEN}
    assert {word for word in MINE if word in str(export.of(rows["ana"]))} == set(MINE)


def test_no_page_of_the_administration_says_it(rows):
    """Check R-NOTES-TO-MYSELF and R-PRIVATE-MEANS-PRIVATE."""
    client = client_of(rows, "staff")
    for model in admin.site._registry:
        place = f"admin:{model._meta.app_label}_{model._meta.model_name}"
        pages = [reverse(f"{place}_changelist") + query for query in ("", f"?q={COMMON}")]
        for row in model._default_manager.all():
            pages += [reverse(f"{place}_{page}", args=[row.pk]) for page in ("change", "delete", "history")]
        for page in pages:
            assert not_for("staff", read(client.get(page))) == [], page


def test_no_mail_feed_or_export_says_it_to_anybody_else(rows, mailoutbox, time_machine):
    """Check R-NOTES-TO-MYSELF and R-NOTES-FOR-THE-TEN."""
    tasks = {task.name: task for task in _tasks()}
    for days in (0, 7, 7, 30):
        time_machine.shift(timedelta(days=days, hours=1))
        for name in TASKS:
            tasks[name]()

    assert {"wrap-up", "report", "open-ends"} <= set(Message.objects.values_list("kind", flat=True))
    for mail in mailoutbox:
        parts = [part.get_payload(decode=True) or b"" for part in mail.message().walk()]
        assert not_for("", b"".join(parts).decode(errors="replace") + mail.subject) == [], mail.subject
    for person in Participant.objects.exclude(pk=rows["ana"].pk):
        assert not_for("", str(export.of(person))) == []
        assert not_for("", read(Client().get(reverse("events:my_feed", args=[feeds.renew(person)])))) == []


def _tasks():
    for part in ("events", "followups", "network", "participants", "mailing"):
        module = import_module(f"{part}.tasks")
        yield from (task for task in vars(module).values() if isinstance(task, Task))


def test_it_is_stored_in_its_own_row_alone(rows, capsys):
    call_command("dumpdata", "--all")
    stored = capsys.readouterr().out

    assert all(word in stored for word in MINE)
    Insight.objects.filter(author=rows["ana"]).delete()
    call_command("dumpdata", "--all")
    assert not_for("", capsys.readouterr().out) == []


@pytest.mark.parametrize("reader", ["fellow", "organizer"])
def test_the_page_of_the_hour_is_the_same_with_it_and_without(rows, reader):
    """Check R-NOTES-TO-MYSELF: neither a number, nor that the page is read anew."""
    client, page = client_of(rows, reader), reverse("events:hour_now", args=[rows["now"].pk])
    seen = client.get(page, headers={"HX-Request": "true"}).text.partition("seen=")[2].partition('"')[0]
    assert client.get(f"{page}?seen={seen}", headers={"HX-Request": "true"}).status_code == 204

    note = insights.write(rows["now"], rows["ana"], "One note more.", audience="me")
    insights.edit(note, "One note less.")
    assert client.get(f"{page}?seen={seen}", headers={"HX-Request": "true"}).status_code == 204

    insights.delete(note)
    assert client.get(f"{page}?seen={seen}", headers={"HX-Request": "true"}).status_code == 204
