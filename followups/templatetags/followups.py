"""What pages of other parts show of the time after a co-lab."""

from django import template
from django.urls import reverse
from django.utils.translation import gettext as _

from events.models import CoLab
from followups import requests
from followups.models import Origin

register = template.Library()


@register.inclusion_tag("followups/_requests_on_board.html", takes_context=True)
def follow_ups_asked_for(context, most=6):
    """For the board of candidates."""
    person = context["user"]
    return {"colabs": requests.wanted(CoLab.objects.visible_to(person).held())[:most], "user": person}


@register.inclusion_tag("followups/_origin.html")
def origin_of(topic):
    """The insight that a topic grew out of, if it did."""
    return {"origin": Origin.objects.filter(topic=topic).select_related("insight__colab").first()}


@register.simple_tag
def story_of(colab):
    """The steps of `_timeline.html`, from the topic to the follow-up."""
    after = reverse("followups:after", args=[colab.pk])
    closed = colab.is_closed
    return [
        _step(_("Topic"), "done", colab.topic.get_absolute_url(), colab.topic.created_at),
        _step(_("Tagged for a co-lab"), "done"),
        _step(_("Co-lab"), "done" if colab.has_ended else "now", colab.get_absolute_url(), colab.starts_at),
        _step(_("Insights and harvest"), _state(closed, colab.has_ended), after, colab.closed_at),
        _step(_("Follow-up"), "now" if closed else "next", f"{after}#follow-up" if colab.has_ended else ""),
    ]


def _step(label, state, url="", when=None):
    return {"label": label, "state": state, "url": url, "when": when}


def _state(done, now):
    return "done" if done else "now" if now else "next"
