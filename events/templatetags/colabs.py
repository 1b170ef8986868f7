"""Co-labs on the pages of other parts."""

from django import template

from events.models import CoLab

register = template.Library()
SHOWN = 5


@register.inclusion_tag("events/_colabs_of_topic.html", takes_context=True)
def colabs_of(context, topic):
    """The latest co-labs that grew out of a topic, as its reader may see them; one query."""
    person = context["user"]
    colabs = CoLab.objects.visible_to(person).filter(topic=topic).order_by("-starts_at", "-pk")[:SHOWN]
    closed = topic.is_closed or topic.is_hidden or topic.has_colab_ahead
    return {
        "topic": topic,
        "colabs": list(colabs),
        "may_declare": person.is_authenticated and person.is_organizer and not closed,
    }
