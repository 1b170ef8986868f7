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
    has_more: bool  # uses than are shown

    @property
    def is_emerging(self):
        return self.organizations == 1

    @property
    def said(self):
        """Uses that everybody reads."""
        return [use for use in self.uses if use.kind == Use.Kind.USED and not use.is_hidden]

    @property
    def is_used(self):
        """Whether somebody uses it, also where it was made or without the name of an organization."""
        return any(use.is_current for use in self.said)


def takings(thing, reader, *, is_moderator=False):
    """Return (uses, whether there are more): the first MOST of a thing, and the reader's own; one query.

    Where there are more, another one finds the reader's own among them: they change and take out their lines.
    """
    rows = thing.uses.shown_to(reader, is_moderator=is_moderator)
    rows = rows.select_related("participant").order_by("created_at", "pk")
    found = list(rows[: MOST + 1])
    shown, has_more = found[:MOST], len(found) > MOST
    if has_more and reader.is_authenticated:
        shown += rows.filter(participant=reader).exclude(pk__in=[use.pk for use in shown])
    return shown, has_more


def spread(output, reader, *, is_moderator=False):
    """Return the Spread of an output that somebody reads; two queries."""
    uses, has_more = takings(output, reader, is_moderator=is_moderator)
    places = output.uses.elsewhere().current().values_list("organization_key", "district").distinct()[:MOST]
    organizations = {organization for organization, _district in places}
    districts = {key_of(district) for _organization, district in places} - {""}
    return Spread(uses, len(organizations), len(districts), has_more)
