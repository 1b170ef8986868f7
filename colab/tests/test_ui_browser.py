"""Components in a real browser: accessibility, with scripts and without."""

import re

import pytest
from allauth.account.models import EmailAddress
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse
from playwright.sync_api import expect

from testing import make

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


@pytest.fixture
def complaints(page, live_server):
    """Errors of the browser's console, and requests to other hosts."""
    found = []
    page.on("console", lambda message: found.append(message.text))
    page.on("pageerror", lambda error: found.append(str(error)))
    page.on(
        "request",
        lambda request: request.url.startswith((live_server.url, "data:")) or found.append(request.url),
    )
    return found


@pytest.fixture
def visit(page, live_server, complaints):
    def go(name):
        page.goto(live_server.url + reverse(name))
        return page

    return go


@pytest.fixture
def staff(page, live_server, client):
    person = make.staff("Sample Person", password=make.PASSWORD)
    client.force_login(person)
    cookie = client.cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": cookie, "url": live_server.url}])
    return person


def barriers(page):
    found = Axe().run(page, options=RULES).response["violations"]
    return [(barrier["id"], [node["html"] for node in barrier["nodes"]]) for barrier in found]


def expect_drafts(page, number):
    script = "wanted => new Promise(kept => { const look = () => localStorage.length === wanted"
    script += " ? kept(true) : setTimeout(look, 20); look(); })"
    page.evaluate(script, number)


@pytest.mark.parametrize("width", [320, 1280])
def test_the_style_page_has_no_barriers(visit, page, staff, complaints, width):
    page.set_viewport_size({"width": width, "height": 900})
    visit("style")

    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        assert (scheme, barriers(page)) == (scheme, [])
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert complaints == []


@pytest.mark.parametrize("theme", ["dark", "contrast"])
def test_chosen_colours_have_no_barriers(visit, page, staff, complaints, theme):
    visit("style")
    page.locator(f"button[name=theme][value={theme}]").click()

    expect(page.locator("html")).to_have_attribute("data-theme", theme)
    page.wait_for_load_state()
    assert barriers(page) == []
    assert complaints == []


@pytest.mark.parametrize("name", ["account_login", "account_signup", "account_reset_password"])
def test_the_way_in_has_no_barriers(visit, page, complaints, name):
    visit(name)

    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        assert (scheme, barriers(page)) == (scheme, [])
    assert complaints == []


def test_a_refused_form_takes_the_focus_to_its_errors_and_from_there_to_the_field(visit, page):
    visit("account_login")
    page.locator("main form button").click()

    expect(page.locator(".error-summary")).to_be_focused()
    assert barriers(page) == []
    page.locator(".error-summary a").first.click()
    expect(page.locator("#id_login")).to_be_focused()


def test_the_first_stop_of_the_keyboard_leads_past_the_navigation(visit, page):
    visit("account_login")
    page.keyboard.press("Tab")
    expect(page.locator("a.skip")).to_be_focused()

    page.keyboard.press("Enter")
    expect(page.locator("#main")).to_be_focused()


def test_the_menu_opens_and_closes_by_keyboard(visit, page, staff):
    visit("style")
    menu = page.locator("details.menu")
    menu.locator("summary").focus()
    page.keyboard.press("Enter")
    expect(menu).to_have_attribute("open", "")

    page.keyboard.press("Tab")
    page.keyboard.press("Escape")

    expect(menu).not_to_have_attribute("open", re.compile(""))
    expect(menu.locator("summary")).to_be_focused()


def test_markdown_is_written_by_button_and_by_key(visit, page, staff):
    visit("style")
    text = page.locator("#id_text")
    text.fill("one word")
    text.evaluate("area => area.setSelectionRange(4, 8)")
    page.keyboard.press("Control+b")
    expect(text).to_have_value("one **word**")

    text.fill("first\nsecond")
    text.evaluate("area => area.setSelectionRange(0, 12)")
    page.get_by_role("toolbar").first.get_by_role("button", name="List", exact=True).click()
    expect(text).to_have_value("- first\n- second")


def test_the_tools_are_one_stop_for_the_keyboard(visit, page, staff):
    visit("style")
    tools = page.get_by_role("toolbar").first
    tools.get_by_role("button", name="Bold").focus()
    page.keyboard.press("ArrowRight")
    expect(tools.locator("[data-md=italic]")).to_be_focused()

    page.keyboard.press("Tab")
    expect(page.locator("#id_text")).to_be_focused()


def test_a_draft_comes_back_until_it_is_thrown_away(visit, page, staff):
    visit("style")
    page.locator("#id_text").fill("A long thought.")
    expect_drafts(page, 1)

    visit("style")
    expect(page.locator("#id_text")).to_have_value("A long thought.")

    page.get_by_role("button", name="Start afresh").first.click()
    visit("style")
    expect(page.locator("#id_text")).to_have_value("")


def test_a_text_that_was_refused_is_still_a_draft(visit, page, staff):
    visit("style")
    page.locator("#id_text").fill("A long thought.")
    page.get_by_role("button", name="Try it").click()
    page.wait_for_selector("form .error-summary")
    expect(page.locator("#id_text")).to_have_value("A long thought.")

    visit("style")
    expect(page.locator("#id_text")).to_have_value("A long thought.")


def test_a_text_sent_after_the_session_was_lost_comes_back_after_sign_in(visit, page, staff):
    EmailAddress.objects.create(user=staff, email=staff.email, verified=True, primary=True)
    visit("style")
    page.locator("#id_text").fill("A long thought.")
    page.context.clear_cookies(name="sessionid")
    page.get_by_role("button", name="Try it").click()

    page.locator("#id_login").fill(staff.email)
    page.locator("#id_password").fill(make.PASSWORD)
    page.locator("main form .btn-primary").click()
    page.wait_for_url("**/style/")

    expect(page.locator("#id_text")).to_have_value("A long thought.")


def test_signing_out_leaves_no_draft_on_the_device(visit, page, staff):
    EmailAddress.objects.create(user=staff, email=staff.email, verified=True, primary=True)
    visit("style")
    page.locator("#id_text").fill("A long thought.")
    expect_drafts(page, 1)

    page.locator("details.menu summary").click()
    page.get_by_role("button", name="Sign out").click()
    page.wait_for_url("**/")

    expect_drafts(page, 0)


def test_a_second_press_sends_nothing(visit, page):
    visit("account_login")
    sent = []
    page.on("request", lambda request: request.method == "POST" and sent.append(request.url))
    page.evaluate(
        "const form = document.querySelector('main form'), button = form.querySelector('button');"
        "form.requestSubmit(button); form.requestSubmit(button);"
    )
    page.wait_for_selector(".error-summary")

    assert len(sent) == 1


def test_colours_and_menus_work_without_scripts(browser, live_server):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(live_server.url + reverse("account_login"))
    page.locator("button[name=theme][value=dark]").click()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")

    page.locator("button[name=language][value=es]").click()
    expect(page.locator("html")).to_have_attribute("lang", "es-MX")
    context.close()
