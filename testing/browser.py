"""People at their browsers: each has one of their own, and acts by what a page says, never by its source."""

import re

from django.test import Client
from playwright.sync_api import expect

PATIENCE = 15_000  # milliseconds until what a page should show has to be there
BLANK = {"status": 200, "content_type": "text/html", "body": "<h1>Elsewhere</h1>"}


class Person:
    """Somebody at a browser of their own. `elsewhere` are the pages of other sites that were opened, as
    (address, referrer); `complaints` is what the browser's console says.
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
        """Closes the browser."""
        self._context.close()

    def is_signed_in_as(self, participant):
        """Has a session already, as after signing in earlier."""
        client = Client()
        client.force_login(participant)
        session = {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": self.site}
        self._context.add_cookies([session])
        return self

    # --- What a person does

    def goes_to(self, address):
        self.page.goto(address)
        return self

    def follows(self, link, *, among=None):
        """Presses a link, by its whole text."""
        (among or self.page).get_by_role("link", name=link, exact=True).first.click()
        return self

    def opens(self, summary, *, among=None):
        (among or self.page).locator("summary", has_text=summary).click()
        return self

    def fills(self, fields, *, among=None):
        """Types into fields, or chooses from their lists, by the beginning of their labels."""
        for label, value in fields.items():
            field = self._field(label, among or self._main)
            if field.evaluate("control => control.localName") == "select":
                field.select_option(value)
            else:
                field.fill(value)
        return self

    def ticks(self, label, *, among=None):
        """Chooses one of several, or ticks a box, by its whole label."""
        (among or self._main).get_by_label(label, exact=True).check()
        return self

    def presses(self, button, *, among=None, then):
        """Presses a button, by its whole text, and sees what comes of it."""
        (among or self._main).get_by_role("button", name=button, exact=True).click()
        return self.sees(then)

    # --- What a person sees

    def sees(self, *texts):
        for text in texts:
            expect(self._main).to_contain_text(text, use_inner_text=True, timeout=PATIENCE)
        return self

    def does_not_see(self, *texts):
        for text in texts:
            expect(self._main).not_to_contain_text(text, use_inner_text=True)
        return self

    def finds_in(self, label, value):
        """Sees that something stands in a field already."""
        expect(self._field(label, self._main)).to_have_value(value, timeout=PATIENCE)
        return self

    def value_of(self, label):
        """What stands in a field now."""
        return self._field(label, self._main).input_value()

    def region(self, name):
        """A part of the page, by its heading or label."""
        return self._main.get_by_role("region", name=name)

    def group(self, name):
        """A set of choices, by its legend."""
        return self._main.get_by_role("group", name=name)

    def _field(self, label, among):
        labelled = among.get_by_label(re.compile(rf"^\s*{re.escape(label)}"))
        return labelled.and_(self.page.locator("input, select, textarea"))

    @property
    def _main(self):
        return self.page.get_by_role("main")

    def _console(self, message):
        refused = "status of 422" in message.text  # a form sent back: Chromium calls that a failure
        if message.type in {"error", "warning"} and not refused:
            self.complaints.append(message.text)

    def _elsewhere(self, route):
        self.elsewhere.append((route.request.url, route.request.headers.get("referer", "")))
        route.fulfill(**BLANK)
