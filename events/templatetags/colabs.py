"""Co-labs on the pages of other parts."""

from django import template

from events import daytime, timecheck
from events.models import CoLab

register = template.Library()
SHOWN = 5


@register.inclusion_tag("events/_colabs_of_topic.html", takes_context=True)
def colabs_of(context, topic):
    """The latest co-labs that grew out of a topic, as its reader may see them; at most one query."""
    if topic.scheduled_until is None:
        return {"colabs": []}
    announced = CoLab.objects.visible_to(context["user"]).announced().filter(topic=topic)
    return {"colabs": list(announced.order_by("-starts_at", "-pk")[:SHOWN])}


@register.simple_tag
def clocks_of(colab):
    """The hour on each clock of North America, as lines of `timecheck.line`; `people` counts those there who
    nominated its topic, where the forum attributes what people do. One query."""
    nominators = [] if colab.topic.forum.unattributed else timecheck.nominators(colab.topic)
    people = [person.clock for person in nominators]
    rows = daytime.per_zone(colab.starts_at, colab.minutes, people, home=str(colab.zone))
    return [timecheck.line(row, colab.minutes, row.people or "") for row in rows]
