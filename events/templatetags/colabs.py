"""Co-labs on the pages of other parts."""

from django import template

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
