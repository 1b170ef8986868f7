"""What is wrong with a page as a browser shows it: barriers, complaints, requests elsewhere, overflow."""

from contextlib import contextmanager

from axe_playwright_python.sync_playwright import Axe

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
RULES["resultTypes"] = ["violations"]  # the rest would only be written down


class Listener:
    """Hears a page: console messages (a report of the CSP is one), errors, failed and foreign requests."""

    def __init__(self, page, site):
        self.site, self.heard = site, []
        page.on("console", lambda message: self.heard.append(f"console: {message.text}"))
        page.on("pageerror", lambda error: self.heard.append(f"error: {error}"))
        page.on("request", self._request)
        page.on("requestfailed", lambda request: self.heard.append(f"failed: {request.url}"))

    def _request(self, request):
        if not request.url.startswith((self.site, "data:")):
            self.heard.append(f"elsewhere: {request.url}")

    @contextmanager
    def listening(self):
        """A list that holds, at the end, what was heard meanwhile."""
        self.heard = heard = []
        yield heard


def found(page, *, scheme="light", width=1280):
    """The complaints about the page that is open, in these colours ("light", "dark") and CSS pixels."""
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    page.set_viewport_size({"width": width, "height": 900})
    violations = Axe().run(page, options=RULES).response["violations"]
    barriers = [
        f"axe {barrier['id']}: {node['html'][:160]}" for barrier in violations for node in barrier["nodes"]
    ]
    wide = page.evaluate("document.documentElement.scrollWidth")
    return barriers + ([f"wider than {width}: {wide}"] if wide > width else [])
