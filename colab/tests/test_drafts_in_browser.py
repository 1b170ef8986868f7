"""Drafts keep the whole form; quotations are added to what is written (R-NOTHING-TYPED-IS-LOST)."""

import re

import pytest
from playwright.sync_api import expect

from forums.models import Post
from testing import make

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
KEPT = "We brought back what you had written here."


@pytest.fixture
def person():
    return make.participant("Ana García", is_organizer=True)


@pytest.fixture
def page(page, client, live_server, person):
    client.force_login(person)
    session = {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}
    page.context.add_cookies([session])
    troubles = []
    page.on("console", lambda message: troubles.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: troubles.append(str(error)))
    yield page
    assert [trouble for trouble in troubles if "422" not in trouble] == []


@pytest.fixture
def go(page, live_server):
    return lambda address: page.goto(live_server.url + address)


def drafts(page):
    return page.evaluate("Object.keys(localStorage).filter(key => key.startsWith('draft:'))")


def no_draft_stays(page):
    """Wait until none is kept: the page that says so may be shown before its script has run."""
    page.wait_for_function("!Object.keys(localStorage).some((key) => key.startsWith('draft:'))")


def write_topic(page):
    page.get_by_label("Title").fill("Who sorts the mail?")
    page.get_by_label("Text", exact=True).fill("One person,\nor all?")
    page.get_by_label("Tags").fill("mail, budget")
    page.get_by_label("Language you write in").select_option("es")
    page.get_by_label("Suggest this topic for a co-lab").check()
    page.get_by_label("share").first.check()
    page.get_by_label("Why this deserves").fill("We all have some.")


def expect_topic(page):
    expect(page.get_by_label("Title")).to_have_value("Who sorts the mail?")
    expect(page.get_by_label("Text", exact=True)).to_have_value("One person,\nor all?")
    expect(page.get_by_label("Tags")).to_have_value("mail, budget")
    expect(page.get_by_label("Language you write in")).to_have_value("es")
    expect(page.get_by_label("Suggest this topic for a co-lab")).to_be_checked()
    expect(page.get_by_label("share").first).to_be_checked()
    expect(page.get_by_label("Why this deserves")).to_have_value("We all have some.")


def test_a_draft_keeps_every_field_until_it_is_thrown_away(page, go):
    address = f"/forums/{make.forum().slug}/new/"
    go(address)
    write_topic(page)
    go("/")
    go(address)

    expect_topic(page)
    expect(page.get_by_text(KEPT, exact=True).first).to_be_visible()
    expect(page.locator("#announcer")).to_have_text(KEPT)

    page.get_by_role("button", name="Start afresh").click()
    expect(page.get_by_label("Title")).to_have_value("")
    expect(page.get_by_label("Suggest this topic for a co-lab")).not_to_be_checked()
    go(address)
    expect(page.get_by_label("Title")).to_have_value("")
    no_draft_stays(page)


@pytest.mark.parametrize("button", ["Post topic", "Preview"])
def test_a_draft_outlives_a_refusal_and_a_preview(page, go, button):
    address = f"/forums/{make.forum().slug}/new/"
    go(address)
    write_topic(page)
    page.get_by_label("Tags").fill("a, b, c, d, e, f")
    page.locator("form.form").get_by_role("button", name=button, exact=True).last.click()
    expect(page.locator("[data-error-summary]").first).to_be_visible()
    page.get_by_label("Tags").fill("mail, budget")
    go(address)

    expect_topic(page)


def test_a_draft_is_gone_once_it_is_posted(page, go):
    address = f"/forums/{make.forum().slug}/new/"
    go(address)
    write_topic(page)
    page.get_by_role("button", name="Post topic").click()
    expect(page.locator("#post-1")).to_contain_text("One person")

    no_draft_stays(page)
    go(address)
    expect(page.get_by_label("Title")).to_have_value("")


def test_a_draft_of_a_colab_keeps_its_date_its_people_and_its_reasons(page, go):
    topic = make.topic()
    go(f"/co-labs/declare/{topic.pk}/")
    page.locator("[name=title]").fill("One form")
    page.locator("[name=chosen_for][value=relevance]").check()
    page.locator("[name=chosen_because]").fill("Because.")
    page.locator("[name=facilitator]").fill("Fay")
    page.locator("[name=minutes]").fill("45")
    page.locator("[name=date]").fill("2027-01-14")
    go("/")
    go(f"/co-labs/declare/{topic.pk}/")

    kept = {name: page.locator(f"[name={name}]").input_value() for name in ("title", "minutes", "date")}
    assert kept == {"title": "One form", "minutes": "45", "date": "2027-01-14"}
    expect(page.locator("[name=chosen_because]")).to_have_value("Because.")
    expect(page.locator("[name=chosen_for][value=relevance]")).to_be_checked()
    expect(page.locator("[name=facilitator]")).to_have_value("Fay")


def test_a_draft_of_a_space_keeps_all_five_questions(page, go):
    """Check R-NOTHING-TYPED-IS-LOST."""
    go("/forums/new/")
    page.locator("[name=name]").fill("Night shift")
    page.locator("[name=purpose]").fill("To sleep well.")
    page.locator("[name=kind][value=practice]").check()
    page.locator("[name=rhythm_weeks]").fill("6")
    go("/")
    go("/forums/new/")

    expect(page.locator("[name=name]")).to_have_value("Night shift")
    expect(page.locator("[name=purpose]")).to_have_value("To sleep well.")
    expect(page.locator("[name=kind][value=practice]")).to_be_checked()
    expect(page.locator("[name=rhythm_weeks]")).to_have_value("6")


def test_what_stands_about_a_space_is_kept_while_it_is_changed(page, go, person):
    """Check R-NOTHING-TYPED-IS-LOST."""
    forum = make.forum()
    make.membership(forum, person, moderates=True)
    address = f"/forums/{forum.slug}/about/edit/"
    go(address)
    page.locator("[name=purpose]").fill("To sleep well.")
    page.locator("[name=review_on]").fill("2027-03-01")
    go("/")
    go(address)

    expect(page.locator("[name=purpose]")).to_have_value("To sleep well.")
    expect(page.locator("[name=review_on]")).to_have_value("2027-03-01")


def test_a_proposal_and_a_concern_are_kept_until_they_have_arrived(page, go, person):
    """Check R-NOTHING-TYPED-IS-LOST."""
    forum = make.forum()
    make.membership(forum, person)
    address = f"/forums/{forum.slug}/principles/"
    go(f"{address}propose/")
    page.locator("[name=text]").fill("Listen first.")
    go("/")
    go(f"{address}propose/")
    expect(page.locator("[name=text]")).to_have_value("Listen first.")
    page.get_by_role("button", name="Propose it").click()
    page.wait_for_url(f"**{address}")
    no_draft_stays(page)

    page.get_by_text("I have a concern").first.click()
    page.locator("[name=concern]").fill("And who speaks first?")
    go("/")
    go(address)
    expect(page.locator("[name=concern]")).to_have_value("And who speaks first?")
    page.get_by_text("I have a concern").first.click()
    page.get_by_role("button", name="Keep my concern").click()
    expect(page.get_by_text("You have a concern.")).to_be_visible()
    no_draft_stays(page)


def test_a_draft_holds_no_secrets(page, go):
    go(f"/forums/{make.forum().slug}/new/")
    write_topic(page)
    page.evaluate(
        "for (const type of ['password', 'file', 'hidden']) { const one = document.createElement('input');"
        "one.type = type; one.name = `secret-${type}`; "
        "document.querySelector('form.form [name=title]').after(one);"
        "if (type !== 'file') one.value = 'secret'; }"
    )
    page.get_by_label("Title").fill("Another")
    go("/")

    (key,) = drafts(page)
    kept = page.evaluate("key => JSON.parse(localStorage.getItem(key))", key)
    names = set(kept["fields"])
    assert names == {"title", "text", "tags", "language", "nominate", "intention", "reason"}


def test_what_the_site_has_changed_since_is_not_overwritten(page, go, person):
    go("/me/")
    page.locator("[name=organization]").fill("City of Draft")
    go("/")
    type(person).objects.update(organization="City of Elsewhere")
    go("/me/")

    expect(page.locator("[name=organization]")).to_have_value("City of Elsewhere")


def test_signing_out_at_once_leaves_no_draft(page, go):
    go(f"/forums/{make.forum().slug}/new/")
    write_topic(page)
    page.locator("details.menu summary").click()
    page.get_by_role("button", name="Sign out").click()
    page.wait_for_url("**/")

    no_draft_stays(page)


def test_signing_out_by_its_page_leaves_no_draft(page, go):
    go(f"/forums/{make.forum().slug}/new/")
    write_topic(page)
    go("/accounts/logout/")
    assert len(drafts(page)) == 1
    page.locator("main form button").first.click()
    page.wait_for_url("**/")

    no_draft_stays(page)


def test_a_quotation_is_added_to_what_is_written_and_stays_on_the_page(page, go):
    topic = make.topic(text="How do you\ndo it?", author=make.participant("Bo Démo"))
    go(topic.get_absolute_url())
    reply = page.get_by_label("Your reply")
    quotation = f"[Bo Démo]({topic.posts.get().get_absolute_url()}) wrote:\n\n> How do you\n> do it?"
    reply.fill("Before.")
    page.get_by_role("link", name="Quote").click()

    expect(reply).to_have_value(f"Before.\n\n{quotation}\n\n")
    expect(reply).to_be_focused()
    expect(page.locator("#announcer")).to_have_text("The quotation is in your reply.")
    page.keyboard.type("After.")
    page.get_by_role("link", name="Quote").click()
    expect(reply).to_have_value(f"Before.\n\n{quotation}\n\nAfter.\n\n{quotation}\n\n")
    assert page.url.endswith(topic.get_absolute_url())


def test_a_quotation_in_the_middle_stands_at_the_cursor(page, go):
    topic = make.topic(text="How?")
    go(topic.get_absolute_url())
    reply = page.get_by_label("Your reply")
    reply.fill("Before. After.")
    reply.evaluate("area => area.setSelectionRange(7, 7)")
    page.get_by_role("link", name="Quote").click()

    expect(reply).to_have_value(re.compile(r"^Before\.\n\n\[[^>]*> How\?\n\n After\.$"))


def test_a_quotation_in_a_page_of_its_own_is_added_to_the_draft(page, go):
    topic = make.topic(text="How?")
    go(topic.get_absolute_url())
    page.get_by_label("Your reply").fill("Before.")
    go(f"/topics/{topic.pk}/reply/?quote=1")
    expect(page.get_by_label("Your reply")).to_have_value(re.compile(r"^Before\.\n\n\[[^>]*> How\?"))
    once = page.get_by_label("Your reply").input_value()
    page.get_by_label("Your reply").press("End")
    go(f"/topics/{topic.pk}/reply/?quote=1")

    assert page.get_by_label("Your reply").input_value() == once


def test_the_same_reply_by_the_back_button_is_one_post(page, go):
    """Check R-SENT-AGAIN in a browser."""
    topic = make.topic()
    go(topic.get_absolute_url())
    page.get_by_label("Your reply").fill("+1")
    page.get_by_role("button", name="Post reply").click()
    expect(page.locator("#post-2")).to_be_visible()
    address = page.url
    page.go_back()
    page.get_by_label("Your reply").fill("+1")
    page.get_by_role("button", name="Post reply").click()
    page.wait_for_url("**#post-2")

    assert page.url == address
    assert Post.objects.filter(topic=topic).count() == 2
