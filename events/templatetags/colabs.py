"""Co-labs in the templates of other packages."""

from django import template

from events.scheduling import time_check

register = template.Library()


@register.simple_tag
def day_bar_rows(colab):
    nominators = [] if colab.topic.forum.unattributed else time_check.nominators(colab.topic)
    return time_check.day_bar_rows(colab, [person.zone_window for person in nominators])
