"""Texts whose HTML is of an older version are rendered anew (R-MARKDOWN)."""

import pytest
from django.core.management import call_command

from core.text import markup
from events.models import CoLab
from forums.models import Post
from testing import make

pytestmark = pytest.mark.django_db


def test_texts_are_rendered_anew_and_nothing_else_changes(capsys):
    colab = make.colab(description="One\ntwo", description_html="<p>One two</p>\n")
    post = make.post(colab.topic, text="See https://example.org", edited_at=None)
    Post.objects.filter(pk=post.pk).update(html="<p>See https://example.org</p>\n")
    before = Post.objects.values().get(pk=post.pk)

    call_command("render_texts")

    after = Post.objects.values().get(pk=post.pk)
    assert after == before | {"html": markup.render("See https://example.org")}
    assert CoLab.objects.get().description_html == "<p>One<br>\ntwo</p>\n"
    assert "2 texts are rendered anew." in capsys.readouterr().out

    call_command("render_texts")

    assert "0 texts are rendered anew." in capsys.readouterr().out


def test_what_is_too_large_is_shown_as_it_was_typed():
    post = make.post(make.topic())
    text = "[a]: /" + "x" * 5000 + "\n\n" + "[a]" * 6000
    Post.objects.filter(pk=post.pk).update(text=text, html="<p>old</p>")

    call_command("render_texts")

    post.refresh_from_db()
    assert post.html == markup.render_or_plain(text)
