"""What is tried, on pages of other parts."""

from django import template

from learning.experiments import shown

register = template.Library()
TEMPLATE = "learning/experiments/_of_topic.html"


@register.inclusion_tag(TEMPLATE, takes_context=True)
def experiments_of_topic(context, topic):
    """Render the experiments of a topic that the reader may read."""
    return _tried(context["user"], topic)


@register.inclusion_tag(TEMPLATE, takes_context=True)
def experiments_of_colab(context, colab):
    """Render those that came out of a co-lab."""
    return _tried(context["user"], colab.topic, colab)


def _tried(person, topic, colab=None):
    if not topic.forum.rules.in_library:
        return {}
    is_open = not topic.is_closed and not topic.is_hidden
    found = list(shown.of_topic(topic, person, colab))
    may_begin = person.is_authenticated and is_open
    return {"experiments": found, "may_begin": may_begin, "topic": topic, "colab": colab}
