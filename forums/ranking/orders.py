"""The orders in which topics are listed: latest, popular, relevant to the reader (R-BOTH-ORDERS)."""

from django.utils.translation import gettext_lazy as _

from core.web import keyset
from forums.ranking import relevance

LATEST, POPULAR, RELEVANT = "latest", "popular", "relevant"
NAMES = {LATEST: _("Latest"), POPULAR: _("Popular"), RELEVANT: _("Relevant to me")}


def orders(person):
    """Return the orders offered to this person, as (value of the parameter, label)."""
    return [(order, name) for order, name in NAMES.items() if person.is_authenticated or order != RELEVANT]


def chosen(asked, person, default=LATEST):
    """Return the order that the parameters name, or the default where it is not offered."""
    order = asked.get("order")
    return order if order in dict(orders(person)) else default


def page(topics, order, person, asked):
    """Return one page of topics, for `forums/topics/_topic_rows.html`."""
    if order == RELEVANT:
        topics, field = relevance.score(topics, relevance.reader(person)), "relevance"
    else:
        field = {LATEST: "last_post_at", POPULAR: "heat"}[order]
    return keyset.page(topics.for_list(), field, asked)


def listed(request, topics):
    """Return the context of `forums/topics/_topics.html`."""
    order = chosen(request.GET, request.user)
    return {
        "topics": page(topics, order, request.user, request.GET),
        "order": order,
        "orders": orders(request.user),
    }
