"""The journey by HTTP: what the hour left, from its mails to the harvest and the library."""

import re
import time

from journey_beside import ALONE, KEPT, TAG
from journey_reading import refused, require, times_named
from letters import PATIENCE

SUMMARY = "Six offices compared what they leave **undone**."


def two_are_introduced(journey):
    """Check R-PICKS-FROM-THE-START: by the tick, once the hour is over."""
    one, other = journey.members[:2]
    deadline = time.monotonic() + PATIENCE
    while times_named(one, other) == journey.before and time.monotonic() < deadline:
        time.sleep(2)
    for reader, met in ((one, other), (other, one)):
        require(times_named(met, reader), f"{reader.name} has no address of {met.name}.")


def introductions_come(journey):
    one, other = journey.members[:2]
    for reader, met in ((one, other), (other, one)):
        journey.postbox.find(reader.email, "the introduction", lambda mail, met=met: met.email in mail.text)


def wrap_up_comes(journey):
    """It says how many notes are read by nobody else, and asks for nothing that was done."""
    for person in (journey.organizers[0], journey.members[0], journey.members[10]):
        journey.postbox.find(person.email, "the hour is over", lambda mail: journey.after in mail.paths)
    mine, theirs = (
        journey.postbox.find(person.email, "the hour is over", lambda mail: journey.after in mail.paths)
        for person in journey.members[:2]
    )
    line = next((line for line in mine.text.splitlines() if re.search(r"\b2\b", line)), "")
    require(line, "The mail after the hour does not say that two notes are read by nobody else.")
    require(f"{journey.after}#insights" in mine.text, "The mail after the hour leads to no notes.")
    require(f"{journey.after}pulse/" not in mine.paths, "The mail asks for taps that were given.")
    require(f"{journey.after}pulse/" in theirs.paths, "The mail does not ask for taps that were not given.")


def harvester_edits_a_draft(journey):
    page = journey.harvester.open(journey.after).follow("#harvest a[href$='/harvest/']")
    shared = [note.get_text() for note in page.all("main form .hour-note")]
    require(sum(KEPT in note for note in shared) == 2, f"The draft has {len(shared)} notes that were shared.")
    require(not any("Only for me" in note for note in shared), "The draft has a note to oneself.")
    boxes = [page.main_form().fields[f"tags_of_{note}"] for note in journey.notes]
    require(boxes == [TAG, TAG], f"The notes stand in the draft under {boxes}.")
    page = page.main_form().press("[formaction$='/draft/']", summary="Six offices compared", tags=TAG)
    require("Six offices compared" in page.main_form().fields["summary"], f"No draft is kept at {page.path}.")
    require("Six offices" not in journey.visitor.open(journey.after).text, "Visitors read the draft.")


def harvest_closes_it(journey):
    page = journey.harvester.open(journey.after).follow("#harvest a[href$='/harvest/']")
    page = refused(page.main_form(), None, "summary", summary="", themes="- Fridays")
    page = page.main_form().press(summary=SUMMARY)
    require(page.find("#harvest .prose strong"), f"The harvest is not shown at {page.path}.")
    shown = journey.visitor.open(journey.after).the("#harvest")
    require("undone" in shown.get_text(), "Visitors see no harvest.")
    journey.left = [f"/library/note/{note}/" for note in journey.notes]
    journey.left.append(
        journey.visitor.open(journey.after).the("#harvest a[href^='/library/harvest/']")["href"]
    )


def library_has_it(journey):
    """Check R-LIBRARY-SHARED: under its tag, by its words, and in the feed."""
    tag = TAG.replace(" ", "+")
    _finds(journey, f"/library/?tag={tag}", journey.left)
    _finds(journey, f"/library/?shelf=notes&tag={tag}", journey.left[:2], but=journey.left[2:])
    _finds(journey, f"/library/?shelf=harvests&tag={tag}", journey.left[2:], but=journey.left[:2])
    _finds(journey, "/library/?q=offices+compared+undone", journey.left[2:])
    _finds(journey, "/search/?q=offices+compared+undone", journey.left[2:])
    _finds(journey, f"/library/?q={KEPT.replace(' ', '+')}", journey.left[:2])
    feed = journey.visitor.fetch("/library/feed.atom").decode()
    missing = [path for path in journey.left if f"{path}<" not in feed and f'{path}"' not in feed]
    require(not missing, f"The feed of the library has no {', '.join(missing)}.")
    for text in (ALONE.format("first"), journey.line):
        require(text not in feed, f"The feed of the library has {text!r}.")


def _finds(journey, address, paths, but=()):
    page = journey.visitor.open(address)
    found = {link["href"] for link in page.all("main a[href^='/library/']")}
    require(set(paths) <= found, f"{', '.join(sorted({*paths} - found))} cannot be found at {address}.")
    require(not found & set(but), f"{', '.join(found & set(but))} should not stand at {address}.")
    require("Only for me" not in page.text, f"A note to oneself is found at {address}.")


def pages_lead_back(journey):
    """Check R-LINKS-BACK."""
    for path in journey.left:
        page = journey.visitor.open(path)
        for back in (journey.colab, journey.topic):
            require(page.find(f"main a[href='{back}']"), f"{path} does not lead to {back}.")
    topic = journey.visitor.open(journey.topic)
    links = [link["href"] for link in topic.all("main a[href^='/library/']")]
    require(any("topic=" in link for link in links), f"{journey.topic} does not lead to the library.")
