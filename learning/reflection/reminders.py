"""What is known of somebody's hour already, shown beside the boxes: nothing of it is written into them."""

from followups.models import Insight
from followups.pages import reading
from network.connections import connections
from network.models import Connection

MOST = 10  # of each


def of(colab, person):
    """Return what this person noted, whom they met and what is kept of the hour, as variables.

    `colab`: with its harvest, to somebody who reads it. Two queries.
    """
    notes = Insight.objects.filter(colab=colab, author=person, hidden_at=None).order_by("created_at", "pk")
    met = Connection.objects.of(person).filter(via=colab).order_by("since", "pk")[:MOST]
    return {
        "notes": list(notes[:MOST]),
        "people": [other for other, _connection in connections.others(met, person)],
        "harvest": reading.harvest(colab),
    }
