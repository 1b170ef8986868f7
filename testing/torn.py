"""Sentences torn apart by a layout: words and an element beside them become columns in a flex or grid box."""

TORN = """
() => [...document.querySelectorAll("body *")].filter((box) => {
  if (!/flex|grid/.test(getComputedStyle(box).display) || !box.getClientRects().length) return false;
  const text = [...box.childNodes].some((node) => node.nodeType === 3 && node.nodeValue.trim());
  const words = [...box.children].some((child) =>
    child.textContent.trim() && child.localName !== "svg" && !child.matches(".visually-hidden, input, select")
    && child.getClientRects().length);
  return text && words;
}).map((box) => box.outerHTML.replace(/\\s+/g, " ").slice(0, 200))
"""


def found(page, widths=(1280, 360)):
    """Return the beginning of each torn sentence of the open page, at one of these widths."""
    torn = set()
    for width in widths:
        page.set_viewport_size({"width": width, "height": 900})
        torn |= set(page.evaluate(TORN))
    return sorted(torn)
