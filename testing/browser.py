"""People at browsers of their own, who act by what a page shows, not by its source."""

import re

from django.test import Client
from playwright.sync_api import expect

PATIENCE = 15_000  # milliseconds to wait for what a page should show
BLANK = {"status": 200, "content_type": "text/html", "body": "<h1>Elsewhere</h1>"}


class Person:
    """Somebody at a browser of their own.

    `elsewhere` lists the opened pages of other sites, as (address, referrer); `complaints` lists errors and
    warnings of the console.
    """

    def __init__(self, browser, site, name, address="", *, zone="America/Toronto", scripts=True):
        self.name, self.address, self.site = name, address, site
        self.elsewhere, self.complaints = [], []
        self._context = browser.new_context(
            base_url=site, timezone_id=zone, java_script_enabled=scripts, reduced_motion="reduce"
        )
        self._context.set_default_timeout(PATIENCE)
        self._context.route(lambda address: not address.startswith(site), self._elsewhere)
        self.page = self._context.new_page()
        self.page.on("console", self._console)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def leaves(self):
        self._context.close()

    def is_signed_in_as(self, participant):
        client = Client()
        client.force_login(participant)
        session = {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": self.site}
        self._context.add_cookies([session])
        return self

    # --- Actions

    def goes_to(self, address):
        self.page.goto(address)
        return self

    def follows(self, link, *, among=None):
        """Click a link, by its whole text."""
        (among or self.page).get_by_role("link", name=link, exact=True).first.click()
        return self

    def opens(self, summary, *, among=None):
        (among or self.page).locator("summary", has_text=summary).click()
        return self

    def fills(self, fields, *, among=None):
        """Fill fields or select options, by the beginning of their labels."""
        for label, value in fields.items():
            field = self._field(label, among or self._main)
            if field.evaluate("control => control.localName") == "select":
                field.select_option(value)
            else:
                field.fill(value)
        return self

    def ticks(self, label, *, among=None):
        """Check a radio button or checkbox, by its whole label."""
        (among or self._main).get_by_label(label, exact=True).check()
        return self

    def presses(self, button, *, among=None, then):
        """Click a button, by its whole text, and wait for the text `then`."""
        (among or self._main).get_by_role("button", name=button, exact=True).click()
        return self.sees(then)

    # --- Expectations

    def sees(self, *texts):
        for text in texts:
            expect(self._main).to_contain_text(text, use_inner_text=True, timeout=PATIENCE)
        return self

    def does_not_see(self, *texts):
        for text in texts:
            expect(self._main).not_to_contain_text(text, use_inner_text=True)
        return self

    def finds_in(self, label, value):
        expect(self._field(label, self._main)).to_have_value(value, timeout=PATIENCE)
        return self

    def value_of(self, label):
        return self._field(label, self._main).input_value()

    def region(self, name):
        return self._main.get_by_role("region", name=name)

    def group(self, name):
        return self._main.get_by_role("group", name=name)

    def _field(self, label, among):
        labelled = among.get_by_label(re.compile(rf"^\s*{re.escape(label)}"))
        return labelled.and_(self.page.locator("input, select, textarea"))

    @property
    def _main(self):
        return self.page.get_by_role("main")

    def _console(self, message):
        refused = "status of 422" in message.text  # a form with errors, which Chromium logs as a failure
        if message.type in {"error", "warning"} and not refused:
            self.complaints.append(message.text)

    def _elsewhere(self, route):
        self.elsewhere.append((route.request.url, route.request.headers.get("referer", "")))
        route.fulfill(**BLANK)
