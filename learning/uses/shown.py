"""What pages show of uses: how far an output has spread, and whom a thing was taken to."""

from dataclasses import dataclass

from learning.models import Use
from learning.models.outputs import key_of

MOST = 200  # uses on one page


@dataclass(frozen=True)
class Spread:
    """Where it is used by others than its makers (R-SPREAD): numbers, and the rows of a table."""

    uses: list
    organizations: int
    districts: int
    is_emerging: bool  # one other organization uses it
    is_used: bool  # by somebody, also where it was made or without the name of an organization
    was_used: bool
    has_more: bool  # uses than are shown


def _of(thing, reader, is_moderator):
    """Return at most one more than MOST uses of a thing, as they were said."""
    rows = thing.uses.shown_to(reader, is_moderator=is_moderator)
    return list(rows.select_related("participant").order_by("created_at", "pk")[: MOST + 1])


def spread(output, reader, *, is_moderator=False):
    """Return the Spread of an output that somebody reads; two queries."""
    found = _of(output, reader, is_moderator)
    places = output.uses.elsewhere().current().values_list("organization_key", "district").distinct()[:MOST]
    organizations = {organization for organization, _district in places}
    districts = {key_of(district) for _organization, district in places} - {""}
    said = [use for use in found if use.kind == Use.Kind.USED and not use.is_hidden]
    return Spread(
        uses=found[:MOST],
        organizations=len(organizations),
        districts=len(districts),
        is_emerging=len(organizations) == 1,
        is_used=any(use.is_current for use in said),
        was_used=bool(said),
        has_more=len(found) > MOST,
    )


def takings(thing, reader, *, is_moderator=False):
    """Return (uses, whether there are more): whom a thing that somebody reads was taken to; one query."""
    found = _of(thing, reader, is_moderator)
    return found[:MOST], len(found) > MOST
