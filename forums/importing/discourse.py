"""Replaces what Discourse's style sheets and scripts would show by elements that every page has."""

import re
from contextlib import suppress
from dataclasses import dataclass
from urllib.parse import urljoin

from bs4 import BeautifulSoup

from forums.importing import emojis, inline, markdown

_DROPPED = (
    "svg, script, style, template, noscript, head, .quote-controls, .lightbox .meta, .onebox-metadata, "
    "img.avatar, .poll-info, .poll-buttons, .footnote-backref, a.anchor"
)
_SIZE = re.compile(r"\|\s*\d.*$")  # in the words of a picture
_FILE = re.compile(r"(?:https?:)?//[^/?#]*/(?:[^?#]*/)?([^/?#]*\.[^/?#]*)")
_WEB = ("http://", "https://", "mailto:")
_PARTS = (("div", "title"), ("blockquote", None))  # of a quotation
_FRAMES = "iframe, embed, object"


@dataclass(frozen=True)
class Quotation:
    """What stands above a quotation: which post is quoted, and whose."""

    topic: int  # as there; 0 where it is not known
    number: int
    username: str
    title: str  # of another topic
    address: str  # in the old forum, or ""

    @property
    def topic_key(self):
        return f"discourse:{self.topic}"


@dataclass(frozen=True)
class Mention:
    name: str  # with the "@"


def to_markdown(html, address=""):
    """Return (draft, references): Markdown, in which NUL, a number and NUL stand for a reference.

    `address` is that of the old forum, for links that are relative to it; without it they become words. Raise
    RecursionError where the HTML is nested too deeply.
    """
    soup = BeautifulSoup(html if "<" in html else f"<p>{html}</p>", "html.parser")
    references = []
    source = html.lower()
    for change, signs in _CHANGES:
        if any(sign in source for sign in signs):
            change(soup)
    _mentions(soup, references)
    _quotations(soup, references, address)
    _links(soup, address)
    return markdown.from_tree(soup), tuple(references)


def _drop(soup):
    for element in soup.select(_DROPPED):
        element.decompose()


def _mentions(soup, references):
    for element in soup.find_all(class_="mention"):
        words = element.get_text().strip()
        if words.startswith("@") and not (element.parent and element.find_parent("a")):
            references.append(Mention(words))
            element.name = inline.REFERENCE  # in its place: to replace thousands takes minutes
            element["number"] = str(len(references) - 1)


def _quotations(soup, references, address):
    """Put a line above each quotation that says where it stood."""
    for aside in soup.find_all("aside", class_="quote"):
        title, quote = (aside.find(name, class_=kind, recursive=False) for name, kind in _PARTS)
        link = title.find("a", href=True) if title else None
        quotation = Quotation(
            topic=_number(aside.get("data-topic")),
            number=_number(aside.get("data-post")),
            username=aside.get("data-username") or ("" if link else _words(title).removesuffix(":")),
            title=_words(link),
            address=_absolute(link["href"], address) if link else "",
        )
        if title:
            title.decompose()
        if quote and (quotation.username or quotation.title):
            line = soup.new_tag("p")
            line.append(_reference(soup, references, quotation))
            quote.insert_before(line)
        aside.unwrap()


def _reference(soup, references, reference):
    references.append(reference)
    return soup.new_tag(inline.REFERENCE, number=str(len(references) - 1))


def _number(value):
    return int(value) if str(value or "").isdecimal() and len(value) < 19 else 0


def _words(element):
    return " ".join(element.get_text().split()) if element else ""


def _oneboxes(soup):
    for box in soup.select("aside.onebox"):
        link = box.find("a", href=True)
        address = box.get("data-onebox-src") or (link["href"] if link else "")
        _become_link(soup, box, address, _words(box.select_one("h3, h4")) or address)


def _videos(soup):
    """Make links of the places where a script would put a video."""
    for place in soup.select(".lazyYT, .lazy-video-container, .video-placeholder-container"):
        link = place.find("a", href=True)
        address = place.get("data-video-src") or (link["href"] if link else "")
        if number := place.get("data-youtube-id"):
            address = f"https://www.youtube.com/watch?v={number}"
        words = place.get("data-video-title") or place.get("data-youtube-title")
        _become_link(soup, place, address, words or _file(address))


def _events(soup):
    """Write the name of an event as a link, and its hours with their zone."""
    for event in soup.select(".discourse-post-event"):
        zone = event.get("data-timezone") or "UTC"
        hours = " – ".join(event[name] for name in ("data-start", "data-end") if event.get(name))
        name, address = event.get("data-name") or "", event.get("data-url") or ""
        line = soup.new_tag("p")
        line.append(_link(soup, address, name or address))
        if hours:
            line.append(f"{', ' if name or address else ''}{hours} ({zone})")
        event.insert_before(line)
        event.unwrap()


def _dates(soup):
    """Write a date with its zone, which a script would show on the reader's clock."""
    for element in soup.select(".discourse-local-date"):
        if date := element.get("data-date"):
            hour = ":".join((element.get("data-time") or "").split(":")[:2])
            zone = element.get("data-timezone") or "UTC"
            element.replace_with(f"{date} {hour} ({zone})" if hour else date)


def _emojis(soup):
    """Write emoji as characters, and those of the old forum alone as their names."""
    for image in soup.select("img.emoji"):
        name = (image.get("title") or image.get("alt") or "").strip().strip(":")
        known = None if "emoji-custom" in image["class"] else emojis.character(name)
        image.replace_with(known or (f":{name}:" if name.isascii() and name else name))


def _images(soup):
    """Make links of pictures; within a link they are words."""
    for image in soup.find_all("img"):
        link = image.find_parent("a")
        words = _SIZE.sub("", image.get("alt") or image.get("title") or "").strip()
        if link:
            words = link.get("title") or words
            words = words or ("" if link.get_text().strip() else _file(link.get("href") or ""))
            link.attrs.pop("title", None)
            image.replace_with(words)
        else:
            address = image.get("src") or ""
            image.replace_with(_link(soup, address, words or _file(address)))


def _media(soup):
    for element in soup.select(f"video, audio, {_FRAMES}"):
        source = element.find(["source", "embed"], src=True) or element
        inner = element.find("a", href=True)
        address = source.get("src") or source.get("data") or (inner["href"] if inner else "")
        if element.name not in {"video", "audio"} and not address and element.get_text().strip():
            element.unwrap()
            continue
        _become_link(soup, element, address, element.get("title") or _file(address) or element.name)


def _file(address):
    """Return the name of the file at an address, else the address; "" for one without a host."""
    found = _FILE.match(address)
    return found[1] if found else address * ("//" in address)


def _polls(soup):
    """Write the title of a poll as a paragraph; its options are a list."""
    for title in soup.select(".poll-title"):
        title.name = "p"


def _boxes(soup):
    """Write a box that is ticked or not as its character."""
    for box in soup.select(".chcklst-box, input[type=checkbox]"):
        classes = " ".join(box.get("class", []))
        is_ticked = box.has_attr("checked") or "checked" in classes or "-check" in classes
        box.replace_with("☑" if is_ticked else "☐")


def _terms(soup):
    """Write what stands over a part that unfolds, and terms that are defined, in bold."""
    for element in soup.find_all(["summary", "dt"]):
        bold = soup.new_tag("strong")
        bold.extend(list(element.contents))
        element.append(bold)
        element.name = "p"


def _math(soup):
    """Keep formulas as they were typed, as code."""
    for element in soup.select("span.math"):
        element.name = "code"
        element.string = element.get_text().strip()
    for element in soup.select("div.math"):
        element.name = "pre"


def _links(soup, address):
    """Keep links to the web and to mail; others become words, or lead to the old forum if it is known."""
    for link in soup.find_all("a"):
        target = _absolute(link.get("href") or "", address)
        if target:
            link["href"] = target
        else:
            link.unwrap()


def _absolute(target, address):
    target = target.strip()
    if target.startswith("//"):
        target = f"https:{target}"
    if address and target and not target.startswith("#") and ":" not in target.split("/")[0]:
        with suppress(ValueError):  # no address: half of one in brackets
            target = urljoin(address, target)
    return target if target.lower().startswith(_WEB) else ""


def _link(soup, address, words):
    return (
        soup.new_tag("a", href=address, string=words) if address and words else soup.new_string(words or "")
    )


def _become_link(soup, element, address, words):
    """Replace an element by a link in a paragraph of its own."""
    paragraph = soup.new_tag("p")
    paragraph.append(_link(soup, address, words))
    element.replace_with(paragraph)


# What is changed, and what the HTML has where there is anything to change: looking for it takes long.
_CHANGES = (
    (_drop, ("<s", "<template", "<noscript", "<head", "class=")),
    (_oneboxes, ("onebox",)),
    (_videos, ("lazy", "video-placeholder")),
    (_events, ("post-event",)),
    (_dates, ("local-date",)),
    (_emojis, ("emoji",)),
    (_images, ("<img",)),
    (_media, ("<video", "<audio", "<iframe", "<embed", "<object")),
    (_polls, ("poll",)),
    (_boxes, ("chcklst", "<input")),
    (_terms, ("<summary", "<dt")),
    (_math, ("math",)),
)
