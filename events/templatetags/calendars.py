"""Calendar links, calendar replies and structured data on the pages of co-labs."""

import json

from django import template
from django.conf import settings
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import mark_safe

from events.calendar import invitations
from events.calendar.subscribe_links import Addition
from events.models import CoLab
from events.replies import handling

register = template.Library()
# No text may end the script element (as in django.utils.html.json_script).
ESCAPES = {ord(">"): "\\u003E", ord("<"): "\\u003C", ord("&"): "\\u0026"}


@register.inclusion_tag("events/calendar/_links.html")
def calendar_links(colab):
    return {"colab": colab, "addition": Addition(colab) if colab.is_ahead else None}


@register.inclusion_tag("events/replies/_replies.html")
def calendar_replies(seated, colab=None):
    """Of those with a seat, and of those with a role in `colab`; silence counts of the former alone."""
    roles = colab.role_entries.current().select_related("participant") if colab else []
    rows = handling.with_replies([*seated, *roles])
    silent = sum(row.reply is None for row in rows[: len(seated)])
    return {"rows": [row for row in rows if row.reply], "silent": silent}


@register.inclusion_tag("events/calendar/_event_markup.html")
def event_markup(colab, moves):
    public = colab.topic.forum.is_public and not colab.is_draft and not colab.topic.is_hidden
    shown = {"colab": colab, "moves": moves, "public": public, "link": invitations.link(colab)}
    return shown | {"site_url": settings.SITE_URL}


@register.simple_tag
def schema(colab, moves):
    """Return a co-lab as a schema.org Event in JSON-LD, without names or the room (R-ROOM-SECRET)."""
    content = json.dumps(_event(colab, list(moves)), ensure_ascii=False).translate(ESCAPES)
    return format_html('<script type="application/ld+json">{}</script>', mark_safe(content))  # noqa: S308  escaped above


def _event(colab, moves):
    link = invitations.link(colab)
    status, before = _status(colab, moves)
    event = {
        "@context": "https://schema.org",
        "@type": "Event",
        "@id": colab.uid.urn,
        "name": colab.title,
        "description": colab.question,
        "inLanguage": colab.language,
        "startDate": _local(colab.starts_at, colab),
        "endDate": _local(colab.ends_at, colab),
        "eventStatus": f"https://schema.org/{status}",
        "eventAttendanceMode": "https://schema.org/OnlineEventAttendanceMode",
        "location": {"@type": "VirtualLocation", "url": link},
        "organizer": {"@type": "Organization", "name": "Co-Lab", "url": settings.SITE_URL + reverse("home")},
        "maximumAttendeeCapacity": colab.capacity,
        "isAccessibleForFree": True,
        "url": link,
    }
    return event | ({"previousStartDate": _local(before, colab)} if before else {})


def _status(colab, moves):
    if colab.state == CoLab.State.CALLED_OFF:
        return "EventCancelled", None
    return ("EventRescheduled", moves[0].from_start) if moves else ("EventScheduled", None)


def _local(instant, colab):
    return instant.astimezone(colab.zone).isoformat(timespec="minutes")
