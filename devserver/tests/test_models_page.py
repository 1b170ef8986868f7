"""`docs/models.md` is what `make models` writes."""

import pytest
from django.apps import apps
from django.core.management import call_command

from devserver import models_page

pytestmark = pytest.mark.django_db


def test_the_page_says_what_the_models_say():
    written = models_page.PAGE.read_text(encoding="utf-8")

    assert written == models_page.page(), "docs/models.md is not up to date: `make models` rewrites it."


def test_the_command_writes_the_page(tmp_path, monkeypatch):
    monkeypatch.setattr(models_page, "PAGE", tmp_path / "models.md")

    call_command("models")

    assert models_page.PAGE.read_text(encoding="utf-8") == models_page.page()


def test_a_key_says_where_it_leads_and_what_becomes_of_its_row():
    registrations = models_page.rows(apps.get_model("events.Registration"))

    assert registrations["key, CASCADE", "", ""] == ["`colab` → CoLab", "`participant` → Participant"]
    assert registrations["number", "empty", ""] == ["`seat`"]


def test_a_comment_beside_a_field_is_its_remark():
    messages = models_page.rows(apps.get_model("mailing.Message"))

    assert messages["text", "unique", "an idempotency key: what the message is about"] == ["`key`"]


@pytest.mark.parametrize(
    ("model", "line"),
    [
        ("events.Registration", "- `one_person_per_seat`: `UNIQUE (colab_id, seat)`"),
        ("participants.Participant", "- `one_account_per_address`: `UNIQUE ((LOWER(email)))`"),
        (
            "moderation.Report",
            "- `one_open_report_each`: `UNIQUE (kind, key, reporter_id) WHERE settled_at IS NULL`",
        ),
        ("events.CoLab", "- `at_most_ten_seats`: `CHECK ((capacity >= 1 AND capacity <= 10))`"),
    ],
)
def test_a_constraint_says_what_postgresql_is_told(model, line):
    assert line in models_page.page().partition(f"### {model.rpartition('.')[2]}\n")[2].partition("###")[0]


def test_the_picture_shows_keys_but_none_that_nothing_follows_back():
    assert '    Participant ||--o{ Pick : "chooser, chosen"' in models_page.page()
    assert '"hidden_by"' not in models_page.page()
