"""Co-labs on the pages of other parts."""

from django import template

from events.scheduling import daytime, time_check

register = template.Library()


@register.simple_tag
def clocks_of(colab):
    """The hour on each clock of North America, as lines of `timecheck.line`; `people` counts those there who
    nominated its topic, where the forum attributes what people do. One query."""
    nominators = [] if colab.topic.forum.unattributed else time_check.nominators(colab.topic)
    people = [person.clock for person in nominators]
    rows = daytime.per_zone(colab.starts_at, colab.minutes, people, home=str(colab.zone))
    return [time_check.line(row, colab.minutes, row.people or "") for row in rows]
