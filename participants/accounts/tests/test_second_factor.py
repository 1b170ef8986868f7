"""A second factor for those whose role is more than their own (R-SECOND-FACTOR)."""

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.core.management import CommandError, call_command
from django.urls import reverse

from colab.tests.test_account_pages import _code as code
from mailing import outbox
from participants.accounts import activation
from participants.models import AuditEntry
from testing import make

pytestmark = pytest.mark.django_db

SETUP = "/accounts/2fa/totp/activate/"


@pytest.fixture(autouse=True)
def required(settings):
    settings.SECOND_FACTOR_REQUIRED = True


def person(**fields):
    made = make.participant(password=make.PASSWORD, **fields)
    activation.confirm(made)
    return made


def sign_in(client, who):
    client.post(reverse("account_login"), {"login": who.email, "password": make.PASSWORD})
    client.post(reverse("account_reauthenticate"), {"password": make.PASSWORD})


ROLES = ["is_staff", "is_superuser", "is_moderator", "is_organizer"]


@pytest.mark.parametrize("role", ROLES)
def test_the_next_sign_in_leads_to_the_set_up_and_nowhere_else(client, role):
    """Check R-SECOND-FACTOR."""
    sign_in(client, person(**{role: True}))

    for address in (
        "/",
        "/forums/",
        "/me/",
        "/admin/",
        "/me/export/",
        reverse("account_email"),
        reverse("mfa_index"),
    ):
        assert client.get(address)["Location"] == SETUP
    assert client.get(SETUP).status_code == 200


def test_an_address_that_was_never_confirmed_leads_nobody_in_circles(client):
    """Check R-SECOND-FACTOR: the set-up opens, whatever else is unfinished."""
    who = person(is_organizer=True)
    EmailAddress.objects.create(user=who, email="wanted@example.org")
    sign_in(client, who)

    assert client.get("/")["Location"] == SETUP
    assert client.get(SETUP).status_code == 200


def test_those_with_roles_in_a_co_lab_or_a_space_are_not_asked(client):
    who, forum = person(), make.forum()
    make.membership(forum, who, moderates=True)
    make.colab(facilitator=who, harvester=who)
    sign_in(client, who)

    assert client.get("/forums/").status_code == 200


def test_once_it_is_set_up_the_codes_are_shown_and_everything_is_open(
    client, django_capture_on_commit_callbacks
):
    sign_in(client, person(is_organizer=True))
    secret = client.get(SETUP).context["form"].secret

    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post(SETUP, {"code": code(secret)}, follow=True)

    assert answer.redirect_chain[-1][0] == reverse("mfa_view_recovery_codes")
    assert len(answer.context["unused_codes"]) == 10
    assert client.get(reverse("mfa_download_recovery_codes")).status_code == 200
    assert client.get("/organize/").status_code == 200
    recorded = set(AuditEntry.objects.values_list("verb", flat=True))
    assert recorded == {"signed-in", "second-factor-set", "recovery-codes-made"}


def test_who_is_promoted_is_led_there_at_the_next_page(client):
    who = person()
    sign_in(client, who)
    assert client.get("/forums/").status_code == 200

    type(who).objects.filter(pk=who.pk).update(is_moderator=True)

    assert client.get("/forums/")["Location"] == SETUP


def test_a_piece_for_htmx_leads_the_whole_page_there(client):
    sign_in(client, person(is_organizer=True))

    answer = client.get("/forums/", headers={"HX-Request": "true"})

    assert answer.headers["HX-Redirect"] == SETUP


def test_no_post_goes_through(client):
    sign_in(client, person(is_moderator=True))
    topic = make.topic()

    client.post(reverse("forums:close", args=[topic.pk]))

    topic.refresh_from_db()
    assert topic.closed_at is None


def test_signing_out_languages_and_visitors_are_free(client):
    assert client.get("/forums/").status_code == 200
    sign_in(client, person(is_organizer=True))

    assert client.post(reverse("set_language"), {"language": "fr"})["Location"] != SETUP
    assert client.post(reverse("account_logout"))["Location"] == "/"
    assert "_auth_user_id" not in client.session


def test_the_page_says_why_one_is_there(client):
    sign_in(client, person(is_organizer=True))

    assert "Your role on this site asks for a second step" in client.get(SETUP).text


def test_who_has_to_show_once_more_that_it_is_them_is_told_why(client):
    who = person(is_organizer=True)
    client.post(reverse("account_login"), {"login": who.email, "password": make.PASSWORD})

    page = client.get("/", follow=True)

    assert page.redirect_chain[-1][0].startswith(reverse("account_reauthenticate"))
    assert "Your role on this site asks for a second step" in page.text


def test_who_sets_it_up_freely_is_not_told_so(client):
    sign_in(client, person())

    assert "Your role on this site" not in client.get(SETUP).text


@pytest.mark.parametrize(("role", "told"), [("is_organizer", True), ("listed", False)])
def test_who_turns_it_off_is_told_before_whether_their_role_asks_for_it(client, role, told):
    sign_in(client, person(**{role: True}))
    secret = client.get(SETUP).context["form"].secret
    client.post(SETUP, {"code": code(secret)})

    page = client.get(reverse("mfa_deactivate_totp")).text

    assert ("you can do nothing else here" in page) == told


def test_where_it_is_not_required_nobody_is_held(client, settings):
    settings.SECOND_FACTOR_REQUIRED = False
    sign_in(client, person(is_organizer=True))

    assert client.get("/organize/").status_code == 200


# --- Lost


def with_factor():
    who = person(is_organizer=True)
    for kind in ("totp", "recovery_codes"):
        Authenticator.objects.create(user=who, type=kind, data={})
    return who


def test_a_lost_one_is_reset_by_command_recorded_and_told(client, mailoutbox, capsys):
    who = with_factor()

    call_command("reset_second_factor", who.email.upper(), "--yes")
    outbox.send_due()

    assert not Authenticator.objects.exists()
    assert AuditEntry.objects.get().verb == "second-factor-reset"
    assert [(mail.to, mail.subject) for mail in mailoutbox] == [([who.email], "Your second step was reset")]
    sign_in(client, who)
    assert client.get("/")["Location"] == SETUP


@pytest.mark.parametrize(("answer", "left"), [("yes", 0), ("y", 2), ("", 2)])
def test_the_command_asks_first(monkeypatch, answer, left):
    who = with_factor()
    monkeypatch.setattr("builtins.input", lambda question: answer)
    if left:
        with pytest.raises(CommandError, match=r"Nothing was changed\."):
            call_command("reset_second_factor", who.email)
    else:
        call_command("reset_second_factor", who.email)

    assert Authenticator.objects.count() == left


@pytest.mark.parametrize("address", ["nobody@example.org", "none@example.org"])
def test_the_command_says_what_is_not_there(address):
    make.participant(email="none@example.org")

    with pytest.raises(CommandError, match=r"No active account|has no second factor"):
        call_command("reset_second_factor", address, "--yes")
