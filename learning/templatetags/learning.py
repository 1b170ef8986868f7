"""What is tried, on pages of other parts."""

from django import template

from learning.experiments import shown

register = template.Library()


@register.inclusion_tag("learning/experiments/_of_topic.html", takes_context=True)
def experiments_of_topic(context, topic):
    """Render the experiments of a topic that the reader may read, side by side."""
    person, rules = context["user"], topic.forum.rules
    found = list(shown.of_topic(topic, person)) if rules.in_library else []
    may_begin = person.is_authenticated and rules.in_library and not topic.is_closed and not topic.is_hidden
    return {"experiments": found, "may_begin": may_begin, "topic": topic}
