"""Co-labs in the templates of other packages."""

from django import template

from events.registration import mix
from events.scheduling import time_check

register = template.Library()


@register.simple_tag
def day_bar_rows(colab):
    nominators = [] if colab.topic.forum.unattributed else time_check.nominators(colab.topic)
    return time_check.day_bar_rows(colab, [person.zone_window for person in nominators])


@register.simple_tag
def mix_of(panel):
    """Return the mix.Mix of those with a seat, or None."""
    return mix.of(panel.colab, [row.participant for row in panel.seated])


@register.simple_tag
def districts_missing(panel):
    return mix.missing(panel.colab, [row.participant for row in panel.seated])
