"""The versions of a post: merged, stored with their differences, paged, taken out (R-HISTORY)."""

from datetime import timedelta
from importlib import import_module

import pytest
import time_machine
from django.apps import apps
from django.db import IntegrityError, transaction
from django.http import QueryDict
from django.utils import timezone

from core.text import diffs
from forums.models import Forum, Revision
from forums.topics import history, posts, topics
from testing import make

pytestmark = pytest.mark.django_db


def edited(*texts, apart=True):
    """A post that had these texts, one after the other, an hour apart or within a minute."""
    post = make.topic(text=texts[0]).posts.get()
    step = timedelta(hours=1) if apart else timedelta(seconds=10)
    with time_machine.travel(timezone.now(), tick=False) as clock:
        for text in texts[1:]:
            clock.shift(step)
            posts.edit(post, post.author, text)
    post.refresh_from_db()
    return post


def shown(post, asked=""):
    versions, _page = history.page(post, QueryDict(asked))
    return [[tuple(step) for step in version.steps] for version in versions]


def words(client, address):
    return client.get(address).content.decode()


def test_the_history_leads_back_to_the_first_text():
    post = edited("One", "One two", "One two three")

    assert shown(post) == [
        [("same", "One two"), ("added", " three")],
        [("same", "One"), ("added", " two")],
        [("same", "One")],
    ]
    versions, _page = history.page(post, QueryDict())
    assert [version.at for version in versions][-1] == post.created_at
    assert [version.is_first for version in versions] == [False, False, True]


def test_a_post_that_was_never_edited_has_one_version():
    assert shown(make.topic(text="One").posts.get()) == [[("same", "One")]]


# --- Several edits, one version


def test_edits_by_one_person_within_five_minutes_are_one_version():
    post = edited("One", "One two", "One two three", apart=False)

    assert shown(post) == [[("same", "One"), ("added", " two three")], [("same", "One")]]


def test_five_minutes_are_counted_from_the_first_of_these_edits():
    post = make.topic(text="0").posts.get()
    with time_machine.travel(timezone.now(), tick=False) as clock:
        for number in range(1, 5):
            clock.shift(timedelta(minutes=2))
            posts.edit(post, post.author, str(number))

    assert post.revisions.count() == 2


def test_an_edit_after_a_reply_is_a_version_of_its_own():
    post = edited("One", "One two", apart=False)
    topics.reply(post.topic, make.participant(), "Three?")

    posts.edit(post, post.author, "One two three")

    assert post.revisions.count() == 2


def test_an_edit_by_somebody_else_is_a_version_of_its_own():
    post = edited("One", "One two", apart=False)

    posts.edit(post, make.moderator(), "One two three")

    assert post.revisions.count() == 2


# --- Reading it


@pytest.fixture
def compared(monkeypatch):
    """A list that grows with each comparison of two texts."""
    calls, between = [], diffs.between
    monkeypatch.setattr(diffs, "between", lambda *texts: calls.append(texts) or between(*texts))
    return calls


def test_an_edit_compares_once_and_a_look_at_the_history_compares_nothing(client, compared):
    post = edited("One", "One two", "One two three")
    assert len(compared) == 2

    client.force_login(post.author)
    assert client.get(f"/posts/{post.pk}/history/").status_code == 200
    assert len(compared) == 2


def test_ten_versions_are_shown_and_a_link_to_the_earlier_ones(client):
    post = edited(*(f"Text {number}" for number in range(25)))
    seen, address = [], "?"
    client.force_login(post.author)
    while address:
        page = client.get(f"/posts/{post.pk}/history/{address}")
        seen.append(len(page.context["versions"]))
        address = page.context["page"].after and f"?after={page.context['page'].after}"

    assert seen == [10, 10, 5]
    versions, _page = history.page(post, QueryDict())
    assert versions[0].kept is None


def test_a_page_of_earlier_versions_knows_the_version_that_came_after():
    post = edited(*(f"Text {number}" for number in range(25)))
    _versions, first = history.page(post, QueryDict())

    versions, _page = history.page(post, QueryDict(f"after={first.after}"))

    assert versions[0].kept.text == "Text 14"
    assert "".join(text for kind, text in versions[0].steps if kind != "removed") == "Text 14"


def test_the_history_is_for_people_who_are_signed_in_and_may_read_the_post(client):
    public = edited("One", "One two")
    private = make.topic(forum=make.forum(is_public=False)).posts.get()

    assert client.get(f"/posts/{public.pk}/history/").status_code == 302
    assert f"/posts/{public.pk}/history/" not in words(client, public.topic.get_absolute_url())
    client.force_login(make.participant())
    assert client.get(f"/posts/{public.pk}/history/").status_code == 200
    assert f"/posts/{public.pk}/history/" in words(client, public.topic.get_absolute_url())
    assert client.get(f"/posts/{private.pk}/history/").status_code == 404


def test_a_version_from_before_differences_were_stored_is_shown_whole():
    post = edited("One", "One two")
    Revision.objects.update(steps=None)

    assert shown(post) == [[("same", "One two")], [("same", "One")]]


# --- A version is taken out


def steps_of(post):
    return str(list(post.revisions.values_list("text", "html", "steps")))


def test_a_version_that_is_taken_out_leaves_nothing_beside_it_either(client):
    """Check R-VERSION-TAKEN-OUT."""
    post = edited("One", "One. Call 555-0100", "One. Call 555-0100 or Bo", "One. Done")
    for text in ("One. Call 555-0100", "One. Call 555-0100 or Bo"):
        history.take_out(post.revisions.get(text=text), post.author)

    assert "555" not in steps_of(post)
    assert shown(post)[0] == [("same", "One"), ("added", ". Done")]
    client.force_login(make.participant())
    page = words(client, f"/posts/{post.pk}/history/")
    assert "555" not in page
    assert page.count("This version was taken out by its author on") == 2


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0), (1, 0, 2), (1, 2, 0), (0, 2, 1)])
def test_in_whatever_order_versions_go_the_others_are_compared_with_what_stands(order):
    post = edited("a zero", "a one", "a two", "a three", "a four")
    revisions = list(post.revisions.reverse())

    for number in order:
        history.take_out(revisions[number], post.author)

    assert [row.text for row in post.revisions.reverse()] == ["", "", "", "a three"]
    for word in ("zero", "a one", "two"):
        assert word not in steps_of(post)
    assert shown(post)[:2] == [
        [("same", "a "), ("removed", "three"), ("added", "four")],
        [("same", "a three")],
    ]


def test_an_edit_soon_after_is_compared_with_what_stands():
    post = edited("One", "One secret", "One two", apart=True)
    history.take_out(post.revisions.get(text="One secret"), post.author)
    last = post.revisions.first()
    with time_machine.travel(last.replaced_at + timedelta(minutes=1)):
        posts.edit(post, post.author, "One two three")

    assert shown(post)[0] == [("same", "One"), ("added", " two three")]


def test_a_version_is_taken_out_once():
    post = edited("One", "One two")
    revision = post.revisions.get()
    for person in (post.author, make.moderator()):
        history.take_out(revision, person)

    revision.refresh_from_db()
    assert revision.taken_out_by == post.author


def test_the_database_refuses_a_version_that_is_out_and_has_words():
    revision = edited("One", "One two").revisions.get()

    with pytest.raises(IntegrityError, match="a_version_taken_out_keeps_no_words"), transaction.atomic():
        Revision.objects.filter(pk=revision.pk).update(taken_out_at=timezone.now())


def test_the_author_and_the_moderators_of_the_space_take_versions_out_and_nobody_else(client):
    forum, keeper = make.forum(), make.participant()
    make.membership(forum, keeper, moderates=True)
    post = make.topic(forum=forum).posts.get()
    version = make.version(post)
    address = f"/posts/versions/{version.pk}/take-out/"

    for person, status in (
        (make.participant(), 404),
        (make.organizer(), 404),
        (post.author, 200),
        (keeper, 200),
    ):
        client.force_login(person)
        assert client.get(address).status_code == status
        if status == 404:
            assert client.post(address).status_code == 404
    version.refresh_from_db()
    assert not version.is_taken_out

    client.post(address)
    page = client.post(address, follow=True).content.decode()
    assert "This version was taken out by a moderator on" in page
    assert "I would have said so." not in page


def test_the_current_version_is_edited_and_not_taken_out(client):
    post = edited("One", "One two")
    client.force_login(post.author)

    page = words(client, f"/posts/{post.pk}/history/")

    assert page.count("Take this version out") == 1
    assert f"/posts/versions/{post.revisions.get().pk}/take-out/" in page


def test_where_nothing_is_attributed_a_version_that_is_out_names_nobody(client):
    """Check R-UNATTRIBUTED."""
    forum = make.forum(kind=Forum.Kind.HEALING)
    author = make.participant("Somebody Known")
    make.membership(forum, author)
    post = make.topic(forum=forum, author=author).posts.get()
    history.take_out(make.version(post), author)
    client.force_login(author)

    page = client.get(f"/posts/{post.pk}/history/").content.decode()

    assert "taken out by its author" in page
    assert "Somebody Known" not in page.partition("<main")[2]


def test_what_earlier_edits_changed_is_stored_by_the_migration():
    post, other = edited("One", "One two", "One two three"), edited("A", "B")
    before = shown(post), shown(other)
    Revision.objects.update(steps=None)

    import_module("forums.migrations.0003_differences_of_earlier_edits").compare(apps, None)

    assert (shown(post), shown(other)) == before
    assert not Revision.objects.filter(steps=None).exists()


def test_a_version_is_deleted_two_years_after_it_was_replaced():
    post = edited("First.", "Second.", "Third.")
    first, _second = post.revisions.reverse()
    Revision.objects.filter(pk=first.pk).update(replaced_at=timezone.now() - history.KEPT)

    assert history.prune() == 1
    assert [version.text for version in post.revisions.all()] == ["Second."]
    assert history.prune() == 0
