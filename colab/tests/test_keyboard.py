"""The journey by keyboard alone (WCAG 2.1.1): Tab, arrows, Enter and Space.

Controls are found by role and name, by the name of a field, or by the address of a link or form; position and
wording do not matter. `test_barriers` walks through every page.
"""

import pytest
from playwright.sync_api import expect

from participants.accounts import activation
from testing import make
from testing.keyboard import Reader

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
TITLE = "Who answers the telephone?"


@pytest.fixture
def reads(browser, live_server):
    """Return a function that opens a browser as a Reader, signed in if a person is given."""
    readers = []

    def open_browser(account=None, **options):
        reader = Reader(browser, live_server.url, str(account or "A visitor"), **options)
        readers.append(reader)
        return reader.is_signed_in_as(account) if account else reader

    yield open_browser
    complaints = [complaint for reader in readers for complaint in reader.complaints]
    for reader in readers:
        reader.leaves()
    assert complaints == []


def test_the_first_stop_leads_past_the_navigation(reads):
    make.forum()
    visitor = reads().goes_to("/forums/")
    keyboard, main = visitor.keyboard, visitor.page.get_by_role("main")

    assert 'href="#main"' in keyboard.steps()
    keyboard.keys("Enter").looks_here()
    expect(main).to_be_focused()

    keyboard.steps()
    assert main.evaluate("main => main !== document.activeElement && main.contains(document.activeElement)")


def test_language_and_colours_are_changed(reads):
    visitor = reads().goes_to("/forums/")
    keyboard, html = visitor.keyboard, visitor.page.locator("html")

    keyboard.goes_by(visitor.page.locator("[name=language][value=fr]"))
    expect(html).to_have_attribute("lang", "fr-CA")
    keyboard.goes_by(visitor.page.locator("[name=theme][value=contrast]"))
    expect(html).to_have_attribute("data-theme", "contrast")
    assert keyboard.walks_past() == []


def test_the_menu_of_a_person_is_opened_and_closed(reads):
    reader = reads(make.staff()).goes_to("/forums/")
    keyboard, page = reader.keyboard, reader.page
    menu = page.get_by_role("banner").locator("summary", has_text=reader.name)

    keyboard.reaches(menu).keys("Enter")
    expect(reader.link("/me/notices/").first).to_be_visible()
    keyboard.steps()
    keyboard.keys("Escape").looks_here()
    expect(menu).to_be_focused()
    expect(reader.link("/me/notices/").first).not_to_be_visible()

    keyboard.keys("Space").reaches(page.locator('form[action="/accounts/logout/"] button'))
    keyboard.steps()
    expect(reader.link("/me/notices/").first).not_to_be_visible()


def test_signing_in_and_posting_a_topic_for_a_co_lab(reads):
    make.forum(name="Small teams", slug="small-teams")
    account = make.participant("Ana Sample", password=make.PASSWORD)
    activation.confirm(account)
    ana = reads().goes_to("/")

    ana.keyboard.goes_by(ana.link("/accounts/login/"))
    ana.keyboard.types(ana.field("login"), account.email).types(ana.field("password"), make.PASSWORD)
    ana.keyboard.goes_by(ana.sender("/accounts/login/"))
    for step in ("/forums/", "/forums/small-teams/", "/forums/small-teams/new/"):
        ana.keyboard.goes_by(ana.link(step))
    writes_a_topic(ana)

    ana.sees(TITLE, "three at a desk", "Every office has this.")


def writes_a_topic(person):
    keyboard, text = person.keyboard, person.field("text")
    keyboard.types(person.field("title"), TITLE).types(text, "We are three at a desk.")
    uses_the_tools(person, text)
    keyboard.ticks(person.field("nominate")).chooses(person.field("intention"), "share")
    keyboard.types(person.field("reason"), "Every office has this.")
    keyboard.goes_by(person.sender("/new/"))


def uses_the_tools(person, text):
    """The toolbar is one tab stop before the text; arrows move within it; its last button is the preview."""
    keyboard, tools = person.keyboard, person.page.get_by_role("toolbar").get_by_role("button")
    keyboard.steps(back=True)
    assert tools.evaluate_all("all => all.indexOf(document.activeElement)") == 0
    keyboard.arrows_to(tools.nth(3)).arrows_to(tools.last, "ArrowLeft").keys("Space")
    expect(tools.last).to_have_attribute("aria-pressed", "true")
    expect(text).not_to_be_visible()
    keyboard.keys("Space").looks_here()
    expect(text).to_be_focused()
    keyboard.keys("Control+A", "Control+b")
    expect(text).to_have_value("**We are three at a desk.**")
    keyboard.steps()
    expect(text).not_to_be_focused()


def test_nominating_a_topic_and_replying_to_it(reads):
    ben, topic = make.participant("Ben Sample"), make.topic(title=TITLE)
    activation.confirm(ben)
    reader = reads(ben).goes_to("/forums/")
    panel, keyboard = reader.page.locator("#nominations"), reader.keyboard

    keyboard.goes_by(reader.link(topic.forum.get_absolute_url()))
    keyboard.goes_by(reader.link(topic.get_absolute_url()))
    keyboard.chooses(reader.field("intention", form="/nominate/"), "listen")
    keyboard.changes(panel, by=reader.sender("/nominate/"))
    expect(panel.locator('form[action$="/withdraw/"]')).to_have_count(1)

    keyboard.types(reader.field("text", form="/reply/"), "Whoever is nearest.")
    keyboard.goes_by(reader.sender("/reply/"))
    reader.sees("Whoever is nearest.")
    keyboard.looks_here()


def test_a_seat_is_taken_and_given_back(reads):
    reader, colab = reads(make.participant()), make.colab()
    keyboard, panel = reader.goes_to("/co-labs/").keyboard, reader.page.locator("#seats")

    keyboard.goes_by(reader.link(colab.get_absolute_url()))
    keyboard.chooses(reader.field("intention", form="/register/"), "share")
    keyboard.types(reader.field("bring", form="/register/"), "Our roster.")
    keyboard.changes(panel, by=reader.sender("/register/"))
    assert colab.registrations.seated().count() == 1

    dialog = reader.page.locator("#dialog")
    keyboard.opens(dialog, by=reader.link("/leave/"))
    keyboard.keys("Escape")
    expect(dialog).to_be_hidden()
    keyboard.opens(dialog, by=reader.link("/leave/"))
    keyboard.goes_by(dialog.locator("form button"))
    assert colab.registrations.seated().count() == 0
    reader.keyboard.reaches(reader.sender("/register/"))


def test_an_organizer_chooses_a_good_start_and_announces_a_co_lab(reads):
    topic = make.topic(title=TITLE)
    for person in (make.participant(), make.participant(zone="America/Vancouver")):
        make.nomination(topic, person)
    olive = reads(make.organizer()).goes_to(topic.get_absolute_url())
    keyboard, page = olive.keyboard, olive.page

    keyboard.goes_by(olive.link(f"/co-labs/declare/{topic.pk}/"))
    for name, text in {
        "question": "Who does it on Fridays?",
        "chosen_because": "Two offices asked.",
        "room_url": "https://video.example.org/telephone",
    }.items():
        keyboard.types(olive.field(name), text)
    keyboard.chooses(olive.field("chosen_for"), "popularity")
    keyboard.changes(page.locator("#time-check"), by=olive.field("start").first)
    expect(olive.field("date")).not_to_have_value("")
    looks_at_the_weeks(olive)

    keyboard.goes_by(page.locator("button[name=then][value=announce]"))
    assert topic.colabs.get().state == "announced"


def looks_at_the_weeks(organizer):
    """In the table of hours: past the chosen one, on to the next week, and out again."""
    keyboard, table = organizer.keyboard, organizer.page.locator("td > [name=start]")
    keyboard.reaches(table.and_(organizer.page.locator("[aria-pressed=true]"))).reaches(table.last)
    keyboard.changes(organizer.page.locator("#week"), by=organizer.field("week").nth(1))
    keyboard.reaches(table.last)
    keyboard.steps()
    expect(table.last).not_to_be_focused()


def test_after_the_hour_insights_choices_and_a_follow_up(reads):
    ana, ben = make.participant("Ana Sample"), make.participant("Ben Sample")
    colab = make.held_colab(people=[ana, ben])
    reader = reads(ana).goes_to(f"/co-labs/{colab.pk}/after/")
    keyboard = reader.keyboard

    keyboard.types(reader.field("text", form="/after/insight/"), "We now close on Fridays.")
    keyboard.goes_by(reader.sender("/after/insight/"))
    reader.sees("We now close on Fridays.")

    pick = f"/after/pick/{ben.pk}/"
    keyboard.picks(reader.field("reason", form=pick), "opportunity")
    keyboard.types(reader.field("note", form=pick), "Shall we compare?")
    keyboard.goes_by(reader.sender(pick))
    keyboard.types(reader.field("reason", form="/after/ask/"), "Larger offices were missing.")
    keyboard.goes_by(reader.sender("/after/ask/"))
    reader.sees("Larger offices were missing.")


@pytest.mark.parametrize("width", [360, 1280])
def test_the_question_about_the_clock_covers_no_stop(reads, width):
    topic = make.topic()
    for _ in range(10):
        make.post(topic)
    reader = reads(make.participant(zone="America/Toronto"), zone="America/Vancouver")
    reader.page.set_viewport_size({"width": width, "height": 720})
    reader.goes_to(topic.get_absolute_url())
    reader.page.locator("form.new-zone").wait_for()

    assert reader.keyboard.walks_past() == []
    assert reader.keyboard.walks_past(back=True) == []
