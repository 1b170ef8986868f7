"""A person at a site without a browser, who opens pages and submits their forms."""

import re
import time
from urllib.parse import unquote, urljoin, urlsplit

import requests
from bs4 import BeautifulSoup

TIMEOUT = 30  # seconds
TRIES = 12  # while a site says that it has had too many requests
NO_VALUE = {"submit", "button", "image", "reset", "file"}


class CheckFailed(Exception):
    """A check that failed; the text is one sentence."""


class Person:
    """An account, or a visitor, with cookies. `on_page` gets (person, address, text)."""

    def __init__(self, site, name, on_page):
        self.site, self.name = site.rstrip("/"), name
        self._on_page = on_page
        self._session = requests.Session()
        self._session.headers["User-Agent"] = "Co-Lab journey"

    def open(self, address, status=200):
        return self._page(lambda: self._session.get(urljoin(self.site, address), timeout=TIMEOUT), status)

    def fetch(self, address):
        answer = self._session.get(urljoin(self.site, address), timeout=TIMEOUT)
        answer.raise_for_status()
        return answer.content

    def send(self, page, address, fields, status=200):
        headers = {"Referer": page.address}
        request = lambda: self._session.post(address, data=fields, headers=headers, timeout=TIMEOUT)  # noqa: E731
        return self._page(request, status)

    def sign_in(self, email, password):
        page = self.open("/accounts/login/")
        home = page.form("/accounts/login/").press(login=email, password=password)
        if not home.find("body[data-person]"):
            raise CheckFailed(f"{email} cannot sign in with the password given.")
        return self

    def _page(self, request, status):
        for _attempt in range(TRIES):
            answer = request()
            if answer.status_code != 429:
                break
            time.sleep(5)
        self._on_page(self, answer.url, answer.text)
        if answer.status_code not in ({status} if status else {200, 422}):
            raise CheckFailed(
                f"{self.name} gets {answer.status_code} at {urlsplit(answer.url).path}, not {status}."
            )
        return Page(self, answer)


class Page:
    def __init__(self, person, answer):
        self.person, self.address, self.headers = person, answer.url, answer.headers
        self.path = urlsplit(answer.url).path
        self.text, self._soup = answer.text, BeautifulSoup(answer.text, "html.parser")

    def find(self, selector):
        return self._soup.select_one(selector)

    def all(self, selector):
        return self._soup.select(selector)

    def number(self, selector):
        """Return the first number in the text of an element, or None."""
        element = self.find(selector)
        found = re.search(r"\d+", element.get_text()) if element else None
        return int(found.group()) if found else None

    def instant(self, selector):
        return self.the(f"{selector} time[datetime]")["datetime"]

    def the(self, selector):
        """Return the first matching element. Raise CheckFailed if there is none."""
        element = self.find(selector)
        if element is None:
            raise CheckFailed(f"{self.person.name} finds no {selector} on {self.path}.")
        return element

    def follow(self, selector):
        return self.person.open(self.the(selector)["href"])

    def form(self, action):
        """Return the form whose action ends so; without an action, that of the page itself."""
        for form in self.all("form"):
            if self._goes_to(form, action):
                return Form(self, form)
        raise CheckFailed(f"{self.person.name} finds no form to {action} on {self.path}.")

    def main_form(self):
        return Form(self, self.the("main form[method=post]"))

    def has_form(self, action):
        return any(self._goes_to(form, action) for form in self.all("form"))

    def _goes_to(self, form, action):
        path = urlsplit(urljoin(self.address, form.get("action") or "")).path
        return form.get("method", "get").lower() == "post" and unquote(path).endswith(unquote(action))


class Form:
    """The fields of a form, to be changed and submitted by one of its buttons."""

    def __init__(self, page, element):
        self._page, self._element = page, element
        self.fields = dict(self._held())

    def _held(self):
        for control in self._element.select("input, select, textarea"):
            name, kind = control.get("name"), control.get("type", "text")
            if not name or control.has_attr("disabled") or kind in NO_VALUE:
                continue
            if kind in {"checkbox", "radio"} and not control.has_attr("checked"):
                continue
            yield name, _value(control)

    @property
    def names(self):
        return list(dict.fromkeys(control["name"] for control in self._element.select("[name]")))

    def press(self, button=None, status=200, **fields):
        """Set fields, press the button that a selector names, or the first, and return the next page."""
        for name in fields:
            if not self._element.select_one(f"[name='{name}']"):
                raise CheckFailed(f"There is no field {name} in the form on {self._page.path}.")
        pressed = self._element.select_one(button) if button else None
        if button and pressed is None:
            raise CheckFailed(f"There is no button {button} in the form on {self._page.path}.")
        values, address = self.fields | fields, self._element.get("action") or ""
        if pressed is not None:
            address = pressed.get("formaction", address)
            values |= {pressed["name"]: pressed.get("value", "")} if pressed.get("name") else {}
        values = {name: value for name, value in values.items() if value is not None}
        return self._page.person.send(self._page, urljoin(self._page.address, address), values, status)


def _value(control):
    if control.name == "textarea":
        return control.get_text().removeprefix("\n")
    if control.name == "select":
        options = control.select("option[selected]") or control.select("option")[:1]
        return options[0].get("value", options[0].get_text()) if options else None
    return control.get("value", "on" if control.get("type") in {"checkbox", "radio"} else "")
