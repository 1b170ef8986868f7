"""Co-labs on the pages of other parts."""

from django import template

from events.scheduling import time_check

register = template.Library()


@register.simple_tag
def clocks_of(colab):
    """The hour on each clock of North America, as lines of `time_check.line`; `people` counts those there who
    nominated its topic, where the forum attributes what people do. One query."""
    nominators = [] if colab.topic.forum.unattributed else time_check.nominators(colab.topic)
    return time_check.lines(colab, [person.clock for person in nominators])
