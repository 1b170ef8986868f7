"""What is tried, used and told, and how far a challenge has come, on pages of other parts."""

from django import template

from learning.experiments import shown as tried
from learning.outputs import shown as kept
from learning.reflection import month, reflections, stories
from learning.stages.stages import Stage, challenges
from learning.uses import shown as used
from learning.uses.forms import TakeAlongForm

register = template.Library()


@register.inclusion_tag("learning/_of_topic.html", takes_context=True)
def left_by_topic(context, topic):
    """Render the experiments and outputs of a topic that the reader may read."""
    return _left(context["user"], topic)


@register.inclusion_tag("learning/_of_topic.html", takes_context=True)
def left_by_colab(context, colab):
    """Render those that came out of a co-lab."""
    return _left(context["user"], colab.topic, colab)


@register.inclusion_tag("learning/stages/_of_topic.html", takes_context=True)
def stage_of(context, topic):
    """Render how far a challenge has come; no query where a topic is none."""
    if not (topic.is_challenge and topic.forum.rules.has_challenges):
        return {}
    found = challenges(context["user"]).filter(pk=topic.pk).first()
    return {"stage": Stage(found.stage) if found else None}


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


@register.inclusion_tag("learning/uses/_takings.html", takes_context=True)
def taken_along(context, thing):
    """Render whom a harvest or a story was taken to, and the form; `may_moderate` is of its page."""
    person, may_moderate = context["user"], context["may_moderate"]
    found, has_more = used.takings(thing, person, is_moderator=may_moderate)
    told = next((use for use in found if use.participant_id == person.pk), None)
    return {
        "takings": found,
        "has_more": has_more,
        "along_form": TakeAlongForm.beside(thing, told) if person.is_authenticated else None,
        "may_moderate": may_moderate,
        "forum": thing.colab.topic.forum,
        "user": person,
        "request": context["request"],
    }


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
