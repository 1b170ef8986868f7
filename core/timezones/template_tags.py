"""Template tags for times, always with their zone (R-READERS-CLOCK)."""

from datetime import UTC

from django import template
from django.utils.html import format_html

from core.timezones import display

register = template.Library()


def _stamp(instant):
    return instant.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _time(instant, text):
    return format_html('<time datetime="{}">{}</time>', _stamp(instant), text)


@register.simple_tag
def when(instant, zone=None, beside=None):
    """Date, time and zone of an aware instant, in the reader's zone unless another is given.

    `beside` is a second zone, that of a co-lab, shown as well if its clock differs.
    """
    if beside is None:
        return _time(instant, display.words(instant, zone))
    here, there = display.both(instant, beside, zone)
    if not there:
        return _time(instant, here)
    other = format_html('<span class="dot">· </span>{}', _time(instant, there))
    return format_html('{} <span class="beside">{}</span>', _time(instant, here), other)


@register.simple_tag
def when_brief(instant):
    return _time(instant, display.brief(instant))


@register.simple_tag
def when_text(instant, zone=None, beside=None):
    if beside is None:
        return display.words(instant, zone)
    return " · ".join(filter(None, display.both(instant, beside, zone)))


@register.simple_tag
def day(instant, zone=None):
    return _time(instant, display.date_words(instant, zone, "long"))


@register.simple_tag
def day_text(instant, zone=None):
    return display.date_words(instant, zone, "long")


@register.simple_tag
def day_brief(instant):
    return _time(instant, display.date_words(instant, style="medium"))


@register.simple_tag
def leaf(instant):
    return display.leaf(instant)


@register.simple_tag
def hour(instant, zone=None):
    return _time(instant, f"{display.time_words(instant, zone)}, {display.place(instant, zone)}")


@register.simple_tag
def clock(instant):
    """The time alone, on a page that says its zone once (R-READERS-CLOCK)."""
    return _time(instant, display.time_words(instant))


@register.filter
def hours(time):
    return display.hours(time)


@register.filter
def city(zone):
    return display.city(zone)
