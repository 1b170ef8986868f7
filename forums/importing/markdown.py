"""Converts Discourse's HTML to Markdown, replacing what Markdown lacks by its nearest equivalent."""

import re

from bs4 import BeautifulSoup
from markdownify import ATX, MarkdownConverter

_LANGUAGE = re.compile(r"\blang-([\w+#-]+)")
_BLANK_LINES = re.compile(r"\n{3,}")
_DROPPED = (
    "svg, script, style, iframe, template, .quote-controls, .lightbox .meta, .onebox-metadata, img.avatar"
)


def from_html(html):
    """Return Markdown for `markup.render`. Images become links to them."""
    soup = BeautifulSoup(html, "html.parser")
    for change in (_drop, _quotes, _oneboxes, _images, _media, _summaries, _local_links):
        change(soup)
    return _BLANK_LINES.sub("\n\n", _converter.convert_soup(soup)).strip()


class _Converter(MarkdownConverter):
    def convert_kbd(self, element, text, parent_tags):
        return self.convert_code(element, text, parent_tags)


def _code_language(element):
    found = _LANGUAGE.search(" ".join((element.code or element).get("class", [])))
    return found[1] if found and found[1] not in {"auto", "nohighlight"} else ""


_converter = _Converter(
    heading_style=ATX, bullets="-", code_language_callback=_code_language, sup_symbol="", sub_symbol=""
)


def _drop(soup):
    for element in soup.select(_DROPPED):
        element.decompose()


def _quotes(soup):
    """Put the author's name in front of a quotation."""
    for aside in soup.select("aside.quote"):
        name = aside.get("data-username")
        if title := aside.select_one(".title"):
            title.decompose()
        quote = aside.find("blockquote")
        if quote and name:
            line = soup.new_tag("p")
            line.append(soup.new_tag("strong", string=f"{name}:"))
            quote.insert(0, line)
        aside.unwrap()


def _oneboxes(soup):
    for box in soup.select("aside.onebox"):
        address = box.get("data-onebox-src") or (box.find("a", href=True) or {}).get("href")
        title = box.select_one("h3, h4")
        words = title.get_text(" ", strip=True) if title else ""
        _become_link(soup, box, address, words or address, block=True)


def _images(soup):
    for image in soup.find_all("img"):
        words = image.get("alt") or image.get("title") or ""
        if "emoji" in image.get("class", []):
            image.replace_with(image.get("title") or words)
        elif image.find_parent("a"):
            image.replace_with(image.find_parent("a").get("title") or words or "image")
        else:
            _become_link(soup, image, image.get("src"), words or "image")


def _media(soup):
    for element in soup.find_all(["video", "audio"]):
        source = element.find("source", src=True) or element
        _become_link(soup, element, source.get("src"), element.name)


def _summaries(soup):
    for summary in soup.find_all("summary"):
        summary.name = "p"
        inner = soup.new_tag("strong")
        inner.extend(list(summary.contents))
        summary.append(inner)


def _local_links(soup):
    """Remove relative links: they point into the old forum."""
    for link in soup.find_all("a"):
        if not link.get("href", "").startswith(("http://", "https://", "mailto:")):
            link.unwrap()


def _become_link(soup, element, address, words, *, block=False):
    link = soup.new_tag("a", href=address, string=words) if address else soup.new_string(words or "")
    if block:
        paragraph = soup.new_tag("p")
        paragraph.append(link)
        link = paragraph
    element.replace_with(link)
