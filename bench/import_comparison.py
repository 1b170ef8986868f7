"""What the import makes of each post of an archive, compared with what its old forum showed of it.

    .venv/bin/python bench/import_comparison.py [FILE] [--show 5]

FILE is JSON lines with `cooked`, plain or gzipped (../shared/data/discourse-posts.jsonl.gz where it is beside
the checkout). Text is compared line by line and sign by sign, code byte for byte; white space between blocks
and the last line break of code are left aside. What is meant to differ stands in REASONS: it is put into the
old HTML before, and counted. Ends with 1 if a post differs otherwise, or cannot be converted.
"""

import argparse
import json
import re
import sys
from collections import Counter
from pathlib import Path

import scratch
from bs4 import BeautifulSoup
from emoji import replace_emoji

from forums.importing.tests.shown import shown

BESIDE = scratch.ROOT.parent / "shared" / "data" / "discourse-posts.jsonl.gz"
EMOJI = "\ue110"


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    options.add_argument("file", nargs="?", type=Path, default=BESIDE)
    options.add_argument("--show", type=int, default=5, help="differences that are printed")
    options = options.parse_args()
    scratch.os.environ.update(scratch.ENVIRONMENT, DATABASE_URL="postgres://", REDIS_URL="redis://")
    scratch.django.setup()
    from forums.importing import lines  # noqa: PLC0415  models, which exist since Django was set up

    tally, reasons, others = Counter(), Counter(), Counter()
    for line in lines.read(options.file):
        data = json.loads(line.content)
        kind, why, difference = compare(data["cooked"], line.content)
        tally[kind] += 1
        reasons.update(why if kind != "differs" else ())
        if difference:
            others[difference[0]] += 1
            if others.total() <= options.show:
                say("Post {}: {}\n  there: {!r}\n  here:  {!r}\n".format(data["id"], *difference))
    say(f"{tally.total():,} posts.")
    say(f"{tally['same']:,} show the same as they stand.")
    say(f"{tally['but']:,} show the same but for what is meant to differ, in so many posts:")
    for reason, number in reasons.most_common():
        say(f"  {number:5,}  {reason}")
    say(f"{tally['differs']:,} differ otherwise:")
    for reason, number in others.most_common():
        say(f"  {number:5,}  {reason}")
    sys.exit(bool(tally["differs"]))


def say(sentence):
    sys.stdout.write(sentence + "\n")


def compare(cooked, content):
    """Return (kind, reasons, None or (what differs, there, here))."""
    from forums.importing import entries  # noqa: PLC0415  as above

    try:
        here = shown(entries.convert(entries.parse(content)).html)
    except Exception as problem:
        return "differs", [], ("cannot be converted", "", str(problem))
    soup = BeautifulSoup(f"<div>{cooked}</div>", "html.parser")
    if shown(soup) == here and not soup.find("img"):
        return "same", [], None
    reasons = [reason for reason, change in REASONS.items() if change(soup)]
    there, here = ([replace_emoji(line, EMOJI) for line in side] for side in (shown(soup), here))
    there = [line.replace(EMOJI * 2, EMOJI) for line in there]
    here = [line.replace(EMOJI * 2, EMOJI) for line in here]
    if there == here:
        return "but" if reasons else "same", reasons, None
    return "differs", reasons, first_difference(there, here)


def first_difference(there, here):
    for old, new in zip([*there, ""], [*here, ""], strict=False):
        if old != new:
            is_code = old.startswith("pre:") or new.startswith("pre:")
            kind = "code" if is_code else "white space" if old.split() == new.split() else "text"
            return f"{kind} differs", old[:300], new[:300]
    return "text differs", str(there[-1:]), str(here[-1:])


def replaced(soup, selector, words=lambda element: "", *, is_block=False):
    """Put words in the place of what a selector finds; return how many there were."""
    found = soup.select(selector)
    for element in found:
        if element.decomposed:
            continue
        new = soup.new_tag("p" if is_block else "span")
        new.string = words(element)
        element.replace_with(new)
    return len(found)


def of_link(element):
    link = element.find("a", href=True)
    return link["href"] if link else ""


def title_of_box(box):
    title = box.select_one("h3, h4")
    words = " ".join(title.get_text().split()) if title else ""
    return words or box.get("data-onebox-src") or of_link(box)


def title_of_video(place):
    number = place.get("data-youtube-id")
    address = f"https://www.youtube.com/watch?v={number}" if number else place.get("data-video-src")
    return (
        place.get("data-video-title") or place.get("data-youtube-title") or file_of(address or of_link(place))
    )


def file_of(address):
    name = re.split("[?#]", address)[0].rpartition("/")[2]
    return name if "." in name else address


def words_of_picture(image):
    link = image.find_parent("a")
    own = re.sub(r"\|.*", "", image.get("alt") or image.get("title") or "").strip()
    if link and link.get("title"):
        return link["title"]
    return own or file_of((link or {}).get("href") or image.get("src") or "")


def head_of_quotation(title):
    link, box = title.find("a"), title.find_parent("aside")
    words = box.get("data-username") or " ".join((link or title).get_text().split()).removesuffix(":")
    return f"{words}:"


def words_of_date(element):
    hour = ":".join(element.get("data-time", "").split(":")[:2])
    return f"{element['data-date']} {hour} ({element.get('data-timezone')})" if hour else element["data-date"]


def words_of_event(event):
    hours = " – ".join(event[name] for name in ("data-start", "data-end") if event.get(name))
    name = event.get("data-name") or event.get("data-url")
    return f"{f'{name}, ' if name else ''}{hours} ({event.get('data-timezone') or 'UTC'})"


def unfolded_cells(soup):
    """Make a cell one line: Markdown has no other."""
    found = [cell for cell in soup.select("td, th") if cell.find(["br", "p", "li", "div"])]
    for cell in found:
        for element in cell.find_all("br"):
            element.replace_with(" ")
        for element in cell.find_all(["p", "li", "div", "ul", "ol"]):
            element.unwrap()
    return len(found)


REASONS = {
    "a page that was shown in a box: a link with its title": lambda soup: replaced(
        soup, "aside.onebox", title_of_box, is_block=True
    ),
    "a video that was played there: a link with its title": lambda soup: replaced(
        soup, ".lazyYT, .lazy-video-container, .video-placeholder-container", title_of_video, is_block=True
    ),
    "a video or sound that was played there: a link with its file": lambda soup: replaced(
        soup,
        "video, audio",
        lambda element: file_of((element.find("source") or element)["src"]),
        is_block=True,
    ),
    "a frame with another page: a link with its address": lambda soup: replaced(
        soup, "iframe", lambda element: element.get("title") or element.get("src", ""), is_block=True
    ),
    "an event that a script showed: its name, hours and zone": lambda soup: replaced(
        soup, ".discourse-post-event", words_of_event, is_block=True
    ),
    "a date that a script showed on the reader's clock: the date with its zone": lambda soup: replaced(
        soup, ".discourse-local-date", words_of_date
    ),
    "the head of a quotation: no small picture, no category, a colon behind a title": lambda soup: replaced(
        soup, "aside.quote > .title", head_of_quotation, is_block=True
    ),
    "name and size of a picture's file, seen on pointing at it: left out": lambda soup: replaced(
        soup, ".lightbox .meta"
    ),
    "an emoji's picture: its character": lambda soup: replaced(soup, "img.emoji", lambda image: EMOJI),
    "a picture: a link with its words": lambda soup: replaced(soup, "img:not(.emoji)", words_of_picture),
    "a box to tick, drawn by a style sheet: its character": lambda soup: replaced(
        soup, ".chcklst-box", lambda box: "☑" if "check-square" in " ".join(box["class"]) else "☐"
    ),
    "a formula, drawn by a script: as it was typed, as code": lambda soup: formulas(soup),
    "the arrow back from a footnote: left out": lambda soup: replaced(soup, ".footnote-backref"),
    "lines in a table's cell: one line": unfolded_cells,
}


def formulas(soup):
    found = soup.select("span.math")
    for element in found:
        element.name, element.string = "code", element.get_text().strip()
    return len(found)


if __name__ == "__main__":
    main()
