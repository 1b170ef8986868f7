"""What is tried and what others can use, on pages of other parts."""

from django import template

from learning.experiments import shown as tried
from learning.outputs import shown as kept

register = template.Library()


@register.inclusion_tag("learning/_of_topic.html", takes_context=True)
def left_by_topic(context, topic):
    """Render the experiments and outputs of a topic that the reader may read."""
    return _left(context["user"], topic)


@register.inclusion_tag("learning/_of_topic.html", takes_context=True)
def left_by_colab(context, colab):
    """Render those that came out of a co-lab."""
    return _left(context["user"], colab.topic, colab)


def _left(person, topic, colab=None):
    if not topic.forum.rules.in_library:
        return {}
    may_write = person.is_authenticated and not topic.is_hidden
    return {
        "experiments": list(tried.of_topic(topic, person, colab)),
        "outputs": list(kept.of_topic(topic, person, colab)),
        "may_begin": may_write and not topic.is_closed,
        "may_write": may_write,
        "topic": topic,
        "colab": colab,
    }
