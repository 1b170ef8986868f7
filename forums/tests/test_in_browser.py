import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from forums.candidates import nominations
from forums.models import Nomination, Watch
from forums.topics import posts
from mailing.models import Message
from moderation import reports
from testing import make

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}


@pytest.fixture
def signed_in(page, client, live_server):
    person = make.participant()
    client.force_login(person)
    session = {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}
    page.context.add_cookies([session])
    troubles = []
    page.on("console", lambda message: troubles.append(message.text) if message.type == "error" else None)
    yield page, person
    assert troubles == []  # the Content-Security-Policy, for one, refuses nothing


def test_similar_topics_and_tags_appear_while_a_topic_is_written(signed_in, live_server):
    page, _person = signed_in
    topic = make.topic(title="Keeping branch libraries open in the evening", tags=["budget"])
    page.goto(f"{live_server.url}/forums/{topic.forum.slug}/new/")

    page.get_by_label("Title").press_sequentially("Libraries in the evening")
    expect(page.locator("#similar")).to_contain_text("Keeping branch libraries open")

    page.get_by_label("Tags").press_sequentially("bud")
    expect(page.locator("#tag-suggestions option")).to_have_attribute("value", "budget")


def test_the_preview_is_what_will_be_posted(signed_in, live_server):
    page, _person = signed_in
    page.goto(live_server.url + make.topic().get_absolute_url())

    page.get_by_label("Your reply").fill("We **pay** students.")
    page.get_by_role("button", name="Preview").click()

    expect(page.locator(".preview strong")).to_have_text("pay")
    page.get_by_role("button", name="Post reply").click()
    expect(page.locator("#post-2 .prose strong")).to_have_text("pay")


def test_somebody_is_mentioned_by_keyboard_alone(signed_in, live_server):
    page, _person = signed_in
    topic = make.topic(author=make.participant("Ana García", organization="City of Example"))
    zoe = make.participant("Zoé Anaya", listed=True)
    page.goto(live_server.url + topic.get_absolute_url())
    text, people = page.get_by_label("Your reply"), page.get_by_role("listbox")

    text.press_sequentially("As @an")
    expect(people.get_by_role("option")).to_contain_text(["City of Example", "Zoé Anaya"])
    expect(page.locator("#announcer")).to_contain_text("2 people.")
    expect(page.get_by_role("combobox", name="Your reply", expanded=True)).to_have_attribute(
        "aria-activedescendant", f"people-list-{topic.author.pk}"
    )
    assert [found["id"] for found in Axe().run(page, options=RULES).response["violations"]] == []

    page.keyboard.press("Escape")
    expect(people).to_have_count(0)
    text.press_sequentially("a and @an")
    expect(people).to_be_visible()
    page.keyboard.press("ArrowDown")
    expect(people.get_by_role("option", selected=True)).to_contain_text("Zoé Anaya")
    page.keyboard.press("Enter")
    expect(text).to_have_value(f"As @ana and [@Zoé Anaya](/people/{zoe.pk}/) ")
    expect(text).to_be_focused()
    expect(page.get_by_role("combobox", name="Your reply")).to_have_count(0)

    text.press_sequentially("know")
    page.keyboard.press("Tab")
    expect(people).to_have_count(0)
    page.keyboard.press("Enter")
    expect(page.locator("#post-2").get_by_role("link", name="@Zoé Anaya")).to_be_visible()
    assert [message.recipient for message in Message.objects.filter(kind="mention")] == [zoe]


def test_the_button_begins_a_mention(signed_in, live_server):
    page, _person = signed_in
    topic = make.topic(author=make.participant("Ana García"))
    page.goto(live_server.url + topic.get_absolute_url())
    text = page.get_by_label("Your reply")

    text.fill("Thanks")
    page.get_by_role("button", name="Mention somebody").click()
    text.press_sequentially("gar")
    page.get_by_role("option", name="Ana García").click()

    expect(text).to_have_value(f"Thanks [@Ana García](/people/{topic.author.pk}/) ")


def test_suggesting_and_watching_change_the_page_in_place(signed_in, live_server):
    page, person = signed_in
    topic = make.topic()
    nominations.nominate(topic, make.participant())
    page.goto(live_server.url + topic.get_absolute_url())
    panel = page.locator("#nominations")

    panel.locator("summary", has_text="Suggest for a co-lab").click()
    panel.get_by_label("Share my experience").check()
    panel.get_by_role("button", name="Suggest for a co-lab").click()

    expect(panel).to_contain_text("2 people want this as a co-lab")
    expect(page.locator("#messages")).to_contain_text("Organizers see it")
    assert Nomination.objects.get(participant=person).intention == "share"

    panel.get_by_role("button", name="Watch").click()
    expect(panel.get_by_role("button", name="Watching")).to_have_attribute("aria-pressed", "true")
    assert Watch.objects.get().topic == topic


def test_every_page_fits_a_telephone_and_has_no_barriers(signed_in, live_server):
    page, person = signed_in
    topic = make.topic(author=person, tags=["budget"], text="One\n\n> two\n\n| a | b |\n|---|---|\n| 1 | 2 |")
    make.membership(topic.forum, person, moderates=True)
    nominations.nominate(topic, make.participant(), reason="Because it matters to us all.")
    post = topic.posts.get()
    posts.edit(post, person, "Three")
    reports.report(post, make.participant(), "Odd")
    page.set_viewport_size({"width": 360, "height": 800})

    wrong = {}
    for address in (
        *("/forums/", topic.forum.get_absolute_url(), f"/forums/{topic.forum.slug}/new/", "/tags/budget/"),
        *(topic.get_absolute_url(), f"/topics/{topic.pk}/reply/?quote=1", "/candidates/", "/moderation/"),
        *(f"/topics/{topic.pk}/nominate/", f"/topics/{topic.pk}/hide/", f"/posts/{post.pk}/history/"),
        *(f"/posts/{post.pk}/edit/", f"/posts/{post.pk}/report/", f"/posts/{post.pk}/hide/"),
    ):
        page.goto(live_server.url + address)
        barriers = [found["id"] for found in Axe().run(page, options=RULES).response["violations"]]
        if barriers or page.evaluate("document.documentElement.scrollWidth") > 360:
            wrong[address] = barriers or "too wide"
    assert wrong == {}
