"""Topics in the orders that are offered: latest, popular, relevant to the reader (R-BOTH-ORDERS)."""

from django.utils.translation import gettext_lazy as _

from core.web import keyset
from forums.ranking import relevance

LATEST, POPULAR, RELEVANT = "latest", "popular", "relevant"
NAMES = {LATEST: _("Latest"), POPULAR: _("Popular"), RELEVANT: _("Relevant to me")}


def orders(person):
    """The orders offered to this person, as (word in the address, name)."""
    return [(order, name) for order, name in NAMES.items() if person.is_authenticated or order != RELEVANT]


def chosen(asked, person, default=LATEST):
    """The order that an address asks for, where it is offered."""
    order = asked.get("order")
    return order if order in dict(orders(person)) else default


def page(topics, order, person, asked):
    """One page of these topics in this order, ready for `forums/_topic_rows.html`."""
    if order == RELEVANT:
        topics, field = relevance.score(topics, relevance.reader(person)), "relevance"
    else:
        field = {LATEST: "last_post_at", POPULAR: "heat"}[order]
    return keyset.page(topics.for_list(), field, asked)


def listed(request, topics):
    """What `forums/topics/_topics.html` shows: one page of these topics, in the order that is asked for."""
    order = chosen(request.GET, request.user)
    return {
        "topics": page(topics, order, request.user, request.GET),
        "order": order,
        "orders": orders(request.user),
    }
