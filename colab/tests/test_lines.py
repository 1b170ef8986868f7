"""Every single line and every address of mail comes in through one field (R-LINES, R-MAILBOXES)."""

from email import message_from_bytes

import pytest
from django import forms
from django.apps import apps
from django.contrib import admin
from django.core.management import CommandError, call_command
from django.db import models
from django.forms import BaseForm
from django.test import RequestFactory
from django.urls import reverse
from icalendar import Calendar

from colab.tests import addresses
from core.web.columns import Line, Mailbox
from core.web.fields import LineField, MailboxField, MarkdownField
from events.models import CoLab
from events.registration import seats
from followups.notes import insights
from forums.models import Forum, Tag, Topic
from mailing import outbox
from participants.accounts.forms import AnotherAddress, AskForCode, AskForReset, SignIn, SignUp
from participants.models import Participant
from testing import make

pytestmark = pytest.mark.django_db
OURS = (
    "colab",
    "core",
    "events",
    "followups",
    "forums",
    "learning",
    "mailing",
    "moderation",
    "network",
    "participants",
)

# --- What is typed without these fields, and why

FORMS = {
    "ClockForm.next": "a path on this site, checked as one",
    "EditsOnce.begun": "a digest that the page carries",
    "SentOnce.opened": "the time at which the page was made; what is no number is left out",
    "Claim.password": "a password: every sign of it counts",
    "Code.code": "a code: what does not agree with it is refused",
    "AddressCode.code": "the same",
    "ZoneField": "a city, looked up in a table",
    "SlugField": "takes letters, digits, hyphens and underscores alone",
    "URLField": "an address, of which Django takes no white space and no sign that controls",
}
ACCOUNTS = (SignUp, SignIn, AskForCode, AskForReset, AnotherAddress)  # see the test of their pages
SECRETS = ("password", "code")  # on pages of accounts: every sign counts
COLUMNS = {  # written by the code alone
    "participants.Participant.password": "a digest",
    "participants.Participant.imported_as": "the key of an author in the forum of origin",
    "participants.Invitation.kind": "of a registry",
    "participants.SectionChoice.section": "of a registry",
    "participants.LimitCount.*": "keys",
    "participants.AuditEntry.*": "keys",
    "moderation.Report.kind": "of a registry",
    "forums.Topic.imported_as": "a key",
    "forums.Post.imported_as": "a key",
    "forums.Topic.slug": "made by core.text.slugs",
    "forums.Forum.slug": "letters, digits, hyphens and underscores",
    "forums.Tag.slug": "made by core.text.slugs",
    "forums.Tag.key": "made of the name",
    "forums.Word.*": "words of PostgreSQL's parser",
    "events.FeedKey.digest": "a digest",
    "events.CoLab.wall_time": "a date and a time",
    "events.CoLab.room_url": "an address",
    "learning.Trial.evidence_url": "an address",
    "learning.Output.url": "an address",
    "learning.Output.evidence_url": "an address",
    "learning.Output.organization_key": "made of the organization",
    "learning.Contributor.organization_key": "made of the organization",
    "learning.Use.organization_key": "made of the organization",
    "learning.ValueReading.part": "a district of a use, or a value of ours",
    "events.Step.method": "the key of a card",
    "events.EntryVersion.*": "made by the code, of lines that are clean",
    "events.Registration.attendance": "read by nobody any more",
    "events.CalendarReply.*": "made by the code",
    "events.ReplyCount.*": "made by the code",
    "events.OffsetSnapshot.*": "made by the code",
    "mailing.Message.*": "made by the code; the subject of clean lines",
}


def forms_of(base):
    for form in base.__subclasses__():
        yield form
        yield from forms_of(form)


def ours():
    """Yield (name, field) of each field of our forms, and of those that the administration makes."""
    reverse("home")  # imports the views, and with them all forms
    declared = [
        form
        for form in forms_of(BaseForm)
        if form.__module__.startswith(OURS) and not issubclass(form, ACCOUNTS)
    ]
    for form in [*declared, *forms_of_administration()]:
        if ".tests" not in form.__module__:
            for name, field in getattr(form, "base_fields", {}).items():
                yield f"{form.__name__}.{name}", field


def forms_of_administration():
    request = RequestFactory().get("/")
    request.user = make.participant(is_staff=True, is_superuser=True)
    for model, site in admin.site._registry.items():
        if model.__module__.startswith(OURS) and site.has_change_permission(request):
            yield site.get_form(request)
            yield site.get_form(request, model(), change=True)


def test_every_single_line_comes_in_through_the_one_field():
    clean = (LineField, MarkdownField, MailboxField)
    assert {
        name
        for name, field in ours()
        if isinstance(field, forms.CharField)
        and not isinstance(field, clean)
        and not {name, type(field).__name__} & FORMS.keys()
        and not name.endswith((".begun", ".opened"))
    } == set()


def test_every_address_of_mail_comes_in_through_the_one_field(client):
    """The forms of django-allauth, which ours change where they are made, are looked at on their pages."""
    assert [name for name, field in ours() if type(field) is forms.EmailField] == []

    pages = ["account_login", "account_signup", "account_request_login_code", "account_reset_password"]
    found = {page: shown(client, page) for page in pages}
    client.force_login(addresses.world()["member"])
    found["account_email"] = shown(client, "account_email")

    assert [page for page, fields in found.items() if fields.count(MailboxField) != 1] == []
    assert {field for fields in found.values() for field in fields} == {LineField, MailboxField}


def shown(client, page):
    """Return the classes of the fields for text on a page of accounts."""
    fields = client.get(reverse(page)).context["form"].fields
    texts = {name: field for name, field in fields.items() if isinstance(field, forms.CharField)}
    return [type(field) for name, field in texts.items() if name not in SECRETS]


def test_every_column_that_people_write_in_is_kept_clean():
    def known(label, name):
        return {f"{label}.{name}", f"{label}.*"} & COLUMNS.keys()

    assert [
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models()
        if model.__module__.startswith(OURS)
        for field in model._meta.concrete_fields
        if isinstance(field, models.CharField)
        and not isinstance(field, (Line, Mailbox))
        and not field.choices
        and not known(model._meta.label, field.name)
    ] == []


# --- What arrives


HOSTILE = "xy\r\nBcc: evil@example.org\u202e\x08\x1b\u200b z"
CLEAN = "xy Bcc: evil@example.org z"


def test_a_topic_has_one_clean_line_for_a_title(client):
    person, forum = make.participant(), make.forum()
    client.force_login(person)

    client.post(
        reverse("forums:new_topic", args=[forum.slug]), {"title": HOSTILE, "text": "How?", "language": "en"}
    )

    assert Topic.objects.get().title == CLEAN


@pytest.mark.parametrize("title", ["\u200b" * 5, "\u2800" * 9, "\u3164\u115f\uffa0" * 3, "\ufe0f\u200d" * 4])
def test_a_title_of_which_nothing_would_be_seen_is_refused_with_a_sentence(client, title):
    client.force_login(make.participant())

    answer = client.post(
        reverse("forums:new_topic", args=[make.forum().slug]),
        {"title": title, "text": "How?", "language": "en"},
    )

    assert answer.status_code == 422
    assert "Nothing of this can be seen." in answer.content.decode()
    assert not Topic.objects.exists()


def test_nul_is_refused_with_a_sentence(client):
    client.force_login(make.participant())

    answer = client.post(
        reverse("forums:new_topic", args=[make.forum().slug]),
        {"title": "a\0bcdef", "text": "How?", "language": "en"},
    )

    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == ["title"]


def test_a_topic_from_an_insight_has_the_same_rules(client):
    colab = make.held_colab(people=[ana := make.participant()])
    insight = insights.write(colab, ana, "Sharing helps.")
    client.force_login(ana)
    address = reverse("followups:post_as_topic", args=[insight.pk])
    typed = {"text": "How?", "language": "en", "forum": colab.topic.forum_id}

    refused = client.post(address, typed | {"title": "\u200b" * 5})
    client.post(address, typed | {"title": HOSTILE})

    assert refused.status_code == 422
    assert Topic.objects.latest("pk").title == CLEAN


def test_lengths_are_those_of_the_clean_text(client):
    client.force_login(make.participant())
    address = reverse("forums:new_topic", args=[make.forum().slug])

    client.post(address, {"title": "e\u0301" * 150 + "\u200b" * 20, "text": "How?", "language": "fr"})
    refused = client.post(address, {"title": "é" * 151, "text": "How?", "language": "fr"})

    assert Topic.objects.get().title == "é" * 150
    assert refused.status_code == 422


def test_whatever_writes_a_row_writes_clean_lines():
    person = Participant.objects.create_user("ANA@bücher.example", name="A\u202ena\nRuiz\u200b")
    forum = Forum(name="Par\x08ks\u2028and", slug="parks", purpose="\ufeffTrees")
    Forum.objects.bulk_create([forum])
    colab = make.colab(title="Sa\x1blt\n")
    colab.question = "Wh\u2066at?"
    colab.save(update_fields=["question"])

    assert (person.name, person.email) == ("Ana Ruiz", "ana@xn--bcher-kva.example")
    assert (forum.name, forum.purpose) == ("Parks and", "Trees")
    assert CoLab.objects.values_list("title", "question").get() == ("Salt", "What?")
    assert Tag.objects.make(["Bud\x08get"]).get().name == "Budget"


def test_staff_write_clean_lines_too(admin_client):
    address = reverse("admin:participants_participant_add")

    answer = admin_client.post(address, {"email": "Bo@BÜCHER.example", "name": "B\u202eo\u200b"})
    refused = admin_client.post(address, {"email": "bo@localhost", "name": "\u200b"})

    assert answer.status_code == 302
    assert Participant.objects.filter(email="bo@xn--bcher-kva.example", name="Bo").exists()
    assert {"email", "name"} <= refused.context["adminform"].form.errors.keys()


def test_nothing_of_a_line_breaks_a_mail_or_its_calendar(mailoutbox):
    """Also of a row from before the rule."""
    make.colab(title="A title")
    CoLab.objects.update(title=HOSTILE)

    seats.join(CoLab.objects.get(), make.participant("Ana"))
    outbox.send_due()

    [mail] = [mail for mail in mailoutbox if CLEAN in mail.subject]
    assert b"\nBcc:" not in mail.content
    assert mail.to == [Participant.objects.get(name="Ana").email]
    parts = message_from_bytes(mail.content).walk()
    [calendar] = [part for part in parts if part.get_content_type() == "text/calendar"]
    summary = Calendar.from_ical(calendar.get_payload(decode=True)).events[0]["SUMMARY"]
    assert not set("\r\n\x08\x1b") & set(summary)


def test_a_command_writes_the_same_lines_and_addresses(monkeypatch):
    monkeypatch.setenv("DJANGO_SUPERUSER_PASSWORD", make.PASSWORD)
    options = {"interactive": False, "verbosity": 0}

    call_command("createsuperuser", email="Boss@BÜCHER.example", name="B\u202eo\u200bss", **options)
    with pytest.raises(CommandError):
        call_command("createsuperuser", email="boss@localhost", name="Boss", **options)
    with pytest.raises(CommandError):
        call_command("createsuperuser", email="bo@example.org", name="\u200b", **options)

    assert [(boss.email, boss.name) for boss in Participant.objects.all()] == [
        ("boss@xn--bcher-kva.example", "Boss")
    ]
