"""Taking a thing along: saying whom one told of it (R-TAKEN-ALONG)."""

from django.utils.translation import gettext as _

from followups.models import Harvest
from forums.models.locking import holding
from learning.library import shelves
from learning.models import Output, Reflection, Use
from learning.uses.uses import Refused, set_fields
from participants import limits

FIELDS = {Output: "output", Harvest: "harvest", Reflection: "story"}  # of a use, by the class of a thing


def things(field, person):
    """Return the things that somebody may take along, by the field of a use: see `FIELDS`."""
    return {
        "output": Output.objects.readable_by(person).filter(hidden_at=None).for_page(),
        "harvest": shelves.harvests(person).select_related("colab__topic__forum"),
        "story": Reflection.objects.readable_by(person).for_page(),
    }[field]


def take_along(thing, by, taken_to):
    """Say whom one told of it, in a line; said again, it is said anew. Return the Use. Idempotent.

    Raise Refused, and limits.Refused.
    """
    field = FIELDS[type(thing)]
    with holding(Use(**{field: thing}).topic):
        held = things(field, by).filter(pk=thing.pk).first()
        if held is None:
            raise Refused(_("It is not there to read any more."))
        mine = held.uses.filter(participant=by, kind=Use.Kind.TOLD).first()
        if mine and mine.taken_to == taken_to:
            return mine
        limits.spend(by, "edit" if mine else "use")
        if mine:
            return set_fields(mine, taken_to=taken_to, language=by.language)
        place = {"organization": by.organization, "district": by.district, "language": by.language}
        return held.uses.create(participant=by, kind=Use.Kind.TOLD, taken_to=taken_to, **place)
