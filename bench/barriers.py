#!/usr/bin/env python
"""Every page of a running demonstration in a browser: accessibility, console errors, other hosts, overflow.

    make run                                   (in another window)
    .venv/bin/python bench/barriers.py [http://localhost:8000] [--save DIRECTORY] [--languages en fr es]

Follows the links of the site as a visitor, a member, an organizer, a moderator and staff; --each pages of
each form of address; light and dark, 360 and 1280 pixels wide. --save keeps the HTML for bench/nu.py.
"""

import argparse
import re
import sys
from collections import Counter
from pathlib import Path
from urllib.parse import urldefrag, urljoin, urlsplit

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from playwright.sync_api import sync_playwright

from conftest import QUIET, find
from testing import barriers

READERS = {
    "visitor": "",
    "member": "member1@demo.example",
    "organizer": "organizer1@demo.example",
    "moderator": "moderator@demo.example",
    "staff": "staff@demo.example",
}
FOR_STAFF = ["/style/", "/style/mails/"]
PASSWORD = "co-lab-demo"  # noqa: S105  docs/running.md says it
UNLINKED = ["/accounts/signup/", "/accounts/password/reset/", "/accounts/login/code/", "/me/erase/"]
UNLINKED += ["/no-such-page/", "/search/?q=forms", "/search/?q=zzzzzz", "/accounts/2fa/"]
NOT_OURS = re.compile(r"/(admin|static)/|\.(ics|atom)$|/(export|ics|mails?/.+)/?$")
LOOKS = [("light", 360), ("dark", 360), ("dark", 1280), ("light", 1280)]
CROSSED = [("light", 360), ("dark", 1280)]  # half as many, for a first look


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    options.add_argument("site", nargs="?", default="http://localhost:8000")
    options.add_argument("--languages", nargs="+", default=["en", "fr", "es"])
    options.add_argument("--readers", nargs="+", default=list(READERS))
    options.add_argument("--each", type=int, default=2)
    options.add_argument("--crossed", action="store_true", help="light on a telephone, dark on a desk")
    options.add_argument("--save", type=Path)
    options = options.parse_args()
    complaints, tried = Counter(), Counter()
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=find(), args=QUIET.split())
        for language in options.languages:
            for reader in options.readers:
                walk = Walk(browser, options, reader, language)
                complaints += walk.complaints
                tried[reader, language] = len(walk.opened)
    show(tried, complaints)
    sys.exit(bool(complaints))


class Walk:
    def __init__(self, browser, options, reader, language):
        self.site, self.save, self.each = options.site.rstrip("/"), options.save, options.each
        self.looks = CROSSED if options.crossed else LOOKS
        self.reader, self.language = reader, language
        self.complaints, self.opened, self.forms = Counter(), set(), Counter()
        context = browser.new_context(base_url=self.site, reduced_motion="reduce")
        self.page = context.new_page()
        self.listener = barriers.Listener(self.page, self.site)
        if READERS[reader]:
            self.sign_in(READERS[reader])
        self.choose_language(language)
        self.follow(
            [self.site + path for path in ["/", *UNLINKED, *(FOR_STAFF if reader == "staff" else [])]]
        )
        context.close()

    def sign_in(self, address):
        self.page.goto("/accounts/login/")
        self.page.fill("main input[name=login]", address)
        self.page.fill("main input[name=password]", PASSWORD)
        self.page.locator("main form .btn-primary").click()
        self.page.wait_for_load_state()

    def choose_language(self, language):
        self.page.goto("/about/")
        self.page.locator(f"button[name=language][value={language}]").click()
        self.page.wait_for_load_state()

    def follow(self, waiting):
        while waiting:
            address = waiting.pop(0)
            form = shape(address)
            if address in self.opened or self.forms[form] >= self.each:
                continue
            self.opened.add(address)
            self.forms[form] += 1
            waiting += self.look(address)

    def look(self, address):
        """Check one page and return the addresses it links to."""
        with self.listener.listening() as browser_complaints:
            self.page.set_viewport_size({"width": 360, "height": 900})
            answer = self.page.goto(address)
            for scheme, width in self.looks:
                for complaint in barriers.found(self.page, scheme=scheme, width=width):
                    self.complain(address, f"{complaint} [{scheme} {width}]")
        expected = answer.status >= 400 and "console: Failed to load resource"
        for complaint in browser_complaints:
            if not expected or expected not in complaint:
                self.complain(address, complaint)
        if answer.status >= 500 or (answer.status >= 400 and "no-such" not in address):
            self.complain(address, f"answered {answer.status}")
        self.keep(address, answer)
        return self.links()

    def complain(self, address, complaint):
        self.complaints[shape(address), complaint] += 1
        print(self.language, self.reader, address, complaint, flush=True)

    def links(self):
        found = self.page.eval_on_selector_all("a[href]", "links => links.map((link) => link.href)")
        return [
            urldefrag(urljoin(self.site, link)).url
            for link in found
            if link.startswith(self.site + "/") and not NOT_OURS.search(urlsplit(link).path)
        ]

    def keep(self, address, answer):
        if self.save:
            self.save.mkdir(parents=True, exist_ok=True)
            name = re.sub(r"\W+", "-", address.removeprefix(self.site)).strip("-")[:120] or "home"
            (self.save / f"{name}.{self.reader}.{self.language}.html").write_bytes(answer.body())


def shape(address):
    """Return an address with its numbers, names and values replaced by placeholders."""
    parts = urlsplit(address)
    path = re.sub(r"/\d+/[\w-]+/", "/N/name/", re.sub(r"/(forums|tags)/[^/]+/", r"/\1/name/", parts.path))
    return re.sub(r"\d+", "N", path) + re.sub(r"=[^&]*", "=", f"?{parts.query}" if parts.query else "")


def show(tried, complaints):
    print("\nPages opened, each light and dark, 360 and 1280 pixels wide")
    for (reader, language), number in tried.items():
        print(f"  {reader:<12}{language:<4}{number:>5}")
    print(f"\n{sum(complaints.values())} complaints")
    for (form, complaint), number in complaints.most_common():
        print(f"{number:>5}  {form}  {complaint}")


if __name__ == "__main__":
    main()
