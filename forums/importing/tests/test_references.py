"""Mentions and quotations in imported posts lead to what came here (R-IMPORT-LINKS)."""

import pytest

from core.text import markup
from forums.importing import batches
from forums.importing.tests.test_import_discourse import line, run_import, written
from forums.models import Post, Topic
from participants.models import Participant
from participants.privacy import erasure
from testing import make

pytestmark = pytest.mark.django_db


def quotation(name, topic, number, inside="<p>Hi</p>", link=""):
    who = f' data-username="{name}"' if name else ""
    return (
        f'<aside class="quote"{who} data-post="{number}" data-topic="{topic}"><div class="title">'
        f'<div class="quote-controls"></div> {link or f"{name}:"}</div>'
        f"<blockquote>{inside}</blockquote></aside>"
    )


def mention(name):
    return f'<a class="mention" href="/u/{name.lower()}">@{name}</a>'


def post_of(number):
    return Post.objects.get(imported_as=f"discourse:{number}")


def test_quotations_nest_and_lead_to_where_they_stood(tmp_path):
    inner = quotation("oak", 2, 1)
    run_import(
        written(
            tmp_path / "posts",
            line(1, username="maple"),
            line(2, topic=2, post=1, username="oak"),
            line(3, post=2, cooked=quotation("maple", 1, 1, f"{inner}<p>outer</p>") + "<p>mine</p>"),
        )
    )
    maple, oak, post = post_of(1), post_of(2), post_of(3)
    assert post.text == (
        f"[maple]({maple.get_absolute_url()}) wrote:\n\n"
        f"> [oak]({oak.get_absolute_url()}) wrote:\n>\n> > Hi\n>\n> outer\n\nmine"
    )
    assert post.html == markup.render(post.text)
    assert post.html.count("<blockquote>") == 2


def test_the_line_above_a_quotation_is_in_the_language_of_the_topic(tmp_path):
    run_import(written(tmp_path / "posts", line(1), line(2, cooked=quotation("maple", 1, 1))), language="fr")
    assert post_of(2).text.startswith("[maple](/topics/")
    assert "a écrit" in post_of(2).text


@pytest.mark.parametrize("size", [1, 500])
def test_what_comes_later_in_the_files_is_found_too(tmp_path, monkeypatch, size):
    monkeypatch.setattr("forums.management.commands.import_discourse.BATCH", size)
    early = written(tmp_path / "a", line(2, cooked=quotation("oak", 9, 1) + f"<p>{mention('Oak')}</p>"))
    late = written(tmp_path / "b", line(1, topic=9, post=1, username="oak"))
    run_import(early, late)
    oak = Participant.objects.get(imported_as="oak")
    address = post_of(1).get_absolute_url()
    text = f"[oak]({address}) wrote:\n\n> Hi\n\n[@oak](/people/{oak.pk}/)"
    assert (post_of(2).text, post_of(2).html) == (text, markup.render(text))
    before = list(Post.objects.values_list())
    run_import(early, late)
    assert list(Post.objects.values_list()) == before


def test_what_did_not_come_is_a_name_or_leads_to_the_old_forum(tmp_path):
    old = "https://old.example.org/t/snow/9/1"
    link = f'<a href="{old}">Snow *now*</a>'
    run_import(
        written(
            tmp_path / "posts",
            line(1, cooked=quotation("o_k", 1, 2)),
            line(2, post=2, post_type=4),
            line(3, cooked=quotation("", 9, 1, link=link)),
            line(4, cooked=quotation("oak", 9, 1, link=link.replace("https://old.example.org", ""))),
            line(5, cooked=f"<p>{mention('nobody_here')}</p>"),
        )
    )
    assert post_of(1).text == "**o_k:**\n\n> Hi"
    assert post_of(3).text == f"**[Snow \\*now\\*]({old}):**\n\n> Hi"
    assert post_of(4).text == "**oak:**\n\n> Hi"
    assert post_of(5).text == "@nobody_here"


def test_the_address_of_the_old_forum_can_be_said(tmp_path):
    link = '<a href="/t/snow/9/1">Snow</a>'
    path = written(tmp_path / "posts", line(1, cooked=quotation("oak", 9, 1, link=link)))
    run_import(path, address="https://old.example.org")
    assert post_of(1).text == "**[oak](https://old.example.org/t/snow/9/1):**\n\n> Hi"


def test_a_post_with_another_number_here_is_the_one_that_is_linked(tmp_path):
    run_import(written(tmp_path / "first", line(1)))
    make.post(Topic.objects.get(), text="Written here")
    run_import(written(tmp_path / "later", line(2, post=2), line(3, post=3, cooked=quotation("maple", 1, 2))))
    moved = post_of(2)
    assert moved.number == 4
    assert moved.get_absolute_url() in post_of(3).text


def test_no_link_leads_to_what_was_written_here_under_the_same_number(tmp_path):
    run_import(written(tmp_path / "first", line(1)))
    make.post(Topic.objects.get(), text="Written here")
    run_import(written(tmp_path / "later", line(3, post=3, cooked=quotation("oak", 1, 2))))
    assert post_of(3).text == "**oak:**\n\n> Hi"


def test_names_go_with_the_person_from_every_form(tmp_path):
    """Check R-NAMES-GO."""
    old = '<a href="https://old.example.org/t/9/1">Snow</a>'
    cooked = (
        quotation("oak", 1, 1)
        + quotation("oak", 8, 1)
        + quotation("oak", 9, 1, link=old)
        + f"<p>{mention('oak')}</p>"
    )
    run_import(written(tmp_path / "posts", line(1, username="oak"), line(2, cooked=cooked)))
    assert post_of(2).text.count("oak") == 4
    erasure.erase(Participant.objects.get(imported_as="oak"))
    post = post_of(2)
    assert "oak" not in post.text + post.html
    assert post.text.count("former participant") == 4


def test_where_nothing_is_attributed_quotations_name_nobody(tmp_path):
    """Check R-UNATTRIBUTED."""
    make.forum(slug="circle", kind="healing", is_public=False)
    cooked = quotation("maple", 1, 1) + quotation("oak", 8, 1) + f"<p>{mention('maple')}</p>"
    run_import(written(tmp_path / "posts", line(1), line(2, cooked=cooked)), forum="circle")
    post = post_of(2)
    assert "oak" not in post.text
    assert f"In [an earlier post]({post_of(1).get_absolute_url()}):" in post.text
    assert "/people/" not in post.text


def test_a_post_edited_meanwhile_is_left_alone(tmp_path, monkeypatch):
    later = written(tmp_path / "b", line(1, topic=9, post=1, username="oak"))
    early = written(tmp_path / "a", line(2, cooked=quotation("oak", 9, 1)))
    link = batches.link

    def edited_first(found):
        Post.objects.filter(imported_as="discourse:2").update(text="Mine", edited_at="2026-01-01T00:00Z")
        return link(found)

    monkeypatch.setattr(batches, "link", edited_first)
    run_import(early, later)
    assert post_of(2).text == "Mine"
