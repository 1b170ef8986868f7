"""Faults of a page in a browser: accessibility, console messages, foreign requests, overflow."""

from contextlib import contextmanager

from axe_playwright_python.base import AXE_SCRIPT

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
RULES["resultTypes"] = ["violations"]  # nothing else is used


class Listener:
    """Records console messages (CSP reports are such), errors, and failed or foreign requests of a page."""

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
        self.heard = heard = []
        yield heard


def found(page, *, scheme="light", width=1280):
    """Return the faults of the open page in a color scheme ("light", "dark") at a width in CSS pixels."""
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    page.set_viewport_size({"width": width, "height": 900})
    violations = _violations(page)
    barriers = [
        f"axe {barrier['id']}: {node['html'][:160]}" for barrier in violations for node in barrier["nodes"]
    ]
    wide = page.evaluate("document.documentElement.scrollWidth")
    return barriers + ([f"wider than {width}: {wide}"] if wide > width else [])


def _violations(page):
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    return page.evaluate("rules => axe.run(rules).then(results => results.violations)", RULES)
