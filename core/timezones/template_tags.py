"""Every time on a page or in a message: in the reader's zone, which it names (R-READERS-CLOCK)."""

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
    """Date, time and zone of an aware instant; in the reader's zone unless another is named.

    `beside` is a second zone, shown too where its clock differs: that of a co-lab.
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
    """The same as `when` in short, for what is over, such as when a post was written."""
    return _time(instant, display.brief(instant))


@register.simple_tag
def when_text(instant, zone=None, beside=None):
    """The same as `when`, as plain text for messages."""
    if beside is None:
        return display.words(instant, zone)
    return " · ".join(filter(None, display.both(instant, beside, zone)))


@register.simple_tag
def day(instant, zone=None):
    """The date alone, with the instant in machine form."""
    return _time(instant, display.date_words(instant, zone, "long"))


@register.simple_tag
def leaf(instant):
    """`month`, `day` and `weekday` in short on the reader's clock, for `_date_leaf.html`."""
    return display.leaf(instant)


@register.simple_tag
def hour(instant, zone=None):
    """The time of day and its zone, without the date."""
    return _time(instant, f"{display.time_words(instant, zone)} {display.place(instant, zone)}")


@register.filter
def hours(time):
    """A time of day alone, such as the one at which somebody's day begins."""
    return display.hours(time)


@register.filter
def city(zone):
    """The city by which a zone is named."""
    return display.city(zone)
