"""The name "co-lab" is not broken after its hyphen, and its letters stay those that people copy."""

import pytest
from django.conf import settings

from testing import make

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
WIDTHS = (320, 360, 412, 768, 1024, 1280)
BROKEN = r"""() => {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const found = [];
  while (walker.nextNode()) {
    for (const { 0: word, index } of walker.currentNode.data.matchAll(/\bco-labs?\b/gi)) {
      const range = document.createRange();
      range.setStart(walker.currentNode, index);
      range.setEnd(walker.currentNode, index + word.length);
      const boxes = [...range.getClientRects()].filter((box) => box.width);
      const lines = new Set(boxes.map((box) => Math.round(box.top)));
      if (lines.size > 1) found.push(walker.currentNode.parentElement.textContent);
    }
  }
  return found;
}"""


def broken(page):
    found = []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        found += [(width, text) for text in page.evaluate(BROKEN)]
    return found


@pytest.mark.parametrize("language", [code for code, _name in settings.LANGUAGES])
def test_a_colab_is_not_broken_in_two(page, live_server, language):
    topic = make.topic(title="How a co-lab became two co-labs, and what our co-lab on benches made of it")
    colab = make.colab(topic=topic, title="A co-lab about the co-labs of small co-lab communities")
    page.set_extra_http_headers({"Accept-Language": language})
    broken_without = []
    for address in ("/", "/about/", "/glossary/", topic.get_absolute_url(), colab.get_absolute_url()):
        page.goto(live_server.url + address)
        assert broken(page) == []
        assert not page.evaluate(r"/[\u2011\u2060]/.test(document.body.innerText)")
        page.evaluate("document.querySelectorAll('.whole').forEach((name) => name.classList.remove('whole'))")
        broken_without += broken(page)
    assert broken_without  # else these widths show nothing


def test_what_is_a_row_stays_a_row(page, live_server):
    """A button with a name in it is one piece, with the spaces that its text has."""
    page.goto(f"{live_server.url}/")
    page.evaluate(
        """() => {
          const button = document.createElement("a");
          button.className = "btn"; button.id = "tried"; button.textContent = "Find a co-lab of mine";
          document.querySelector("main").append(button);
          const detail = { elt: button.parentElement };
          document.dispatchEvent(new CustomEvent("htmx:afterSettle", { detail }));
        }"""
    )
    button = page.locator("#tried")
    assert button.inner_text() == "Find a co-lab of mine"
    assert button.evaluate("element => element.children.length") == 1
    assert button.locator(".whole").inner_text() == "co-lab"
