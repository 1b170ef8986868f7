"""The append-only record of who did what (R-AUDIT)."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from django.contrib.auth.models import Permission
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction
from django.urls import reverse
from django.utils import timezone

from forums.spaces import memberships
from forums.topics import posts, topics
from moderation import reports
from participants import audit
from participants.accounts import activation, second_factor
from participants.models import AuditEntry
from participants.privacy import erasure, export
from testing import make

pytestmark = pytest.mark.django_db


def entries(**about):
    """Return (verb, actor, subject, changes) of the entries, the oldest first."""
    rows = AuditEntry.objects.filter(**about).order_by("pk")
    return list(rows.values_list("verb", "actor", "key", "changes"))


@pytest.fixture
def ana(client):
    person = make.participant("Ana Ruiz", email="ana@example.org", password=make.PASSWORD)
    activation.confirm(person)
    return person


def sign_in(client, person, password=make.PASSWORD):
    return client.post(reverse("account_login"), {"login": person.email, "password": password})


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE participants_auditentry SET actor_id = 1",
        "DELETE FROM participants_auditentry",
        "TRUNCATE participants_auditentry",
    ],
)
def test_the_database_refuses_to_change_or_delete_an_entry(ana, sql):
    """Check R-AUDIT."""
    audit.record(ana, "signed-in", ana)

    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(sql)

    assert entries() == [("signed-in", ana.pk, ana.pk, {})]


@pytest.mark.parametrize("value", ["Ana Ruiz", "ana@example.org", "x" * 41, ["a"], {"a": 1}, 1.5, "über uns"])
def test_what_may_be_a_name_an_address_or_a_text_is_not_taken(ana, value):
    with pytest.raises(ValueError, match="Not for the record"):
        audit.record(ana, "account-changed", ana, {"name": value})


def test_an_unknown_verb_is_not_taken(ana):
    with pytest.raises(ValueError, match="danced"):
        audit.record(ana, "danced", ana)


# --- What is recorded


def test_signing_in_failing_and_signing_out(client, ana):
    sign_in(client, ana, "wrong")
    sign_in(client, ana)
    client.post(reverse("account_logout"))

    assert entries() == [
        ("sign-in-failed", None, ana.pk, {"by": "password"}),
        ("signed-in", ana.pk, ana.pk, {}),
        ("signed-out", ana.pk, ana.pk, {}),
    ]


def test_an_unknown_address_is_recorded_without_it(client):
    client.post(reverse("account_login"), {"login": "nobody@example.org", "password": "wrong"})

    assert entries() == [("sign-in-failed", None, None, {"by": "password"})]


def test_a_changed_password(client, ana):
    sign_in(client, ana)
    new = "another horse battery staple"
    client.post(
        reverse("account_change_password"),
        {"oldpassword": make.PASSWORD, "password1": new, "password2": new},
    )

    assert entries(verb="password-changed") == [("password-changed", ana.pk, ana.pk, {})]


def test_export_and_erasure(client, ana):
    sign_in(client, ana)
    client.get(reverse("participants:export"))
    erasure.erase(ana)

    assert [verb for verb, *_rest in entries()] == ["signed-in", "exported", "erased"]


def test_hiding_showing_settling_and_closing():
    moderator, topic = make.moderator(), make.topic()
    reply = make.post(topic)
    reports.report(reply, make.participant(), "Odd")
    for _again in range(2):
        posts.hide(reply, moderator, "Rude")
    for _again in range(2):
        posts.show(reply, moderator)
    for _again in range(2):
        topics.close(topic, moderator)
    topics.reopen(topic, moderator)
    topics.hide(topic, moderator, "Spam")

    assert entries() == [
        ("hidden", moderator.pk, reply.pk, {}),
        ("reports-settled", moderator.pk, reply.pk, {"reports": 1}),
        ("shown", moderator.pk, reply.pk, {}),
        ("closed", moderator.pk, topic.pk, {}),
        ("reopened", moderator.pk, topic.pk, {}),
        ("hidden", moderator.pk, topic.pk, {}),
    ]


def test_the_pages_name_who_did_it(client):
    moderator, topic = make.moderator(), make.topic()
    client.force_login(moderator)
    for name in ("close", "reopen"):
        client.post(reverse(f"forums:{name}", args=[topic.pk]))
    topics.hide(topic, moderator, "Spam")
    client.post(reverse("forums:unhide_topic", args=[topic.pk]))

    assert {actor for _verb, actor, _key, _changes in entries()} == {moderator.pk}


def test_joining_and_leaving_a_space(ana):
    forum = make.forum()
    for _again in range(2):
        memberships.join(forum, ana)
    for _again in range(2):
        memberships.leave(forum, ana)

    assert entries() == [("joined", ana.pk, forum.pk, {}), ("left", ana.pk, forum.pk, {})]


def memberships_form(*rows, initial):
    """What the page of a space in the administration sends for its members: {field: value} for each."""
    sent = {"memberships-TOTAL_FORMS": len(rows), "memberships-INITIAL_FORMS": initial}
    for number, row in enumerate(rows):
        joined = {"joined_at_0": "2026-11-03", "joined_at_1": "12:00"}
        sent |= {f"memberships-{number}-{name}": value for name, value in (joined | row).items()}
    return sent


def test_staff_gives_rights_in_a_space_and_takes_somebody_out(client, staff, ana):
    forum, bo = make.forum(), make.participant()
    address = reverse("admin:forums_forum_change", args=[forum.pk])
    about = {
        name: getattr(forum, name) for name in ("name", "slug", "kind", "purpose", "language", "position")
    }
    about |= {"is_public": "on"}
    kept = make.membership(forum, ana)
    there = {"id": kept.pk, "forum": forum.pk, "participant": ana.pk}
    new = {"id": "", "forum": forum.pk, "participant": bo.pk}

    for rows in ([there | {"moderates": "on"}, new], [there | {"moderates": "on", "DELETE": "on"}]):
        answer = client.post(address, about | memberships_form(*rows, initial=1))
        assert answer.status_code == 302, answer.context["errors"]

    assert entries(kind="forums.forum") == [
        ("joined", staff.pk, forum.pk, {"participant": bo.pk, "moderates": False}),
        ("moderates", staff.pk, forum.pk, {"participant": ana.pk, "moderates": True}),
        ("removed", staff.pk, forum.pk, {"participant": ana.pk}),
    ]


# --- What becomes of it


def test_an_entry_outlives_the_account_and_names_nobody(ana):
    audit.record(ana, "signed-in", ana)
    erasure.erase(ana)

    assert [verb for verb, *_rest in entries(actor=ana.pk)] == ["signed-in", "erased"]
    assert str(AuditEntry.objects.first().actor) == "Former participant"


def test_ones_own_sign_ins_are_in_the_export_and_nobody_elses(ana):
    other = make.staff()
    audit.record(ana, "signed-in", ana)
    audit.record(other, "second-factor-reset", ana)
    audit.record(other, "signed-in", other)
    audit.record(other, "roles-changed", ana, {"is_organizer": True})

    rows = export.of(ana)["sign_ins"]

    assert [row["verb"] for row in rows] == ["signed-in", "second-factor-reset"]
    assert set(rows[0]) == {"at", "verb", "changes"}


def test_a_row_that_is_deleted_leaves_its_entries(ana):
    with transaction.atomic():
        audit.record(ana, "signed-in", ana)
    make.participant().delete()
    type(ana).objects.filter(pk=ana.pk).delete()

    assert [verb for verb, *_rest in entries()] == ["signed-in"]


def test_old_entries_are_deleted_by_command_alone_which_is_recorded(ana):
    with time_machine.travel("2024-01-05 12:00Z"):
        audit.record(ana, "signed-in", ana)
    audit.record(ana, "signed-out", ana)

    call_command("prune_audit", "--before", "2025-01-01")

    assert entries() == [
        ("signed-out", ana.pk, ana.pk, {}),
        ("record-pruned", None, None, {"before": "2025-01-01", "entries": 1}),
    ]
    with pytest.raises(DatabaseError), transaction.atomic():
        AuditEntry.objects.all().delete()


@pytest.mark.parametrize("before", [f"{timezone.now() - timedelta(days=300):%Y-%m-%d}", "2025-02-30", "soon"])
def test_entries_of_the_last_year_cannot_be_deleted(ana, before):
    audit.record(ana, "signed-in", ana)

    with pytest.raises(CommandError):
        call_command("prune_audit", "--before", before)

    assert AuditEntry.objects.count() == 1


def test_a_year_ago_is_the_edge():
    now = datetime(2026, 11, 27, 12, tzinfo=UTC)
    with time_machine.travel(now, tick=False):
        assert audit.prune(now - audit.KEEP) == 0
        with pytest.raises(audit.Refused):
            audit.prune(now - audit.KEEP + timedelta(seconds=1))


# --- Its page


def page(client, person, query=""):
    client.force_login(person)
    return client.get(reverse("admin:participants_auditentry_changelist") + query)


def test_superusers_read_it_and_nobody_else(client):
    """Check R-AUDIT."""
    staff = make.participant(is_staff=True)
    give(staff, "view_auditentry", "change_auditentry", "delete_auditentry", "add_auditentry")

    assert page(client, make.staff()).status_code == 200
    assert page(client, staff).status_code == 403
    assert "auditentry" not in client.get(reverse("admin:index")).text


def give(person, *permissions):
    person.user_permissions.set(Permission.objects.filter(codename__in=permissions))


def test_nobody_changes_it_there(client):
    superuser = make.staff()
    audit.record(superuser, "signed-in", superuser)
    entry = AuditEntry.objects.get()
    client.force_login(superuser)
    for name in ("change", "delete"):
        answer = client.post(
            reverse(f"admin:participants_auditentry_{name}", args=[entry.pk]), {"post": "yes"}
        )
        assert answer.status_code == 403
    assert client.post(reverse("admin:participants_auditentry_add")).status_code == 403
    assert AuditEntry.objects.count() == 1


def shown(answer):
    return [entry.verb for entry in answer.context["cl"].result_list]


def test_it_is_filtered_by_verb_by_who_and_by_day(client):
    superuser, ana = make.staff(), make.participant(email="ana@example.org")
    with time_machine.travel("2026-11-03 12:00Z"):
        audit.record(ana, "signed-in", ana)
    audit.record(superuser, "exported", superuser)

    assert shown(page(client, superuser, "?verb=exported")) == ["exported"]
    assert shown(page(client, superuser, "?q=ana@example.org")) == ["signed-in"]
    assert shown(page(client, superuser, "?q=2026-11-03")) == ["signed-in"]
    assert shown(page(client, superuser, "?q=2026-11-31")) == []
    assert shown(page(client, superuser, "?verb=nothing")) == ["exported", "signed-in"]


def test_authenticators_are_recorded(client, ana):
    Authenticator.objects.create(user=ana, type="totp", data={})

    second_factor.reset(ana)

    assert entries() == [("second-factor-reset", None, ana.pk, {})]
