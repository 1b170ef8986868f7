"""Every page of the administration, opened by a superuser; what is read-only is so everywhere."""

import pytest
from allauth.account.models import EmailAddress
from django.contrib.admin.utils import flatten_fieldsets, label_for_field
from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from django.urls import reverse
from django.utils import translation

from colab import urls
from colab.tests.addresses import world
from followups.harvest import harvest
from followups.requests import requests
from forums.models import Membership
from mailing import outbox
from participants import audit
from testing import make

pytestmark = pytest.mark.django_db

EVERYTHING = {"add", "change", "delete"}
RIGHTS = {
    "account.EmailAddress": set(),
    "auth.Group": EVERYTHING,
    "events.CoLab": set(),
    "followups.FollowUpRequest": set(),
    "followups.Harvest": set(),
    "followups.Insight": set(),
    "forums.Forum": EVERYTHING,
    "forums.Tag": EVERYTHING,
    "mailing.Message": set(),
    "participants.AuditEntry": set(),
    "participants.Participant": {"add", "change"},  # an account is erased by its owner only
}
REGISTERED = {model._meta.label: model for model in urls.admin.site._registry}
NAMES = sorted(REGISTERED)


@pytest.fixture
def rows(staff):
    made = world()
    EmailAddress.objects.create(user=made["member"], email=made["member"].email)
    Group.objects.create(name="Helpers")
    audit.record(staff, "exported", staff)
    requests.ask(made["held"], made["member"], "Again, please.")
    harvest.record(made["held"], made["organizer"], summary="Fewer forms.")
    outbox.post("report", made["moderator"], "report:0", report=0)
    return made


def address(name, page, *arguments):
    meta = REGISTERED[name]._meta
    return reverse(f"admin:{meta.app_label}_{meta.model_name}_{page}", args=arguments)


def row_of(name):
    return REGISTERED[name]._default_manager.order_by("pk").last()


def test_every_registered_model_has_an_entry():
    assert sorted(RIGHTS) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_its_pages_to_look_at_open(client, rows, name):
    row = row_of(name)
    changelist = address(name, "changelist")

    for page in (changelist, f"{changelist}?q=a", address(name, "history", row.pk)):
        assert client.get(page).status_code == 200, page
    assert client.get(f"{changelist}?no_such_field=1", follow=True).status_code in (200, 400)


@pytest.mark.parametrize("name", NAMES)
def test_its_forms_are_those_that_are_meant(client, rows, name):
    """Check R-ADMIN-LOOKS."""
    row, rights = row_of(name), RIGHTS[name]

    add, delete = client.get(address(name, "add")), client.get(address(name, "delete", row.pk))
    change = client.get(address(name, "change", row.pk))

    assert (add.status_code, delete.status_code) == tuple(
        200 if right in rights else 403 for right in ("add", "delete")
    )
    assert change.status_code == 200
    assert change.context["has_change_permission"] is ("change" in rights)


@pytest.mark.parametrize("name", NAMES)
def test_what_is_not_meant_is_refused_when_it_is_sent(client, rows, name):
    """Check R-ADMIN-LOOKS."""
    row, model = row_of(name), REGISTERED[name]
    before = list(model._default_manager.order_by("pk").values())
    bulk = {"action": "delete_selected", "_selected_action": [row.pk], "post": "yes"}
    refused = EVERYTHING - RIGHTS[name]

    answers = [
        *([client.post(address(name, "add"), {})] if "add" in refused else []),
        *([client.post(address(name, "change", row.pk), {})] if "change" in refused else []),
        *([client.post(address(name, "delete", row.pk), {"post": "yes"})] if "delete" in refused else []),
    ]
    if "delete" in refused:
        client.post(address(name, "changelist"), bulk)

    assert {answer.status_code for answer in answers} <= {403}
    assert list(model._default_manager.order_by("pk").values()) == before


@pytest.mark.parametrize("name", [name for name in NAMES if "add" in RIGHTS[name]])
def test_a_form_sent_empty_says_what_is_missing(client, rows, name):
    answer = client.post(address(name, "add"), {"memberships-TOTAL_FORMS": 0, "memberships-INITIAL_FORMS": 0})

    assert answer.status_code == 200
    assert answer.context["adminform"].form.errors


@pytest.mark.parametrize("name", [name for name in NAMES if "delete" in RIGHTS[name]])
def test_what_may_be_deleted_is_deleted(client, rows, name):
    model = REGISTERED[name]
    row = make.forum() if name == "forums.Forum" else row_of(name)

    client.post(address(name, "delete", row.pk), {"post": "yes"})

    assert not model._default_manager.filter(pk=row.pk).exists()


def test_a_forum_with_topics_is_not_deleted(client, rows):
    forum = rows["forum"]

    page = client.post(address("forums.Forum", "delete", forum.pk), {"post": "yes"})

    assert page.status_code == 200
    forum.refresh_from_db()


def test_a_membership_stays_that_of_one_person(client, rows):
    """Another person in its place would leave the forum without giving anything back."""
    member, other = rows["member"], make.participant()
    kept = make.membership(rows["forum"], member)
    change = address("forums.Forum", "change", rows["forum"].pk)
    form = client.get(change).context["adminform"].form
    answers = {name: form[name].value() for name in form.fields if form[name].value()} | {"position": 0}
    answers |= {f"memberships-{name}_FORMS": 1 for name in ("TOTAL", "INITIAL")}
    answers |= {"memberships-0-id": kept.pk, "memberships-0-forum": kept.forum_id}
    answers |= {"memberships-0-participant": other.pk, "memberships-0-moderates": "on"}

    answer = client.post(change, answers)

    assert answer.status_code == 302, answer.context["errors"]
    saved = Membership.objects.get(pk=kept.pk)
    assert (saved.participant, saved.moderates) == (member, True)


def test_nothing_is_registered_that_holds_secrets():
    assert not {"mfa.Authenticator", "sessions.Session", "admin.LogEntry"} & REGISTERED.keys()
    assert ContentType._meta.label not in REGISTERED


def our_names():
    """Names of our models, of those shown inside them, and of the fields that pages of staff show."""
    for model, shown in urls.admin.site._registry.items():
        if not model.__module__.startswith(("allauth", "django")):
            yield str(model._meta.verbose_name)
            yield str(model._meta.verbose_name_plural)
            for name in (*shown.get_list_display(None), *flatten_fieldsets(shown.fieldsets or ())):
                if hasattr(model, name) and name not in ("id", "message_id"):
                    yield str(label_for_field(name, model, shown))


def test_models_and_fields_are_named_in_each_language():
    """R-THREE-LANGUAGES, for staff."""
    english = list(our_names())
    same_word = {
        "description",
        "forum",
        "forums",
        "co-lab",
        "co-labs",
        "participant",
        "Email",
        "district",
        "note",
        "notes",
    }
    for language in ("fr", "es"):
        with translation.override(language):
            names = list(our_names())
            assert "Co-Lab" in str(urls.admin.site.site_header)
            assert str(urls.admin.site.site_header) != "Co-Lab: administration"
        unnamed = {name for name, other in zip(english, names, strict=True) if name == other} - same_word
        assert unnamed == set()
