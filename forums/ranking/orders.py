"""The orders in which topics are listed: latest, popular, relevant to the reader (R-BOTH-ORDERS)."""

from django.utils.translation import gettext_lazy as _

from core.web import keyset
from forums.ranking import relevance

LATEST, POPULAR, RELEVANT = "latest", "popular", "relevant"
NAMES = {LATEST: _("Latest"), POPULAR: _("Popular"), RELEVANT: _("Relevant to me")}


def available_to(person):
    """Return the orders offered to this person, as (value of the parameter, label)."""
    return [(order, name) for order, name in NAMES.items() if person.is_authenticated or order != RELEVANT]


def requested(params, person, default=LATEST):
    """Return the order that the parameters name, or the default where it is not offered."""
    order = params.get("order")
    return order if order in dict(available_to(person)) else default


def page(topics, order, person, params):
    """Return one page of topics, for `forums/topics/_topics.html`."""
    if order == RELEVANT:
        topics, field = relevance.score(topics, relevance.interests_of(person)), "relevance"
    else:
        field = {LATEST: "last_post_at", POPULAR: "heat"}[order]
    return keyset.page(topics.for_list(), field, params)


def list_context(request, topics):
    """Return the context of `forums/topics/_topics.html`."""
    order = requested(request.GET, request.user)
    return {
        "topics": page(topics, order, request.user, request.GET),
        "order": order,
        "orders": available_to(request.user),
    }
