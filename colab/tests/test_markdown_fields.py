"""Every field for Markdown refuses what becomes too large, and keeps what was typed (R-RENDERED-SIZE)."""

import json

import pytest
from django.core.management import call_command
from django.forms import BaseForm
from django.urls import reverse

from colab.tests import addresses, refusals
from core.web.fields import MarkdownField
from followups.notes import insights
from forums.models import Forum, Post
from mailing import outbox
from testing import make

pytestmark = pytest.mark.django_db
SENTENCE = "This text becomes too large as a page"


def bomb(letters):
    """A text of at most this many letters whose HTML is many times as long."""
    half = letters // 2 - 10
    return "[a]: /" + "x" * half + "\n\n" + "[a]" * (half // 3)


FIELDS = {
    "forums:new_topic": ("text", 30_000, {"title": "A question", "language": "en"}),
    "forums:preview_topic": ("text", 30_000, {"title": "A question", "language": "en"}),
    "forums:reply": ("text", 30_000, {}),
    "forums:preview_reply": ("text", 30_000, {}),
    "forums:edit_post": ("text", 30_000, {"title": "A question"}),
    "events:declare": ("description", 5000, {}),
    "events:edit": ("description", 5000, {}),
    "followups:write_insight": ("text", 10_000, {"kind": "insight", "audience": "readers"}),
    "followups:edit_insight": ("text", 10_000, {"kind": "insight"}),
    "followups:comment": ("text", 5000, {}),
    "followups:post_as_topic": ("text", 30_000, {"title": "A question"}),
    "followups:harvest": ("themes", 5000, {"summary": "One form."}),
    "followups:keep_harvest": ("next_steps", 5000, {"summary": "One form."}),
    "participants:me": ("about", 2000, {}),
}


@pytest.mark.parametrize("name", FIELDS)
def test_a_field_refuses_what_becomes_too_large_and_keeps_it(client, name):
    field, letters, fields = FIELDS[name]
    rows = addresses.world()
    text = bomb(letters)

    answer = refusals.send(client, name, rows, fields | {field: text})

    page = answer.content.decode()
    assert answer.status_code == 422
    assert SENTENCE in page
    assert text[-100:] in page


MAY_BE_EMPTY = {
    "events:declare",
    "events:edit",
    "participants:me",
    "followups:harvest",
    "followups:keep_harvest",
}
NEEDED = sorted(FIELDS.keys() - MAY_BE_EMPTY)
UNSEEN = ["&nbsp;", "\u200b\u2060", "[](https://example.org)", "[//]: # (a note)", "![]()"]


@pytest.mark.parametrize(("name", "text"), [*zip(NEEDED, UNSEEN * 2, strict=False)])
def test_a_field_refuses_a_text_of_which_nothing_would_be_seen(client, name, text):
    """Check R-NOTHING-VANISHES."""
    field, _letters, fields = FIELDS[name]

    answer = refusals.send(client, name, addresses.world(), fields | {field: text})

    assert answer.status_code == 422
    assert "Nothing of this text would be seen. Write at least one word." in answer.text


@pytest.mark.parametrize("required", [True, False])
def test_a_text_keeps_the_spaces_it_begins_with_and_none_after_it(required):
    field = MarkdownField(required=required)

    assert field.clean("\r\n \n    code\r\n    more \n\n ") == "    code\n    more"


@pytest.mark.parametrize("text", ["", " \n ", *UNSEEN])
def test_a_text_that_may_be_empty_is_empty_where_nothing_would_be_seen(text):
    assert MarkdownField(required=False).clean(text) == ""


def test_the_help_says_that_line_breaks_stay_and_how_links_are_written():
    assert MarkdownField(help_text="Be kind.").help_text == (
        "Be kind. Line breaks stay. An address such as https://example.org becomes a link; "
        "[words](https://example.org) is a link with words of your own."
    )


def test_the_preview_while_typing_says_so(client):
    client.force_login(make.participant())

    answer = client.post("/posts/preview/", {"text": bomb(30_000)})

    assert (answer.status_code, SENTENCE in answer.content.decode()) == (422, True)


def test_the_supports_of_a_forum_are_refused_in_the_administration(client):
    forum = make.forum()
    client.force_login(make.staff())
    address = reverse("admin:forums_forum_change", args=[forum.pk])
    form = client.get(address).context["adminform"].form
    sent = {name: form[name].value() or "" for name in form.fields} | {"supports": bomb(999)}
    sent |= {"memberships-TOTAL_FORMS": "0", "memberships-INITIAL_FORMS": "0"}

    page = client.post(address, sent)

    assert SENTENCE in page.content.decode()
    assert Forum.objects.get(pk=forum.pk).supports == ""


def test_an_import_leaves_out_what_becomes_too_large_and_says_so(tmp_path, capsys):
    line = {"id": 1, "topic_id": 1, "topic_title": "Forms", "post_number": 1, "username": "maple"}
    line |= {"created_at": "2024-01-08T15:00:00Z", "cooked": "<p>Fine.</p>"}
    path = tmp_path / "posts.jsonl"
    links = '<a href="https://a.org">a</a> ' * 5000
    rows = [line | {"cooked": f"<p>{links}</p>"}, line | {"id": 2, "post_number": 2}]
    path.write_text("\n".join(map(json.dumps, rows)))

    call_command("import_discourse", str(path))

    said = capsys.readouterr()
    assert "line 1: it becomes too large as a page" in said.err
    assert "Bad lines: 1" in said.out
    assert list(Post.objects.values_list("text", flat=True)) == ["Fine."]


def test_the_mail_about_an_answer_stays_small(mailoutbox):
    held = make.held_colab(people=[make.participant(), make.participant()])
    first, second = (row.participant for row in held.registrations.order_by("pk"))
    insight = insights.write(held, first, "One form for all.")
    insights.comment(insight, second, "[a](b) " * 700)

    outbox.send_due()

    (mail,) = mailoutbox
    assert len(bytes(mail.message())) < 100_000


def forms_of(base):
    for form in base.__subclasses__():
        yield form
        yield from forms_of(form)


def test_every_form_with_a_text_in_markdown_asks_through_the_one_field():
    assert [
        f"{form.__name__}.{name}"
        for form in forms_of(BaseForm)
        for name, field in getattr(form, "base_fields", {}).items()
        if "data-markdown" in field.widget.attrs and not isinstance(field, MarkdownField)
    ] == []
