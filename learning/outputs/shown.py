"""What pages show of outputs: lists, who is named, and how far one has spread."""

from dataclasses import dataclass

from core.web import keyset
from learning.models import Output, Use
from learning.models.outputs import key_of

MOST = 200  # uses on one page


def page(person, asked, space=None):
    """Return a page of published outputs, of one space or all, the newest first."""
    rows = Output.objects.readable_by(person).filter(hidden_at=None).for_page()
    return keyset.page(rows.filter(topic__forum=space) if space else rows, "published_at", asked)


def of_topic(topic, person, colab=None):
    """Return the outputs of a topic, or of one of its co-labs, that somebody may read; one query."""
    of = {"colab": colab} if colab else {}
    found = Output.objects.visible_to(person).filter(topic=topic, hidden_at=None, **of)
    return found.order_by("created_at", "pk")


@dataclass(frozen=True)
class Spread:
    """Where it is used by others than its makers (R-SPREAD): numbers, and the rows of a table."""

    uses: list
    organizations: int
    districts: int
    is_emerging: bool  # one place uses it, and no other
    has_more: bool  # uses than are shown


def people(output):
    """Return its author and those who agreed to be named, by the alphabet (R-CONTRIBUTORS-AGREE)."""
    agreed = output.contributors.filter(agreed_at__isnull=False).select_related("participant")
    named = {output.author, *(row.participant for row in agreed)}
    return sorted(named, key=lambda person: (person.name.casefold(), person.pk))


def spread(output, reader):
    """Return the Spread of an output; of uses that the reader may see; two queries."""
    rows = output.uses.filter(pk__in=Use.objects.visible_to(reader).values("pk"))
    found = list(rows.select_related("participant").order_by("created_at", "pk")[: MOST + 1])
    places = output.uses.elsewhere().current().values_list("organization_key", "district").distinct()[:MOST]
    organizations = {organization for organization, _district in places}
    districts = {key_of(district) for _organization, district in places} - {""}
    current = [use for use in found if use.kind == Use.Kind.USED and use.is_current]
    more = len(found) > MOST
    return Spread(found[:MOST], len(organizations), len(districts), len(current) == 1, more)
