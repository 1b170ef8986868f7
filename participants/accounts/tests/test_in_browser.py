"""Joining and reading mail in a real browser."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse
from playwright.sync_api import expect

from mailing.transport import mime
from testing import make

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}


@pytest.fixture
def vancouver(browser, live_server):
    context = browser.new_context(timezone_id="America/Vancouver", viewport={"width": 360, "height": 800})
    page = context.new_page()
    heard = []
    page.on("console", lambda message: heard.append(message.text))
    page.on("pageerror", lambda error: heard.append(str(error)))
    yield page
    context.close()
    assert [text for text in heard if "frame is sandboxed" not in text] == []  # so are the test's own scripts


def barriers(page):
    return [found["id"] for found in Axe().run(page, options=RULES).response["violations"]]


def test_the_zone_of_the_device_is_proposed_once(vancouver, live_server):
    vancouver.goto(live_server.url + reverse("account_signup"))
    expect(vancouver.locator("#id_zone")).to_have_value("Vancouver")

    vancouver.fill("#id_zone", "Regina")
    vancouver.click("main button.btn-primary")  # the other fields are empty
    expect(vancouver.locator(".error-summary")).to_be_visible()

    expect(vancouver.locator("#id_zone")).to_have_value("Regina")


@pytest.mark.parametrize(
    "name", ["participants:me", "mailing:notices", "participants:data", "participants:people"]
)
def test_my_pages_fit_a_telephone_and_have_no_barriers(vancouver, live_server, client, name):
    client.force_login(make.participant("Ana", listed=True))
    cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}
    vancouver.context.add_cookies([cookie])

    vancouver.goto(live_server.url + reverse(name))

    assert vancouver.evaluate("document.documentElement.scrollWidth") == 360
    assert barriers(vancouver) == []


def test_a_mail_is_shown_in_its_frame_and_its_link_opens_beside_it(
    vancouver, live_server, settings, tmp_path
):
    settings.DEMONSTRATION = True
    settings.POSTBOX_DIR = tmp_path
    address = live_server.url + reverse("account_login")
    style = "<style>a { display: block; width: 123px }</style>"
    html = f'<html><head>{style}</head><body><a href="{address}">Go</a></body></html>'
    content = mime.render(
        mime.Mail("Hello", "Text", html, "co-lab@example.org", "ana@example.org", "<1@example.org>")
    )
    (tmp_path / "20270101T000000000000Z-abcdefgh.eml").write_bytes(content)
    vancouver.goto(live_server.url + reverse("mailing:postbox"))
    vancouver.click("text=Hello")
    link = vancouver.frame_locator("iframe").locator("a")
    expect(link).to_have_css("width", "123px")

    with vancouver.context.expect_page() as opened:
        link.click()

    expect(opened.value).to_have_url(address)
