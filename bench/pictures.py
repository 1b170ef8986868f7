#!/usr/bin/env python
"""The pictures of README.md, taken from a running demonstration, into docs/pictures/.

    make run                                   (in another window)
    .venv/bin/python bench/pictures.py [http://localhost:8000]

Home as a visitor sees it, a co-lab as a member, the time finder as an organizer. Look at them before you
commit them.
"""

import sys
from base64 import b64decode
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from playwright.sync_api import sync_playwright

from conftest import QUIET, find

PICTURES = Path(__file__).resolve().parent.parent / "docs" / "pictures"
PASSWORD = "co-lab-demo"  # noqa: S105  docs/running.md says it
DEVICE = {
    "color_scheme": "light",
    "reduced_motion": "reduce",
    "locale": "en-CA",
    "timezone_id": "America/Toronto",
}
WIDE, NARROW = {"width": 1280, "height": 800}, {"width": 860, "height": 800}


def sign_in(page, address):
    page.goto("/accounts/login/")
    page.fill("main input[name=login]", address)
    page.fill("main input[name=password]", PASSWORD)
    page.locator("main form .btn-primary").click()
    page.wait_for_load_state()


def home(page):
    page.goto("/")


def colab(page):
    """A follow-up, in which this member has a seat."""
    sign_in(page, "member1@demo.example")
    page.goto("/co-labs/")
    page.locator("main a[href^='/co-labs/']", has_text="again, with new people").first.click()
    page.wait_for_load_state()


def finder(page):
    """The hours of the second week, for the candidate that most people want."""
    sign_in(page, "organizer1@demo.example")
    page.goto("/candidates/")
    page.locator("main a[href*='/co-labs/declare/']").first.click()
    page.locator("#finder-title ~ details summary").last.click()
    page.locator("#finder-title ~ details .tabs button").nth(1).click()
    page.wait_for_load_state("networkidle")
    page.locator("#finder-title ~ details summary").last.evaluate("summary => summary.scrollIntoView()")
    page.mouse.move(0, 0)


PICTURED = {"home": (home, WIDE), "co-lab": (colab, WIDE), "time-finder": (finder, NARROW)}


def picture(page):
    """What the browser shows, as WebP: a third of the size of a PNG."""
    session = page.context.new_cdp_session(page)
    return b64decode(session.send("Page.captureScreenshot", {"format": "webp", "quality": 85})["data"])


def main(site):
    PICTURES.mkdir(exist_ok=True)
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=find(), args=QUIET.split())
        for name, (open_page, size) in PICTURED.items():
            page = browser.new_context(base_url=site, viewport=size, **DEVICE).new_page()
            open_page(page)
            written = (PICTURES / f"{name}.webp").write_bytes(picture(page))
            print(f"docs/pictures/{name}.webp  {written / 1000:.0f} kB")
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1].rstrip("/") if len(sys.argv) > 1 else "http://localhost:8000")
