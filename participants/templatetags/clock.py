"""Every time on a page or in a message: in the reader's zone, which it names (rule 5)."""

from datetime import UTC

from django import template
from django.utils.html import format_html

from participants import zones

register = template.Library()


def _stamp(instant):
    return instant.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


@register.simple_tag
def when(instant, zone=None):
    """Date, time and zone of an aware instant; in the reader's zone unless another is named."""
    return format_html('<time datetime="{}">{}</time>', _stamp(instant), when_text(instant, zone))


@register.simple_tag
def when_text(instant, zone=None):
    """The same as `when`, as plain text for messages."""
    date, time = zones.date_words(instant, zone), zones.time_words(instant, zone)
    return f"{date}, {time}, {zones.place(instant, zone)}"


@register.simple_tag
def day(instant, zone=None):
    """The date alone, with the instant in machine form."""
    text = zones.date_words(instant, zone, "long")
    return format_html('<time datetime="{}">{}</time>', _stamp(instant), text)


@register.simple_tag
def hour(instant, zone=None):
    """The time of day and its zone, without the date."""
    text = f"{zones.time_words(instant, zone)} {zones.place(instant, zone)}"
    return format_html('<time datetime="{}">{}</time>', _stamp(instant), text)


@register.filter
def city(zone):
    """The city by which a zone is named."""
    return zones.city(zone)
