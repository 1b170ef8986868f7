"""A person without a mouse: moves the focus by keys, and checks it at every stop.

Nothing here clicks, fills or focuses by script. A stop that a person could not use (off the screen, covered,
without a visible focus, in a trap) fails at once: WCAG 2.1.1, 2.1.2, 2.4.7 and 2.4.11.
"""

from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import expect

from testing.browser import Person

MOST_STOPS = 300  # presses of Tab before giving up; the page with the most stops has some 150
CHOICES = 60  # presses of an arrow within one widget
SCRIPT = Path(__file__).with_suffix(".js").read_text(encoding="utf-8")
HAS_FOCUS = "found => found.includes(document.activeElement)"
FOLDED = """found => found.length > 0 && found.every(one => {
  const around = one.localName === "summary" ? one.parentElement : one;
  return around.parentElement.closest("details:not([open])");
})"""
FOLD = "xpath=ancestor::details[not(@open)][last()]/summary"  # the outermost: the others are still hidden
HEARS = """document.addEventListener("htmx:afterSettle", function hear(event) {
  if (event.detail.requestConfig?.verb !== "post") return;
  document.removeEventListener("htmx:afterSettle", hear);
  document.documentElement.dataset.settled = "";
})"""


class Keyboard:
    """A control is a Locator: by role and name, or by its purpose (name of a field, address of a link)."""

    def __init__(self, page):
        self.page = page
        page.add_init_script(SCRIPT)
        page.evaluate(SCRIPT)

    # --- Moving the focus

    def reaches(self, control, *, back=False):
        """Press Tab (or Shift+Tab) until the control has the focus; first open what it is folded into.

        A control that has it already is only looked at.
        """
        if control.evaluate_all(HAS_FOCUS):
            return self.looks_here()
        while control.evaluate_all(FOLDED):
            self._unfolds(control.first)
        self.page.evaluate("keyboard.start()")
        passed = []
        for _ in range(MOST_STOPS):
            stop = self._press(back)
            passed.append(stop["name"])
            if control.evaluate_all(HAS_FOCUS):
                return self
            if stop["ends"] == 2:
                break
        way = "\n".join(passed)
        raise AssertionError(f"{self.page.url}: Tab never reaches {control}. It came by:\n{way}")

    def walks_past(self, *, back=False):
        """Walk from one end of the page to the other; return visible controls that Tab skips."""
        self.page.evaluate("keyboard.start()")
        for _ in range(MOST_STOPS):
            if self._press(back)["ends"]:
                return self.page.evaluate("keyboard.missed()")
        raise AssertionError(f"{self.page.url}: Tab never comes to the end of the page.")

    def steps(self, *, back=False):
        self.page.evaluate("keyboard.start()")
        return self._press(back)["name"]

    def arrows_to(self, control, key="ArrowRight"):
        """Move within a widget that is one Tab stop, such as a toolbar."""
        for _ in range(CHOICES):
            if control.evaluate_all(HAS_FOCUS):
                self.looks_here()
                return self
            self.keys(key)
        raise AssertionError(f"{self.page.url}: {key} never reaches {control}.")

    def looks_here(self):
        """Check the focus after something other than Tab has moved it: arrows, or the page."""
        self.page.evaluate("keyboard.forget()")
        self._looks()
        return self

    def _press(self, back):
        self.page.keyboard.press("Shift+Tab" if back else "Tab")
        return self._looks(back)

    def _looks(self, back=False):
        stop = self.page.evaluate("back => keyboard.look(back)", back)
        if stop["faults"]:
            raise AssertionError(f"{self.page.url}: {stop['name']} {', and '.join(stop['faults'])}.")
        return stop

    def _unfolds(self, control):
        self.reaches(control.locator(FOLD)).keys("Enter")

    # --- Actions

    def keys(self, *keys):
        for key in keys:
            self.page.keyboard.press(key)
        return self

    def types(self, control, text):
        self.reaches(control).keys("Control+A")
        self.page.keyboard.type(text)
        return self

    def ticks(self, box):
        self.reaches(box).keys("Space")
        expect(box).to_be_checked()
        return self

    def chooses(self, radios, value):
        wanted = radios.and_(self.page.locator(f'[value="{value}"]'))
        self.reaches(radios).arrows_to(wanted, "ArrowDown").keys("Space")
        expect(wanted).to_be_checked()
        return self

    def picks(self, select, value):
        self.reaches(select)
        for _ in range(CHOICES):
            if select.input_value() == value:
                return self
            self.keys("ArrowDown")
        raise AssertionError(f"{self.page.url}: the arrows do not come to {value} in {select}.")

    def goes_by(self, control):
        self.reaches(control)
        with self.page.expect_navigation():
            self.keys("Enter")
        return self

    def opens(self, dialog, *, by):
        self.reaches(by).keys("Enter")
        expect(dialog).to_be_visible()
        self._expects_the_focus_in(dialog)
        return self

    def changes(self, part, *, by):
        self.reaches(by)
        with self._settling():
            self.keys("Enter")
        self._expects_the_focus_in(part)
        self.looks_here()
        return self

    def _expects_the_focus_in(self, part):
        focused = self.page.locator(":focus")
        expect(part.and_(focused).or_(part.locator(focused)), f"the focus in {part}").to_have_count(1)

    @contextmanager
    def _settling(self):
        self.page.evaluate(HEARS)
        yield
        self.page.locator("html[data-settled]").wait_for(state="attached")
        self.page.evaluate("delete document.documentElement.dataset.settled")


class Reader(Person):
    """A person who uses the keyboard alone."""

    def __init__(self, browser, site, name, **options):
        super().__init__(browser, site, name, **options)
        self.keyboard = Keyboard(self.page)

    def link(self, ending):
        return self.page.locator(f'a[href$="{ending}"]')

    def field(self, name, *, form=""):
        form = f'form[action*="{form}"]' if form else "form"
        return self.page.get_by_role("main").locator(f'{form} [name="{name}"]')

    def sender(self, form):
        return self.page.locator(f'form[action*="{form}"] button:not([type=button], [formaction])').first
