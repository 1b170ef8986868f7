"""Follow-ups, origins and timelines on pages of other parts."""

from django import template
from django.db.models import Exists, OuterRef

from events.models import CoLab
from followups import timeline
from followups.harvest import related
from followups.models import Insight, Origin
from followups.requests import requests

register = template.Library()


@register.inclusion_tag("followups/requests/_requests_on_board.html", takes_context=True)
def requested_follow_ups(context, limit=6):
    person = context["user"]
    return {"colabs": requests.requested(CoLab.objects.visible_to(person).held())[:limit], "user": person}


@register.inclusion_tag("followups/notes/_origin.html", takes_context=True)
def origin_of(context, topic):
    """Render the insight a topic grew out of, or that it is no longer shared with the reader."""
    person = context["user"]
    shared = Insight.objects.shared_with(person).filter(
        pk=OuterRef("insight"), colab__in=CoLab.objects.visible_to(person).values("pk")
    )
    origins = Origin.objects.filter(topic=topic).annotate(shared=Exists(shared))
    origin = origins.select_related("insight__author", "insight__colab__topic__forum").first()
    return {"origin": origin, "forum": topic.forum}


@register.inclusion_tag("followups/_timeline_of_topic.html", takes_context=True)
def timeline_of_topic(context, topic, people):
    """Render the timeline of a topic that `people` (a number) want, and a list of more than two co-labs."""
    colabs = timeline.colabs_of(topic, context["user"])
    learnt = topic.forum.rules.in_library and any(colab.has_started for colab in colabs)
    return {
        "steps": timeline.of_topic(topic, people, colabs),
        "colabs": colabs if len(colabs) > 2 else [],
        "learnt": topic if learnt and not topic.is_hidden else None,
    }


@register.simple_tag
def timeline_of_colab(colab, follow_ups=()):
    """Return the Steps around a co-lab and the first announced one of its `follow_ups`."""
    return timeline.of_colab(colab, next((one for one in follow_ups if one.is_announced), None))


@register.inclusion_tag("followups/harvest/_related.html", takes_context=True)
def related_to_topic(context, topic):
    """Render what other hours left on the same matter, as far as the reader may read it."""
    return {"related": related.to_topic(topic, context["user"])}


@register.inclusion_tag("followups/harvest/_under_tag.html", takes_context=True)
def left_under_tag(context, tag):
    """Render the harvests and shared notes with a tag, as far as the reader may read them."""
    return {"rows": related.under(tag, context["user"]), "tag": tag}
