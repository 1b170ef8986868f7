"""What is tried and told, on pages of other parts."""

from django import template

from learning.experiments import shown
from learning.reflection import month, reflections, stories

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


@register.inclusion_tag("learning/reflection/_of_colab.html", takes_context=True)
def stories_of_colab(context, colab):
    """Render the stories of an hour that the reader may read; `colab` is `with_presence_of` them."""
    is_open = reflections.is_open(colab)
    return {
        "stories": list(stories.of_colab(colab, context["user"])) if is_open else [],
        "may_reflect": is_open and colab.was_there,
        "is_month_over": month.is_asked(colab),
        "colab": colab,
    }
