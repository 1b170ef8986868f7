"""The board of candidates: topics that people want as a co-lab."""

from core.web import keyset
from forums.candidates import demand
from forums.models import Topic
from forums.ranking import orders, relevance

PAGE = 20  # cards


def page(order, person, params):
    """Return one page of candidates, each with its `demand` and, as `mine`, this person's part in it."""
    topics, column = Topic.objects.visible_to(person).candidates(), "wanted"
    if order == orders.RELEVANT:
        topics, column = relevance.score(topics, relevance.interests_of(person), base="wanted"), "relevance"
    topics = demand.with_demand(topics.for_list())
    found = keyset.page(topics, column, params, PAGE)
    for topic in found:
        topic.demand = demand.Demand(topic)
        topic.mine = topic.demand.of(person)
    return found
