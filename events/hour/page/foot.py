"""The foot of the page: what holds here, listening from now on, and leaving; and for phones, its address."""

from functools import lru_cache

import segno
from django.conf import settings

from events.hour import grouping, panels, people


@panels.add("foot", "foot", "events/hour/_foot.html")
def foot(course, reader):
    guests = people.of(course)
    me = next((guest for guest in guests if guest.person.pk == reader.person.pk), None)
    has_seat = me is not None and not me.role and not course.colab.has_ended
    return {"me": me, "has_seat": has_seat, "forum": course.colab.topic.forum}


@panels.add("groups", "lead", "events/hour/_groups.html")
def groups(course, reader):
    """All groups, for whoever sends people to their rooms; their sizes where names are not shown."""
    made = grouping.now(course) if reader.leads and course.step and course.method.group else []
    if not made:
        return None
    named = course.colab.topic.forum.rules.names_authors
    names = {guest.person.pk: guest.person for guest in people.of(course)}
    return {"groups": [[names[key] for key in group if key in names] for group in made], "named": named}


@panels.add("phone", "lead", "events/hour/_phone.html")
def phone(course, reader):
    return {"path": f"/co-labs/{course.colab.pk}/hour/"} if reader.leads else None


@panels.add("turns", "lead", "events/hour/_turns.html")
def turns(course, reader):
    """Who is here, to be ticked on the device of whoever leads, where names are shown (R-LISTENERS)."""
    if not (reader.leads and course.step and course.colab.topic.forum.rules.names_authors):
        return None
    return {"here": [guest for guest in people.here(course) if guest.person.pk != reader.person.pk]}


@lru_cache(maxsize=200)
def qr(path):
    """Return the SVG of the QR code of an address of the site; it has no style of its own."""
    code = segno.make(settings.SITE_URL + path, error="m", micro=False)
    return code.svg_inline(border=4, omitsize=True, svgclass="qr-code", lineclass="qr-line")
