"""Who still reads the words of things that belong to a topic, as a condition on the fields of a query."""

from django.db.models import Q

from forums import kinds
from forums.models import may_read


def still_read(person, topic):
    """Return a condition: whoever the field `person` names may read a topic, and its space keeps such things.

    A space may have become one of another kind since, and its people may have left it (R-QUERY-PERMISSION).
    """
    shown = {f"{topic}__hidden_at": None, f"{topic}__forum__kind__in": kinds.where(in_library=True)}
    return may_read(person, f"{topic}__forum") & Q(**shown)
